import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeries, type IntervalSeries } from './interval-series.ts';

/** Steps and holes of every kind, in order. */
const anySeries = fc
	.array(
		fc.record({
			hole: fc.constantFrom(0, 0, 0, 1, 600, 7200),
			duration: fc.constantFrom(600, 1800, 1800, 3600, 1),
			value: fc.double({ noNaN: true }),
		}),
		{ maxLength: 80 },
	)
	.map((pieces) => {
		let at = 1_700_000_000;

		return seriesOf(
			pieces.map(({ hole, duration, value }) => {
				const start = at + hole;
				at = start + duration;

				return [start, duration, value];
			}),
		);
	});

function seriesOf(intervals: readonly (readonly [number, number, number])[]): IntervalSeries {
	return {
		starts: Float64Array.from(intervals, ([start]) => start),
		durations: Float64Array.from(intervals, ([, duration]) => duration),
		values: Float64Array.from(intervals, ([, , value]) => value),
	};
}

function rowsOf({ starts, durations, values }: IntervalSeries): number[][] {
	return Array.from(starts, (start, index) => [start, durations[index] ?? NaN, values[index] ?? NaN]);
}

test('the sum of two series has the intervals that are the same in both', () => {
	fc.assert(
		fc.property(anySeries, anySeries, (one, other) => {
			const others = new Map(
				rowsOf(other).map(([start, duration, value]) => [`${start} ${duration}`, value]),
			);
			expect(rowsOf(addSeries(one, other))).toEqual(
				rowsOf(one).flatMap(([start, duration, value]) => {
					const value2 = others.get(`${start} ${duration}`);

					return value2 === undefined ? [] : [[start, duration, (value ?? 0) + value2]];
				}),
			);
		}),
	);
});
