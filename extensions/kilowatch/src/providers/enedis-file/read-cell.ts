import { addDays, localDateOf, midnightSeconds } from '../../domain/local-days.ts';

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const MISSING = new Set(['', 'null', 'na', 'n/a', 'nan', '-', '--', 'nd']);

/**
 * A number as the exports write it: comma or point, spaces of any kind between thousands.
 *
 * @returns `null` for the texts that stand for no value, `undefined` for what is no number
 */
export function readNumber(cell: string): number | null | undefined {
	const text = NUMBER.test(cell) ? cell : cell.replace(/[\s\u00a0\u202f]/gu, '');
	if (NUMBER.test(text)) return Number(text.replace(',', '.'));

	return MISSING.has(text.toLowerCase()) ? null : undefined;
}

/** A moment as a file writes it. */
export interface Stamp {
	/** local date of the wall clock, `YYYY-MM-DD` */
	date: string;
	/** seconds of the wall clock since its date's 00:00 */
	clockSeconds: number;
	/** the instant, seconds since 1970 UTC, where the file gives an offset */
	instant: number | undefined;
	/** whether it is a date alone */
	isDate: boolean;
}

const YEAR_FIRST =
	/^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_FIRST = /^(\d{2})[-/](\d{2})[-/](\d{4})(?:[T ]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$/;
const CLOCK = /^(\d{1,2})[:h](\d{2})(?::(\d{2}))?$/;

/** A cell as a moment or a date; `undefined` when it is neither. */
export function readStamp(cell: string): Stamp | undefined {
	const iso = YEAR_FIRST.exec(cell);
	const french = iso ? undefined : DAY_FIRST.exec(cell);
	const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [french?.[3], french?.[2], french?.[1]];
	const found = iso ?? french;
	if (!found) return undefined;

	const date = `${year}-${month}-${day}`;
	if (!isDate(date)) return undefined;
	if (found[4] === undefined) return { date, clockSeconds: 0, instant: undefined, isDate: true };
	const clockSeconds = secondsOfClock(found[4], found[5], found[6]);
	if (clockSeconds === undefined) return undefined;
	const offset = iso?.[7];

	return {
		date,
		clockSeconds,
		instant:
			offset === undefined ? undefined : dayNumber(date) * 86_400 + clockSeconds - offsetSeconds(offset),
		isDate: false,
	};
}

/** A cell as the time of day, in seconds since 00:00; `undefined` when it is none. */
export function readClock(cell: string): number | undefined {
	const found = CLOCK.exec(cell);

	return found ? secondsOfClock(found[1], found[2], found[3]) : undefined;
}

/** Days are read by the million: each is checked once. */
const dayNumbers = new Map<string, number>();
const MAX_KEPT_DAYS = 4_000;

function dayNumber(date: string): number {
	const kept = dayNumbers.get(date);
	if (kept !== undefined) return kept;
	if (dayNumbers.size >= MAX_KEPT_DAYS) dayNumbers.clear();
	const milliseconds = Date.parse(`${date}T00:00:00Z`);
	const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
	const days = isReal ? milliseconds / 86_400_000 : Number.NaN;
	dayNumbers.set(date, days);

	return days;
}

function isDate(date: string): boolean {
	return !Number.isNaN(dayNumber(date));
}

function secondsOfClock(hours = '', minutes = '', seconds = '0'): number | undefined {
	const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
	const isReal = Number(minutes) < 60 && Number(seconds) < 60 && total <= 86_400;

	return isReal ? total : undefined;
}

function offsetSeconds(offset: string): number {
	if (offset === 'Z') return 0;
	const sign = offset.startsWith('-') ? -1 : 1;

	return sign * (Number(offset.slice(1, 3)) * 3_600 + Number(offset.slice(-2)) * 60);
}

/**
 * The instants a wall clock can mean in a zone: one, two in autumn's repeated hour, none in the one that spring leaves
 * out. 24:00 is the next day's 00:00.
 */
export function instantsOf(
	{ date, clockSeconds }: Pick<Stamp, 'date' | 'clockSeconds'>,
	zone: string,
): number[] {
	if (clockSeconds === 86_400) return [midnightSeconds(addDays(date, 1), zone)];
	const start = midnightSeconds(date, zone);
	const lengthSeconds = midnightSeconds(addDays(date, 1), zone) - start;
	const before = start + clockSeconds;
	if (lengthSeconds === 86_400) return [before];

	const after = before + lengthSeconds - 86_400;
	const candidates = lengthSeconds > 86_400 ? [before, after] : [after, before];

	return candidates.filter((instant) => clockAt(instant, date, zone) === clockSeconds);
}

/** The span of a local date; neighbouring rows share it, so the last one is kept. */
export function spanOf(date: string, zone: string): { startSeconds: number; isChangeDay: boolean } {
	if (lastSpan?.date === date && lastSpan.zone === zone) return lastSpan;
	const startSeconds = midnightSeconds(date, zone);
	const isChangeDay = midnightSeconds(addDays(date, 1), zone) - startSeconds !== 86_400;
	lastSpan = { date, zone, startSeconds, isChangeDay };

	return lastSpan;
}

let lastSpan: { date: string; zone: string; startSeconds: number; isChangeDay: boolean } | undefined;

/** What the clock shows at an instant, in seconds since 00:00; `undefined` on another date. */
function clockAt(instant: number, date: string, zone: string): number | undefined {
	if (localDateOf(instant, zone) !== date) return undefined;
	const parts = formatterOf(zone)
		.format(instant * 1000)
		.split(':')
		.map(Number);
	const [hours = 0, minutes = 0, seconds = 0] = parts;

	return hours * 3_600 + minutes * 60 + seconds;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
	const kept =
		formatters.get(zone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
			hourCycle: 'h23',
		});
	formatters.set(zone, kept);

	return kept;
}
