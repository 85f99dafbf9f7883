import { expect, test } from 'vitest';
import { quantile, summarize } from './statistics.ts';

test.each([
	[[3, 1, 2], 0.5, 2],
	[[4, 1, 2, 3], 0.5, 2.5],
	[[10, 20, 30, 40, 50], 0.95, 48],
	[[10, 9], 1, 10],
	[[7], 0.95, 7],
])('of %j the quantile %d is %d', (values, share, expected) => {
	expect(quantile(values, share)).toBeCloseTo(expected, 10);
});

test('of no values there is no quantile', () => {
	expect(() => quantile([], 0.5)).toThrow(RangeError);
});

test('a timing is median and slow tail', () => {
	const timing = summarize([1, 2, 3, 4, 101]);

	expect(timing).toMatchObject({ rounds: 5, medianMs: 3 });
	expect(timing.p95Ms).toBeCloseTo(81.6, 9);
});
