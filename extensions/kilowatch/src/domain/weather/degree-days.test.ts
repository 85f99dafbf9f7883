import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../local-days.ts';
import {
	coolingDegreeDays,
	degreeDayMethods,
	heatingDegreeDays,
	type DayTemperature,
} from './degree-days.ts';

const day = (date: string, mean: number | undefined, min = 0, max = 0): DayTemperature => ({
	date,
	mean,
	min,
	max,
});

test('France: the middle of lowest and highest, below 18 °C', () => {
	const degrees = heatingDegreeDays(
		[day('2026-01-01', 4, 1, 9), day('2026-01-02', undefined, -3, 5), day('2026-07-01', 25, 18, 33)],
		{ baseCelsius: 18, method: 'min_max' },
	);
	expect([...degrees]).toEqual([
		['2026-01-01', 13],
		['2026-01-02', 17],
		['2026-07-01', 0],
	]);
});

test('Belgium 15/15: the mean, below 15 °C; a day without one has no degree days', () => {
	const days = [day('2026-01-01', 4), day('2026-01-02', 15), day('2026-01-03', undefined, 1, 3)];
	expect([...heatingDegreeDays(days, { baseCelsius: 15, method: 'mean' })]).toEqual([
		['2026-01-01', 11],
		['2026-01-02', 0],
	]);
});

test('Belgium 16.5/16.5: three days in a row make the equivalent temperature', () => {
	const days = [day('2026-01-01', 10), day('2026-01-02', 5), day('2026-01-03', 0), day('2026-01-05', 0)];
	const degrees = heatingDegreeDays(days, { baseCelsius: 16.5, method: 'equivalent' });
	expect([...degrees.keys()]).toEqual(['2026-01-03']);
	expect(degrees.get('2026-01-03')).toBeCloseTo(16.5 - (0.6 * 0 + 0.3 * 5 + 0.1 * 10), 9);
});

test('degree days are never negative, and a colder day never has fewer', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...degreeDayMethods),
			fc.array(fc.double({ min: -20, max: 40, noNaN: true }), { minLength: 3, maxLength: 30 }),
			fc.double({ min: 0, max: 10, noNaN: true }),
			(method, means, colder) => {
				const at = (shift: number) =>
					means.map((mean, index) =>
						day(addDays('2026-01-01', index), mean - shift, mean - shift - 3, mean - shift + 3),
					);
				const rule = { baseCelsius: 18, method };
				const warm = heatingDegreeDays(at(0), rule);
				const cold = heatingDegreeDays(at(colder), rule);
				expect(warm.size).toBe(method === 'equivalent' ? means.length - 2 : means.length);
				for (const [date, degrees] of warm) {
					expect(degrees).toBeGreaterThanOrEqual(0);
					expect(cold.get(date)).toBeGreaterThanOrEqual(degrees - 1e-9);
				}
			},
		),
	);
});

test('cooling: the mean above 22 °C, or the middle of lowest and highest', () => {
	const days = [day('2026-07-01', 25, 18, 33), day('2026-07-02', undefined, 20, 30), day('2026-07-03', 21.5)];

	expect([...coolingDegreeDays(days)]).toEqual([
		['2026-07-01', 3],
		['2026-07-02', 3],
		['2026-07-03', 0],
	]);
});
