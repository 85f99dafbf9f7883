import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainMedian } from './plain-median.fixture.ts';
import { medianOfFew, SlidingMedian } from './sliding-median.ts';

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 60 });

describe('SlidingMedian', () => {
	test('is the median, the highest and the lowest of the last values', () => {
		fc.assert(
			fc.property(values, fc.integer({ min: 1, max: 20 }), (numbers, capacity) => {
				const sliding = new SlidingMedian(capacity);
				for (const [place, number] of numbers.entries()) {
					sliding.push(number);
					const last = numbers.slice(Math.max(0, place + 1 - capacity), place + 1);
					expect(sliding.count).toBe(last.length);
					expect(sliding.median).toBe(plainMedian(last));
					expect(sliding.highest()).toBe(Math.max(...last));
					expect(sliding.lowest).toBe(Math.min(...last));
				}
			}),
		);
	});

	test('tells the value that only so many exceed', () => {
		const sliding = new SlidingMedian(5);
		for (const value of [4, 1, 9, 7]) sliding.push(value);
		expect([sliding.highest(1), sliding.highest(3), sliding.highest(4)]).toEqual([7, 1, -Infinity]);
	});

	test('leaves out what is not a number, and has nothing to say of nothing', () => {
		const sliding = new SlidingMedian(3);
		sliding.push(NaN);
		expect([sliding.count, sliding.median, sliding.highest(), sliding.lowest]).toEqual([
			0,
			NaN,
			-Infinity,
			Infinity,
		]);
	});
});

describe('medianOfFew', () => {
	test('is the median of what is known', () => {
		fc.assert(
			fc.property(values, (numbers) => {
				expect(medianOfFew(Float64Array.of(NaN, ...numbers, NaN))).toBe(plainMedian(numbers));
			}),
		);
	});

	test('takes only the first values when told so', () =>
		expect(medianOfFew(Float64Array.of(3, 1, 2, 99, 99), 3)).toBe(2));

	test('knows nothing of nothing', () => expect(medianOfFew(Float64Array.of(NaN))).toBeNaN());
});
