import { expect, test } from 'vitest';
import { combineForecasts } from './combine-forecasts.ts';

const combine = (kwh: number[], weights: number[]) =>
	combineForecasts(Float64Array.from(kwh), Float64Array.from(weights));

test('is the weighted mean of what lies together', () => {
	expect(combine([100, 104], [3, 1])).toBeCloseTo(101, 9);
	expect(combine([100, NaN, 104], [1, 9, 1])).toBeCloseTo(102, 9);
});

test('one wild method pulls by a tenth at most, and only by its weight', () => {
	expect(combine([100, 100, 1_000_000], [1, 1, 1])).toBeCloseTo((100 + 100 + 110) / 3, 9);
	expect(combine([100, 100, -50], [1, 1, 1])).toBeCloseTo((100 + 100 + 100 / 1.1) / 3, 9);
});

test('is never below zero, and nothing where no method can tell', () => {
	expect(combine([-5, -5], [1, 1])).toBe(0);
	expect(combine([NaN, NaN], [1, 1])).toBeNaN();
});
