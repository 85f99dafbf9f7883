/** Off-peak hours as operators write them: `HC (0H54-6H54;11H54-13H54)`. Pure. */

/** A span of the clock in minutes from midnight; `to` is not included and at most 1440. */
export interface MinuteSpan {
	from: number;
	to: number;
}

const MINUTES_PER_DAY = 1_440;

/** Off-peak hours in a form that is not known. The message is for people. */
export class OffPeakHoursError extends RangeError {
	constructor(text: string, problem: string) {
		super(`Off-peak hours "${text}" cannot be read: ${problem}`);
	}
}

/**
 * Reads the hours in any form that is documented: with `HC` in front or not, in brackets or not, `h`, `H` or `:` between hours and
 * minutes, spans separated by `;`, `,`, `/` or `et`. A span may reach over midnight. They are hours of the legal clock.
 *
 * @returns spans within one day, in order, those that touch joined
 * @throws OffPeakHoursError when the text has another form, or its spans overlap
 */
export function parseOffPeakHours(text: string): MinuteSpan[] {
	const inside = /^\s*(?:HC|heures\s+creuses)?\s*:?\s*(?:\(([^()]*)\)|([^()]*))\s*$/iu.exec(text);
	const list = (inside?.[1] ?? inside?.[2] ?? '').trim();
	if (list === '') throw new OffPeakHoursError(text, 'expected spans such as HC (22H30-6H30)');
	const spans = list
		.split(/\s*(?:[;,/]|\bet\b)\s*/iu)
		// A separator after the last span is seen in the wild.
		.filter((part, index, parts) => part !== '' || index < parts.length - 1)
		.flatMap((part) => parseSpan(part, text))
		.toSorted((one, other) => one.from - other.from);
	if (spans.some(({ from }, index) => from < (spans[index - 1]?.to ?? 0))) {
		throw new OffPeakHoursError(text, 'spans overlap');
	}

	return joinTouching(spans);
}

const spanForm = /^(\d{1,2})\s*[h:]\s*(\d{2})?\s*(?:-|–|—|à)\s*(\d{1,2})\s*[h:]\s*(\d{2})?$/iu;

/** One span, or two where it reaches over midnight. */
function parseSpan(part: string, text: string): MinuteSpan[] {
	const match = spanForm.exec(part.trim());
	if (!match) throw new OffPeakHoursError(text, `"${part}" is not a span such as 22H30-6H30`);
	const [, fromHour, fromMinute, toHour, toMinute] = match;
	const from = minuteOf(fromHour, fromMinute);
	const to = minuteOf(toHour, toMinute);
	if (from === undefined || to === undefined || from === MINUTES_PER_DAY) {
		throw new OffPeakHoursError(text, `"${part}" has a time that no clock shows`);
	}
	if (from === to) throw new OffPeakHoursError(text, `"${part}" begins when it ends`);
	if (from < to) return [{ from, to }];

	return [{ from, to: MINUTES_PER_DAY }, ...(to === 0 ? [] : [{ from: 0, to }])];
}

function minuteOf(hourText = '', minuteText = '0'): number | undefined {
	const hour = Number(hourText);
	const minute = Number(minuteText);
	if (minute > 59 || hour * 60 + minute > MINUTES_PER_DAY) return undefined;

	return hour * 60 + minute;
}

function joinTouching(spans: readonly MinuteSpan[]): MinuteSpan[] {
	const joined: MinuteSpan[] = [];
	for (const { from, to } of spans) {
		const last = joined.at(-1);
		if (last?.to === from) last.to = to;
		else joined.push({ from, to });
	}

	return joined;
}
