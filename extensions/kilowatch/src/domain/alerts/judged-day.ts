import { HOURS_PER_DAY } from './hour-grid.ts';
import type { DayTraits } from './usual-level.ts';
import type { UsualHours } from './usual-hours.ts';

/** One day as rules get it, after the days before it and before any other. */
export interface JudgedDay extends DayTraits {
	/** place in the grid */
	place: number;
	/** 24 hours, `NaN` where not known or not believed */
	kwh: Float64Array;
	/** their logarithms; `NaN` where nothing was used, too */
	logs: Float64Array;
	/** of the 28 days before */
	usualHours: UsualHours;
}

/** Mean of some hours of a day: three quarters of them have to be known. `NaN` otherwise. */
export function meanOfHours(kwh: Float64Array, fromHour: number, untilHour: number): number {
	let sum = 0;
	let known = 0;
	for (let hour = fromHour; hour < untilHour; hour++) {
		const value = kwh[hour] ?? NaN;
		if (Number.isNaN(value)) continue;
		sum += value;
		known += 1;
	}

	return known * 4 >= (untilHour - fromHour) * 3 ? sum / known : NaN;
}

export function hourOfGrid(place: number, hour: number): number {
	return place * HOURS_PER_DAY + hour;
}
