import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf, type AlikeReadings, type RawRow } from './reading-series.ts';

const HALF_HOUR = 1_800;

const row = (start: number, more: Partial<RawRow> = {}): RawRow => ({
	channel: 1,
	start,
	duration: HALF_HOUR,
	value: start / HALF_HOUR,
	quality: 'raw',
	source: 'operator',
	...more,
});

/** The readings that a stretch stands for. */
const readingsOf = ({ values, start, duration, ...alike }: AlikeReadings): RawRow[] =>
	values.map((value, index) => ({ ...alike, start: start + index * duration, duration, value }));

test('a curve without a hole is one stretch, a zero in it like any value', () => {
	const rows = [0, 1, 2].map((place) => row(place * HALF_HOUR, { value: place === 1 ? 0 : 5 }));
	expect(seriesOf(rows)).toEqual([
		{
			channel: 1,
			start: 0,
			duration: HALF_HOUR,
			quality: 'raw',
			source: 'operator',
			values: [5, 0, 5],
		},
	]);
});

test.each([
	['a hole', { start: 2 * HALF_HOUR }],
	['another length', { duration: 600 }],
	['another quality', { quality: 'estimated' as const }],
	['another source', { source: 'file' as const }],
])('%s begins another one', (_, change) => {
	const stretches = seriesOf([row(0), row(HALF_HOUR, change)]);
	expect(stretches.map(({ values }) => values.length)).toEqual([1, 1]);
});

test('stretches hold exactly the readings they were made of, in the order of their beginnings', () => {
	const someRow = fc.record({
		channel: fc.integer({ min: 1, max: 3 }),
		place: fc.integer({ min: 0, max: 30 }),
		value: fc.integer({ min: 0, max: 1_000 }),
		quality: fc.constantFrom<RawRow['quality']>('raw', 'estimated'),
	});
	fc.assert(
		fc.property(
			fc.uniqueArray(someRow, { selector: ({ channel, place }) => `${channel} ${place}`, maxLength: 60 }),
			(some) => {
				const inOrder = (one: RawRow, other: RawRow) =>
					one.start - other.start || one.channel - other.channel;
				const rows = some.map(({ place, ...rest }) => row(place * HALF_HOUR, rest)).toSorted(inOrder);
				const stretches = seriesOf(rows);
				expect(stretches.flatMap(readingsOf).toSorted(inOrder)).toEqual(rows);
				const beginnings = stretches.map((stretch) => readingsOf(stretch)[0] ?? row(0));
				expect(beginnings).toEqual(beginnings.toSorted(inOrder));
			},
		),
	);
});
