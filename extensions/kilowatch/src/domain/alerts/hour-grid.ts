import { addDays, datesBetween } from '../local-days.ts';
import type { HourAmount } from '../statistics/local-hours.ts';

/**
 * What a building or a device used, hour by hour on its local clock: 24 cells a day, whatever the clock did. It is all that rules
 * see of a series, so they judge a file, a database and a test alike.
 */
export interface HourGrid {
	/** `YYYY-MM-DD`, of the first 24 cells */
	firstDate: string;
	/** whole days, one after the other */
	days: number;
	/** kWh in each hour, `NaN` where it is not known whole */
	kwh: Float64Array;
}

export const HOURS_PER_DAY = 24;

const SECONDS_PER_HOUR = 3_600;
const WH_PER_KWH = 1_000;

/**
 * A grid of the hours that readings were summed into. An hour counts only when all of it is known. Autumn's repeated hour counts as
 * the mean of both, for rules compare an hour with the same hour of other days; the hour that spring skips is not known.
 *
 * @param hours in order, in Wh
 */
export function gridOfHours(hours: readonly HourAmount[]): HourGrid {
	const firstDate = hours[0]?.date;
	const lastDate = hours.at(-1)?.date;
	if (firstDate === undefined || lastDate === undefined) {
		return { firstDate: '1970-01-01', days: 0, kwh: new Float64Array(0) };
	}
	const dates = datesBetween(firstDate, addDays(lastDate, 1));
	const places = new Map(dates.map((date, place) => [date, place]));
	const kwh = new Float64Array(dates.length * HOURS_PER_DAY).fill(NaN);
	let before: { cell: number; value: number } | undefined;
	for (const { date, hour, value, coveredSeconds } of hours) {
		const cell = (places.get(date) ?? 0) * HOURS_PER_DAY + hour;
		const known = value === null || coveredSeconds < SECONDS_PER_HOUR ? NaN : value / WH_PER_KWH;
		kwh[cell] = before?.cell === cell ? (before.value + known) / 2 : known;
		before = { cell, value: known };
	}

	return { firstDate, days: dates.length, kwh };
}
