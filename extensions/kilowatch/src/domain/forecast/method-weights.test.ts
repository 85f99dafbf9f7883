import { expect, test } from 'vitest';
import { methodNames } from './method.ts';
import { MethodWeights } from './method-weights.ts';

const actual = new Float64Array(28).fill(100);
/** Of each method in order, the same distance every day; `NaN`: cannot tell. */
const forecasts = (off: readonly number[]) =>
	methodNames.map((_, method) => actual.map((kwh) => kwh + (off[method] ?? 0)));

test('the way that errs less counts more, the more often it does', () => {
	const weights = new MethodWeights();
	const share = () => (weights.weights[1] ?? NaN) / (weights.weights[0] ?? NaN);
	const before = share();
	expect(before).toBeLessThan(1);
	weights.learn(actual, forecasts([10, 2, 10, 10, 10, 10, 10]));
	const once = share();
	for (let week = 0; week < 20; week++) weights.learn(actual, forecasts([10, 2, 10, 10, 10, 10, 10]));
	expect(once).toBeGreaterThan(before);
	expect(share()).toBeGreaterThan(10 * once);
});

test('a way that could not tell keeps its prior; days that did not come teach nothing', () => {
	const weights = new MethodWeights();
	const before = weights.weights.slice();
	weights.learn(new Float64Array(28).fill(NaN), forecasts([1, 2, 3]));
	expect(weights.weights).toEqual(before);
	weights.learn(actual, forecasts([5, 5, 5, 5, NaN, 5, 5]));
	expect(weights.weights[4]).toBe(before[4]);
});
