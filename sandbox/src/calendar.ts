import { DateTime } from 'luxon';

/** The operator's days and stamps are local, without offset. */
export const ZONE = 'Europe/Paris';

/** A day is published from this local hour of the day after. */
const PUBLICATION_HOUR = 8;
const DAY_MS = 86_400_000;

/** One real hour of a local day. */
export interface LocalHour {
	/** local calendar days since 1970-01-01 */
	dayNumber: number;
	/** 0–23, as a clock on the wall shows it */
	hour: number;
	/** true for the hour that autumn's change repeats */
	isSecondPass: boolean;
}

/** `YYYY-MM-DD` → local calendar days since 1970-01-01. */
export const dayNumberOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Local calendar days since 1970-01-01 → `YYYY-MM-DD`. */
export const dateOf = (dayNumber: number): string => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (dayNumber: number): number => ((((dayNumber + 3) % 7) + 7) % 7) + 1;

/** True for an existing calendar date written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumberOf(text)) && dateOf(dayNumberOf(text)) === text
	);
}

/** The operator's wall clock. */
const localTime = (nowMs: number): DateTime => DateTime.fromMillis(nowMs, { zone: ZONE });

/** Today's local date, `YYYY-MM-DD`. */
export const todayOf = (nowMs: number): string => localTime(nowMs).toFormat('yyyy-MM-dd');

/** The newest day whose measures are published, as a day number. */
export function lastPublishedDay(nowMs: number): number {
	const ageDays = localTime(nowMs).hour >= PUBLICATION_HOUR ? 1 : 2;

	return dayNumberOf(todayOf(nowMs)) - ageDays;
}

/**
 * The hours of a local day in the order of time: 24, or 23 and 25 when clocks change.
 *
 * The European rule is written out because asking the time-zone database costs a quarter of a millisecond
 * a day, and a daily call spans three years. It has held since 1996.
 */
export function localHours(dayNumber: number): LocalHour[] {
	const hours = Array.from({ length: 24 }, (_, hour) => ({ dayNumber, hour, isSecondPass: false }));
	if (isLastSundayOf(3, dayNumber)) hours.splice(2, 1);
	if (isLastSundayOf(10, dayNumber)) hours.splice(3, 0, { dayNumber, hour: 2, isSecondPass: true });

	return hours;
}

/** Whether a day's afternoon is in summer time. */
export function isSummerTime(dayNumber: number): boolean {
	const month = new Date(dayNumber * DAY_MS).getUTCMonth() + 1;
	if (month !== 3 && month !== 10) return month > 3 && month < 10;
	const isChanged = Array.from({ length: 7 }, (_, back) => dayNumber - back).some((day) =>
		isLastSundayOf(month, day),
	);

	return month === 3 ? isChanged : !isChanged;
}

function isLastSundayOf(month: 3 | 10, dayNumber: number): boolean {
	if (weekdayOf(dayNumber) !== 7) return false;
	const day = new Date(dayNumber * DAY_MS);

	// Both months have 31 days, so the last Sunday is never before the 25th.
	return day.getUTCMonth() + 1 === month && day.getUTCDate() >= 25;
}
