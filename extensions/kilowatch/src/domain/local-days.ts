import { DateTime } from 'luxon';

/** One local calendar day as a span of time: 23, 24 or 25 hours in zones with clock changes. */
export interface LocalDay {
	/** `YYYY-MM-DD` in the zone */
	date: string;
	/** first second of the day, since 1970 UTC */
	startSeconds: number;
	/** first second after the day, since 1970 UTC */
	endSeconds: number;
}

/** Luxon needs about 26 µs for a zone's midnight or clock, so they are kept: 4,000 zone-days are eleven years of one zone. */
const MAX_KEPT_MIDNIGHTS = 4_000;
const midnights = new Map<string, number>();

/**
 * First second of a local date, since 1970 UTC.
 *
 * @param date `YYYY-MM-DD`
 * @param zone IANA time zone, `Europe/Paris`
 * @throws RangeError when date or zone is not one
 */
export function midnightSeconds(date: string, zone: string): number {
	const key = `${zone} ${date}`;
	const kept = midnights.get(key);
	if (kept !== undefined) return kept;

	const start = parseDate(date, zone).startOf('day').toSeconds();
	if (midnights.size >= MAX_KEPT_MIDNIGHTS) midnights.clear();
	midnights.set(key, start);

	return start;
}

/** The span of one local date. */
export function localDay(date: string, zone: string): LocalDay {
	return {
		date,
		startSeconds: midnightSeconds(date, zone),
		endSeconds: midnightSeconds(addDays(date, 1), zone),
	};
}

/** The local dates from `from` up to, not including, `to`, each with its real span. */
export function localDays(from: string, to: string, zone: string): LocalDay[] {
	return datesBetween(from, to).map((date) => localDay(date, zone));
}

/** The dates from `from` up to, not including, `to`. */
export function datesBetween(from: string, to: string): string[] {
	if (from >= to) return [];
	const dates: string[] = [];
	for (let day = dayNumber(from); ; day += 1) {
		const date = dateOfDay(day);
		if (date >= to) return dates;
		dates.push(date);
	}
}

/** The local date that holds an instant. */
export function localDateOf(epochSeconds: number, zone: string): string {
	const date = DateTime.fromSeconds(epochSeconds, { zone });
	if (!date.isValid) throw new RangeError(`${zone} is not a time zone or ${epochSeconds} not an instant`);

	return date.toISODate();
}

/** What a clock shows. */
export interface Clock {
	/** 0 to 23 */
	hour: number;
	/** how far it is from UTC, in minutes */
	offsetMinutes: number;
}

const clocks = new Map<string, Clock>();

/** What a clock in the zone shows at an instant. */
export function clockOf(epochSeconds: number, zone: string): Clock {
	const key = `${zone} ${epochSeconds}`;
	const kept = clocks.get(key);
	if (kept) return kept;

	const { hour, offset } = DateTime.fromSeconds(epochSeconds, { zone });
	const clock = { hour, offsetMinutes: offset };
	if (clocks.size >= MAX_KEPT_MIDNIGHTS) clocks.clear();
	clocks.set(key, clock);

	return clock;
}

/** The hour, 0 to 23, that a clock in the zone shows at an instant. */
export function localHourOf(epochSeconds: number, zone: string): number {
	return DateTime.fromSeconds(epochSeconds, { zone }).hour;
}

/**
 * A calendar date moved by whole days; no zone is needed for that, nor Luxon: plans and ledgers call this by the
 * thousand while everything else in the process waits.
 *
 * @throws RangeError when `date` is not one
 */
export function addDays(date: string, days: number): string {
	return dateOfDay(dayNumber(date) + days);
}

const DAY_MS = 86_400_000;

/** Whole days since 1970. */
function dayNumber(date: string): number {
	const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
	if (Number.isNaN(day) || dateOfDay(day) !== date) throw new RangeError(`${date} is not a date`);

	return day;
}

/** Texts are kept: every meter's plan walks over the same three years. */
const MAX_KEPT_DATES = 20_000;
const keptDates = new Map<number, string>();

function dateOfDay(day: number): string {
	const kept = keptDates.get(day);
	if (kept !== undefined) return kept;

	const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
	if (keptDates.size >= MAX_KEPT_DATES) keptDates.clear();
	keptDates.set(day, date);

	return date;
}

/** A calendar date moved back by months; the 31st becomes the last day of a shorter month. */
export function subtractMonths(date: string, months: number): string {
	const day = new Date(dayNumber(date) * DAY_MS);
	const target = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, 1));
	const lastOfMonth = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();

	return dateOfDay(target.getTime() / DAY_MS + Math.min(day.getUTCDate(), lastOfMonth) - 1);
}

/** A calendar date moved on by months, in the same way. */
export function addMonths(date: string, months: number): string {
	return subtractMonths(date, -months);
}

/**
 * How many intervals of `stepSeconds` a local day really has: 46, 48 or 50 half-hours.
 * Never take it from a constant: that is how autumn's repeated hour gets lost.
 */
export function expectedPoints(day: LocalDay, stepSeconds: number): number {
	return Math.round((day.endSeconds - day.startSeconds) / stepSeconds);
}

/** Whether a text is a real calendar date written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

function parseDate(date: string, zone: string): DateTime<true> {
	const parsed = DateTime.fromFormat(date, 'yyyy-MM-dd', { zone });
	if (!parsed.isValid)
		throw new RangeError(`${date} in ${zone}: ${parsed.invalidExplanation ?? 'not a date'}`);

	return parsed;
}
