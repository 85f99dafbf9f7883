import { HOURS_PER_DAY } from './hour-grid.ts';
import { SlidingMedian } from './sliding-median.ts';

const DAYS = 28;

/** How each hour of the day usually went, in logarithms of kWh, over the last four weeks. */
export class UsualHours {
	readonly #hours = Array.from({ length: HOURS_PER_DAY }, () => new SlidingMedian(DAYS));

	/** `undefined` while less than a week is known. */
	of(hour: number): SlidingMedian | undefined {
		const usual = this.#hours[hour];

		return usual !== undefined && usual.count >= 7 ? usual : undefined;
	}

	/** The highest of the hours around one, all but each hour's `above` highest; `-Infinity` where nothing is known. */
	highestAround(hour: number, reach: number, above = 0): number {
		let highest = -Infinity;
		const last = Math.min(HOURS_PER_DAY - 1, hour + reach);
		for (let near = Math.max(0, hour - reach); near <= last; near++) {
			highest = Math.max(highest, this.#hours[near]?.highest(above) ?? -Infinity);
		}

		return highest;
	}

	learn(logs: Float64Array): void {
		for (let hour = 0; hour < HOURS_PER_DAY; hour++) this.#hours[hour]?.push(logs[hour] ?? NaN);
	}
}
