import { clockOf, datesBetween, midnightSeconds } from '../local-days.ts';

/** Energy or volume over one interval; what a sum is made of. */
export interface MeasuredInterval {
	/** start, whole seconds since 1970 UTC */
	startSeconds: number;
	durationSeconds: number;
	/** in the unit of its metric: an amount, not a power */
	value: number;
}

/** One hour of a local clock: autumn's repeated hour is two of them, spring's skipped one none. */
export interface LocalHour {
	/** first second, since 1970 UTC */
	startSeconds: number;
	/** local date, `YYYY-MM-DD` */
	date: string;
	/** 0 to 23, as the clock shows it */
	hour: number;
	/** of the clock from UTC, in minutes: it tells autumn's two passes of an hour apart */
	offsetMinutes: number;
}

/** What is known of an hour. */
export interface HourAmount extends LocalHour {
	/** sum of the known part; null where nothing is known */
	value: number | null;
	/** how much of the hour is known, 0 to 3600 */
	coveredSeconds: number;
}

const SECONDS_PER_HOUR = 3_600;
const SECONDS_PER_DAY = 86_400;

/**
 * The hours of local days, from one midnight to another. They are counted in real time from each midnight: a day of 23 hours
 * has 23, one of 25 has 25. In the few zones whose clocks change by less than an hour, the last hour of such a day is short.
 *
 * @param from first local date
 * @param to local date after the last
 */
export function localHours(from: string, to: string, zone: string): LocalHour[] {
	return datesBetween(from, to).flatMap((date, place, dates) => {
		const start = midnightSeconds(date, zone);
		const end = midnightSeconds(dates[place + 1] ?? to, zone);
		const count = Math.ceil((end - start) / SECONDS_PER_HOUR);
		const isUsual = end - start === SECONDS_PER_DAY;

		const clockAtStart = clockOf(start, zone);

		return Array.from({ length: count }, (_, index) => {
			const startSeconds = start + index * SECONDS_PER_HOUR;
			// The zone's rules are asked once a day, and by the hour only where a day is not like others.
			const { hour, offsetMinutes } = isUsual
				? { ...clockAtStart, hour: index }
				: clockOf(startSeconds, zone);

			return { startSeconds, date, hour, offsetMinutes };
		});
	});
}

/**
 * Sums intervals into local hours. An interval that reaches over an hour's end is shared out by time, for nobody knows when in
 * it the energy was used.
 *
 * @param intervals of one series, in order and without overlaps; those outside the hours are left out
 * @param hours in order
 */
export function amountsByHour(
	intervals: readonly MeasuredInterval[],
	hours: readonly LocalHour[],
): HourAmount[] {
	let next = 0;

	return hours.map((hour, index) => {
		const endSeconds = Math.min(
			hours[index + 1]?.startSeconds ?? Infinity,
			hour.startSeconds + SECONDS_PER_HOUR,
		);
		let value: number | null = null;
		let coveredSeconds = 0;
		while (next < intervals.length && endOf(intervals[next]) <= hour.startSeconds) next += 1;
		for (let at = next; at < intervals.length; at += 1) {
			const interval = intervals[at];
			if (interval === undefined || interval.startSeconds >= endSeconds) break;
			const seconds =
				Math.min(endOf(interval), endSeconds) - Math.max(interval.startSeconds, hour.startSeconds);
			value = (value ?? 0) + (interval.value * seconds) / interval.durationSeconds;
			coveredSeconds += seconds;
		}

		return { ...hour, value, coveredSeconds };
	});
}

function endOf(interval: MeasuredInterval | undefined): number {
	return interval === undefined ? Infinity : interval.startSeconds + interval.durationSeconds;
}
