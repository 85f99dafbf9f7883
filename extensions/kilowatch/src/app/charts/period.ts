import { addDays, isCalendarDate, localDateOf, subtractMonths } from '../../domain/local-days.ts';

/** A span of local dates; `to` is the date after the last. */
export interface Period {
	from: string;
	to: string;
}

export const presets = ['last-30-days', 'last-12-months', 'custom'] as const;

export type Preset = (typeof presets)[number];

/** Days a chart of bars by day can still tell apart; longer periods are shown by month. */
const MAX_DAY_BARS = 92;

/** A meter is behind when its last reading is older: operators publish a day on the next one, sometimes a day late. */
export const STALE_AFTER_DAYS = 3;

const MILLISECONDS_PER_DAY = 86_400_000;

/** The whole days before today: today's are not published yet. */
export function lastDays(days: number, now: Date, timezone: string): Period {
	const today = localDateOf(now.getTime() / 1000, timezone);

	return { from: addDays(today, -days), to: today };
}

/** The month of yesterday, so far, and the eleven before it. */
export function last12Months(now: Date, timezone: string): Period {
	const today = localDateOf(now.getTime() / 1000, timezone);

	return { from: `${subtractMonths(addDays(today, -1), 11).slice(0, 7)}-01`, to: today };
}

/**
 * The period of two dates that people typed, the second one included.
 *
 * @returns undefined while they make no period
 */
export function periodBetween(first: string, last: string): Period | undefined {
	if (!isCalendarDate(first) || !isCalendarDate(last) || last < first) return undefined;

	return { from: first, to: addDays(last, 1) };
}

/** Length in days. */
export function daysIn({ from, to }: Period): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY);
}

/** Whether a period is better shown by month than by day. */
export function isByMonth(period: Period): boolean {
	return daysIn(period) > MAX_DAY_BARS;
}

/** A window of whole days that ends with a date. */
export function windowEnding(lastDate: string, days: number): Period {
	return { from: addDays(lastDate, 1 - days), to: addDays(lastDate, 1) };
}

/** The window `steps` windows later (or earlier, when negative) of the same length. */
export function moved(period: Period, steps: number): Period {
	const days = daysIn(period) * steps;

	return { from: addDays(period.from, days), to: addDays(period.to, days) };
}

/** Whether a last reading is so old that people should be told. */
export function isStale(lastReadingAt: string, now: Date): boolean {
	return now.getTime() - Date.parse(lastReadingAt) > STALE_AFTER_DAYS * MILLISECONDS_PER_DAY;
}
