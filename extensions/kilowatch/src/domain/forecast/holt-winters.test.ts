import { expect, test } from 'vitest';
import { HoltWinters } from './holt-winters.ts';

function next(kwh: readonly number[], days = 14): number[] {
	const method = new HoltWinters();
	for (const [day, value] of kwh.entries()) method.learn({ day, kwh: value, kind: day % 7, degreeDays: [] });
	const into = new Float64Array(days);
	method.forecast(
		{
			first: kwh.length,
			kinds: Uint8Array.from(into, (_, place) => (kwh.length + place) % 7),
			degreeDays: [],
		},
		into,
	);

	return [...into];
}

const week = [10, 11, 12, 13, 14, 5, 4];

test('a week that repeats itself goes on, over holes as well', () => {
	const days = Array.from({ length: 70 }, (_, day) =>
		day > 20 && day % 9 === 0 ? NaN : (week[day % 7] ?? 0),
	);
	for (const [place, kwh] of next(days).entries()) expect(kwh).toBeCloseTo(week[place % 7] ?? 0, 4);
});

test('a new level is followed, a spike is not', () => {
	const risen = Array.from({ length: 140 }, (_, day) => (week[day % 7] ?? 0) + (day < 100 ? 0 : 20));
	expect(next(risen)[0]).toBeCloseTo(30, 0);
	const spiked = Array.from({ length: 140 }, (_, day) => (week[day % 7] ?? 0) + (day === 120 ? 40 : 0));
	expect(Math.abs((next(spiked)[0] ?? 0) - 10)).toBeLessThan(1);
});

test('two weeks are needed', () => {
	expect(next(week.concat(week.slice(0, 6)), 1)).toEqual([NaN]);
	expect(next(week.concat(week), 1)[0]).toBeCloseTo(10, 6);
});
