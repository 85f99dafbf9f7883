import { HOURS_PER_DAY, type HourGrid } from '../alerts/hour-grid.ts';

/** What a building used, one local day after the other. */
export interface DaySeries {
	/** `YYYY-MM-DD`, of the first value */
	firstDate: string;
	/** kWh of each day, `NaN` where it is not known whole */
	kwh: Float64Array;
}

/** Spring's day has no more than these. */
const LEAST_HOURS = HOURS_PER_DAY - 1;

/** The sums of days of which all hours are known; the hour that spring skips may be missing. */
export function daysOfHours({ firstDate, days, kwh }: HourGrid): DaySeries {
	const sums = new Float64Array(days).fill(NaN);
	for (let day = 0; day < days; day++) {
		let known = 0;
		let sum = 0;
		for (const value of kwh.subarray(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY)) {
			if (Number.isNaN(value)) continue;
			known += 1;
			sum += value;
		}
		if (known >= LEAST_HOURS) sums[day] = sum;
	}

	return { firstDate, kwh: sums };
}
