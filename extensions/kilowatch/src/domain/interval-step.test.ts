import { expect, test } from 'vitest';
import { isStep, stepFrom, usualStep } from './interval-step.ts';

test.each([60, 300, 600, 900, 1800, 3600])('%d seconds are a step', (seconds) => {
	expect(isStep(seconds)).toBe(true);
});

test.each([0, -600, 30, 90, 420, 2700, 7200, Infinity, Number.NaN])('%d seconds are none', (seconds) => {
	expect(isStep(seconds)).toBe(false);
});

test.each([
	['in a row', 1800, 1800, 1800, 1800],
	['where a longer step begins and goes on', 3600, 3600, 1800, 3600],
	['where a shorter step begins', 900, 1800, 1800, 900],
	['after a hole of one step', 3600, 1800, 1800, 1800],
	['after a longer hole', 5400, 1800, 1800, 1800],
	['between two holes', 3600, 5400, 1800, 1800],
	['at the end', 1800, Infinity, 1800, 1800],
	['at the beginning', Infinity, 600, 1800, 600],
])('%s', (_, own, other, stepBefore, step) => {
	expect(stepFrom(own, other, stepBefore)).toBe(step);
});

test('the usual step is the most frequent distance that can be one', () => {
	expect(usualStep([0, 3600, 5400, 7200, 9000, 12_600])).toBe(1800);
	expect(usualStep([0, 420, 840, 1260])).toBeUndefined();
	expect(usualStep([0])).toBeUndefined();
	expect(usualStep([])).toBeUndefined();
});
