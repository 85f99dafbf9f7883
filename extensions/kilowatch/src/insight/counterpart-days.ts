/** Which earlier day each day of a period is set against. Pure; dates local. */
import { addDays, datesBetween, subtractMonths } from '../domain/local-days.ts';
import type { Period } from './building-days.ts';
import { previousPeriod } from './report-period.ts';

export type DayPair = readonly [date: string, counterpart: string];

/**
 * Against the period just before, day by day from its beginning; whole months against whole months: days that the shorter of
 * the two does not have are left out.
 */
export function previousCounterparts(period: Period): { period: Period; pairs: DayPair[] } {
	const earlier = previousPeriod(period);
	const before = datesBetween(earlier.from, earlier.to);
	const pairs = datesBetween(period.from, period.to).flatMap((date, index) => {
		const counterpart = before[index];

		return counterpart === undefined ? [] : [[date, counterpart] as const];
	});

	return { period: earlier, pairs };
}

const DAYS_PER_WEEK = 7;
const WEEKS_PER_YEAR = 52;

/**
 * Against the same days a year earlier: 52 weeks before, so that a Monday meets a Monday. A period of a year or more meets the
 * same dates instead, for over a year weekdays even out and a 29 February has no counterpart.
 */
export function lastYearCounterparts(period: Period): { period: Period; pairs: DayPair[] } {
	const dates = datesBetween(period.from, period.to);
	const isLong = dates.length > DAYS_PER_WEEK * WEEKS_PER_YEAR;
	const counterpartOf = (date: string): string | undefined => {
		if (!isLong) return addDays(date, -DAYS_PER_WEEK * WEEKS_PER_YEAR);
		const sameDate = subtractMonths(date, 12);

		return sameDate.slice(5) === date.slice(5) ? sameDate : undefined;
	};
	const pairs = dates.flatMap((date) => {
		const counterpart = counterpartOf(date);

		return counterpart === undefined ? [] : [[date, counterpart] as const];
	});
	const [first] = pairs;
	const last = pairs.at(-1);

	return {
		period: {
			from: first?.[1] ?? subtractMonths(period.from, 12),
			to: last ? addDays(last[1], 1) : subtractMonths(period.to, 12),
		},
		pairs,
	};
}
