import { expect, test } from 'vitest';
import { expectedDegreeDays } from './expected-degree-days.ts';

test('is that time last year', () => {
	const degreeDays = Float64Array.from({ length: 500 }, (_, day) => day);
	expect(expectedDegreeDays(degreeDays, 500, 510)).toBe(145);
	// Last year has not come, either: the one before.
	expect(expectedDegreeDays(degreeDays, 500, 864)).toBe(134);
});

test('without last year is the mean of the last two weeks, and without those nothing', () => {
	const degreeDays = Float64Array.from({ length: 100 }, (_, day) => day);
	expect(expectedDegreeDays(degreeDays, 100, 120)).toBe(92.5);
	expect(expectedDegreeDays(new Float64Array(100).fill(NaN), 100, 120)).toBeNaN();
});

test('does not look at days that have not come', () => {
	const degreeDays = Float64Array.from({ length: 200 }, (_, day) => (day < 100 ? 5 : 99));
	expect(expectedDegreeDays(degreeDays, 100, 120)).toBe(5);
});
