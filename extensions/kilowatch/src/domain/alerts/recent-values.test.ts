import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainMedian } from './plain-median.fixture.ts';
import { RecentValues } from './recent-values.ts';

test('the median is that of the last known values', () => {
	fc.assert(
		fc.property(
			fc.array(fc.double({ min: -1e6, max: 1e6 }), { maxLength: 40 }),
			fc.integer({ min: 1, max: 12 }),
			(numbers, capacity) => {
				const recent = new RecentValues(capacity);
				for (const number of numbers) recent.push(number);
				const last = numbers.filter((number) => !Number.isNaN(number)).slice(-capacity);
				expect(recent.count).toBe(last.length);
				expect(recent.median()).toEqual(plainMedian(last));
			},
		),
	);
});
