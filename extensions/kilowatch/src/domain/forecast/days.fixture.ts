import { addDays } from '../local-days.ts';
import type { DaySeries } from './day-series.ts';

/** A Monday. */
export const FIRST_DATE = '2024-01-01';

/** A made-up building: full weekdays, half weekends, a swell over the year, and chance. */
export function madeUpDays({ days = 730, noise = 0.05, seed = 1, swell = 0.2 } = {}): DaySeries {
	const random = randomFrom(seed);
	const kwh = Float64Array.from({ length: days }, (_, day) => {
		const chance = 1 + noise * (random() + random() + random() - 1.5) * 2;

		return usualOf(day, swell) * chance;
	});

	return { firstDate: FIRST_DATE, kwh };
}

/** The same without chance. */
export function usualOf(day: number, swell = 0.2): number {
	return (day % 7 < 5 ? 100 : 50) * (1 + swell * Math.cos((2 * Math.PI * day) / 365));
}

export function dateOf(day: number): string {
	return addDays(FIRST_DATE, day);
}

function randomFrom(seed: number): () => number {
	let state = seed;

	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

		return state / 2 ** 32;
	};
}
