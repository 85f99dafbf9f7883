import { expect, test } from 'vitest';
import { baseLoadW, dayAndNight, loadFactor, peakOf } from './load-figures.ts';
import { amountsByHour, localHours } from './local-hours.ts';

const halfHours = (from: string, values: readonly number[]) => {
	const start = localHours(from, '2026-12-31', 'Europe/Paris')[0]?.startSeconds ?? 0;

	return values.map((value, index) => ({
		startSeconds: start + index * 1800,
		durationSeconds: 1800,
		value,
	}));
};
const hoursOf = (from: string, to: string, values: readonly number[]) =>
	amountsByHour(halfHours(from, values), localHours(from, to, 'Europe/Paris'));

test('the peak is the highest mean power, however long its interval, and the first of equal ones', () => {
	const peak = peakOf([
		{ startSeconds: 0, durationSeconds: 3600, value: 900 },
		{ startSeconds: 3600, durationSeconds: 900, value: 250 },
		{ startSeconds: 4500, durationSeconds: 1800, value: 500 },
	]);
	expect(peak).toEqual({ powerW: 1000, startSeconds: 3600, durationSeconds: 900 });
	expect(peakOf([])).toBeUndefined();
});

test('the base load is the median of the lowest hours, and one dead night does not move it', () => {
	const night = [...Array<number>(10).fill(100), ...Array<number>(38).fill(500)];
	const dead = [...Array<number>(10).fill(0), ...Array<number>(38).fill(500)];
	const hours = hoursOf('2026-11-02', '2026-11-05', [...night, ...dead, ...night]);
	expect(baseLoadW(hours)).toBe(200);
});

test('days that are hardly known have no base load', () => {
	expect(baseLoadW(hoursOf('2026-11-02', '2026-11-03', Array<number>(30).fill(100)))).toBeUndefined();
});

test('the load factor is the mean over the peak', () => {
	expect(loadFactor(halfHours('2026-11-02', [100, 300]))).toBeCloseTo(2 / 3, 12);
	expect(loadFactor(halfHours('2026-11-02', [0, 0]))).toBeUndefined();
	expect(loadFactor([])).toBeUndefined();
});

test('night is from 22 to 7, and both together are all', () => {
	const hours = hoursOf('2026-11-02', '2026-11-03', Array<number>(48).fill(1));
	expect(dayAndNight(hours)).toEqual({ night: 18, day: 30 });
});
