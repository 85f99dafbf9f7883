import { datesBetween } from '../local-days.ts';

/** What a period used, over its known days, and what a day, month and year of it are. */
export interface Averages {
	/** over known days; null where none is known */
	total: number | null;
	knownDays: number;
	days: number;
	perDay: number | null;
	perMonth: number | null;
	perYear: number | null;
}

/** Of the Gregorian calendar: 400 years are 146,097 days. */
const DAYS_PER_YEAR = 146_097 / 400;
const MONTHS_PER_YEAR = 12;

/**
 * Averages are means of known days, scaled to a mean month and year: a period with holes, or with a 31st, is none the heavier.
 *
 * @param from first local date
 * @param to local date after the last
 */
export function averagesOf(
	{ from, to }: { from: string; to: string },
	known: (date: string) => number | undefined,
): Averages {
	const dates = datesBetween(from, to);
	const values = dates.flatMap((date) => known(date) ?? []);
	if (values.length === 0) {
		return { total: null, knownDays: 0, days: dates.length, perDay: null, perMonth: null, perYear: null };
	}
	const total = values.reduce((sum, value) => sum + value, 0);
	const perDay = total / values.length;

	return {
		total,
		knownDays: values.length,
		days: dates.length,
		perDay,
		perMonth: (perDay * DAYS_PER_YEAR) / MONTHS_PER_YEAR,
		perYear: perDay * DAYS_PER_YEAR,
	};
}
