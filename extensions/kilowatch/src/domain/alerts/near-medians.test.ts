import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NearMedians } from './near-medians.ts';
import { plainMedian } from './plain-median.fixture.ts';

test('of each value it is the median of those that lie so far away, on both sides', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.double({ min: -5, max: 5 }), fc.constantFrom(0, 1, NaN)), {
				minLength: 1,
				maxLength: 31,
			}),
			fc.integer({ min: 1, max: 5 }),
			fc.integer({ min: 0, max: 5 }),
			(numbers, from, wide) => {
				const near = { from, to: from + wide };
				const medians = new Float64Array(numbers.length);
				new NearMedians(numbers.length, near).find(Float64Array.from(numbers), medians);
				for (const [place, median] of medians.entries()) {
					const around = numbers.filter((_, other) => {
						const away = Math.abs(other - place);

						return away >= near.from && away <= near.to;
					});
					expect(median).toEqual(plainMedian(around));
				}
			},
		),
	);
});
