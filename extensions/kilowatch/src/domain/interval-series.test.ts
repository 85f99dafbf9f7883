import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	addSeries,
	joinSeries,
	packSeries,
	unpackSeries,
	withinSpan,
	type IntervalSeries,
} from './interval-series.ts';

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

test('what is packed comes back, wherever in a buffer its bytes lie', () => {
	fc.assert(
		fc.property(anySeries, fc.nat(9), (series, offset) => {
			const packed = packSeries(series);
			expect(rowsOf(unpackSeries(packed))).toEqual(rowsOf(series));
			const pool = Buffer.alloc(packed.length + 64, 0xff);
			pool.set(packed, offset);
			expect(rowsOf(unpackSeries(pool.subarray(offset, offset + packed.length)))).toEqual(rowsOf(series));
		}),
	);
});

test('a curve without holes is little more than its values', () => {
	const day = seriesOf(Array.from({ length: 48 }, (_, index) => [1_700_000_000 + index * 1800, 1800, index]));
	expect(packSeries(day).length).toBe(8 * (1 + 3 + 48));
});

test('bytes that are no series are refused', () => {
	expect(() => unpackSeries(new Uint8Array(0))).toThrow(RangeError);
	expect(() => unpackSeries(new Uint8Array(Float64Array.from([1, 0, 1800, 5, 1]).buffer))).toThrow(
		RangeError,
	);
	expect(() => unpackSeries(new Uint8Array(Float64Array.from([1e300, 0, 1800, 1, 1]).buffer))).toThrow(
		RangeError,
	);
});

test('spans of a series make the whole', () => {
	fc.assert(
		fc.property(anySeries, fc.nat(60_000), (series, cut) => {
			const at = 1_700_000_000 + cut;
			const parts = [withinSpan(series, 0, at), withinSpan(series, at, Infinity)];
			expect(parts[0]?.starts.every((start) => start < at)).toBe(true);
			expect(rowsOf(joinSeries(parts))).toEqual(rowsOf(series));
		}),
	);
	expect(rowsOf(joinSeries([]))).toEqual([]);
});

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
