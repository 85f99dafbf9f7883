import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	countReadings,
	intervalsOf,
	packStretches,
	stretchesWithin,
	unpackStretches,
	type ReadingStretch,
} from './reading-stretches.ts';
import { qualities, sources } from './reading.ts';

const START = 1_700_000_000;

/** Steps, holes and origins of every kind, in order. */
const anyStretches = fc
	.array(
		fc.record({
			hole: fc.constantFrom(0, 0, 1, 600, 7200),
			durationSeconds: fc.constantFrom(600, 1800, 3600, 1),
			quality: fc.constantFrom(...qualities),
			source: fc.constantFrom(...sources),
			values: fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 }),
		}),
		{ maxLength: 12 },
	)
	.map((pieces) => {
		let at = START;

		return pieces.map(({ hole, values, ...alike }): ReadingStretch => {
			const startSeconds = at + hole;
			at = startSeconds + values.length * alike.durationSeconds;

			return { ...alike, startSeconds, values: Float64Array.from(values) };
		});
	});

/** Start, length, value and origin of each reading. */
function rowsOf(stretches: readonly ReadingStretch[]): unknown[][] {
	return stretches.flatMap(({ startSeconds, durationSeconds, quality, source, values }) =>
		Array.from(values, (value, place) => [
			startSeconds + place * durationSeconds,
			durationSeconds,
			value,
			quality,
			source,
		]),
	);
}

test('what is packed comes back, wherever in a buffer its bytes lie', () => {
	fc.assert(
		fc.property(anyStretches, fc.nat(9), (stretches, offset) => {
			const packed = packStretches(stretches);
			expect(unpackStretches(packed)).toEqual(stretches);
			const pool = Buffer.alloc(packed.length + 64, 0xff);
			pool.set(packed, offset);
			expect(unpackStretches(pool.subarray(offset, offset + packed.length))).toEqual(stretches);
		}),
	);
});

test('a curve without holes is little more than its values', () => {
	const day: ReadingStretch = {
		startSeconds: START,
		durationSeconds: 1800,
		quality: 'raw',
		source: 'operator',
		values: new Float64Array(48),
	};
	expect(packStretches([day]).length).toBe(8 * (1 + 4 + 48));
});

test.each([
	['nothing', []],
	['fewer values than it says', [1, 0, 1800, 5, 0, 1]],
	['more values than it says', [1, 0, 1800, 1, 0, 1, 2]],
	['fewer headers than it says', [2, 0, 1800, 1, 0, 1]],
	['an unknown origin', [1, 0, 1800, 1, qualities.length * sources.length, 1]],
	['half an origin', [1, 0, 1800, 1, 0.5, 1]],
	['no number', [NaN]],
	['a huge number', [1e300, 0, 1800, 1, 0, 1]],
])('bytes with %s are refused', (_, numbers) => {
	expect(() => unpackStretches(new Uint8Array(Float64Array.from(numbers).buffer))).toThrow(RangeError);
});

test('spans make the whole, and hold what begins in them', () => {
	fc.assert(
		fc.property(anyStretches, fc.nat(60_000), (stretches, cut) => {
			const at = START + cut;
			const before = rowsOf(stretchesWithin(stretches, 0, at));
			const after = rowsOf(stretchesWithin(stretches, at, Infinity));
			expect(before.every(([start]) => Number(start) < at)).toBe(true);
			expect(after.every(([start]) => Number(start) >= at)).toBe(true);
			expect([...before, ...after]).toEqual(rowsOf(stretches));
		}),
	);
});

test('intervals are the same without what is said of them', () => {
	fc.assert(
		fc.property(anyStretches, (stretches) => {
			const { starts, durations, values } = intervalsOf(stretches);
			expect(starts.length).toBe(countReadings(stretches));
			expect(Array.from(starts, (start, index) => [start, durations[index], values[index]])).toEqual(
				rowsOf(stretches).map((row) => row.slice(0, 3)),
			);
		}),
	);
});
