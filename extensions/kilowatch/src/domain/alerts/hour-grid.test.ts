import { describe, expect, test } from 'vitest';
import { amountsByHour, localHours } from '../statistics/local-hours.ts';
import { gridOfHours } from './hour-grid.ts';

/** Half-hours of 500 Wh, from one local midnight in Paris to another. */
function parisHours(from: string, to: string, isKnown: (place: number) => boolean = () => true) {
	const hours = localHours(from, to, 'Europe/Paris');
	const halves = hours.flatMap(({ startSeconds }) => [startSeconds, startSeconds + 1800]);

	return amountsByHour(
		halves
			.map((startSeconds) => ({ startSeconds, durationSeconds: 1800, value: 500 }))
			.filter((_, place) => isKnown(place)),
		hours,
	);
}

describe('gridOfHours', () => {
	test('is kWh of 24 hours a day', () => {
		const grid = gridOfHours(parisHours('2026-06-01', '2026-06-03'));
		expect(grid).toEqual({ firstDate: '2026-06-01', days: 2, kwh: new Float64Array(48).fill(1) });
	});

	test('half an hour is not known', () => {
		const { kwh } = gridOfHours(parisHours('2026-06-01', '2026-06-02', (place) => place !== 9));
		expect(kwh[4]).toBeNaN();
		expect(kwh.filter((value) => value === 1)).toHaveLength(23);
	});

	test('spring’s skipped hour is not known, autumn’s repeated one is the mean of both', () => {
		const spring = gridOfHours(parisHours('2026-03-29', '2026-03-30'));
		expect(spring.kwh[2]).toBeNaN();
		expect(spring.kwh.filter((value) => value === 1)).toHaveLength(23);
		expect(gridOfHours(parisHours('2026-10-25', '2026-10-26')).kwh).toEqual(new Float64Array(24).fill(1));
	});

	test('of one pass that is not known, neither is the hour', () => {
		const { kwh } = gridOfHours(parisHours('2026-10-25', '2026-10-26', (place) => place !== 4));
		expect(kwh[2]).toBeNaN();
	});

	test('nothing is no days', () => expect(gridOfHours([]).days).toBe(0));
});
