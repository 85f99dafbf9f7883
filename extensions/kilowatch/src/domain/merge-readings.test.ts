import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeReadings, type KeptReading } from './merge-readings.ts';
import { sources, type Reading, type Source } from './reading.ts';

const HALF_HOUR = 1800;

function reading(slot: number, change: Partial<Reading> = {}): Reading {
	return {
		startSeconds: slot * HALF_HOUR,
		durationSeconds: HALF_HOUR,
		value: slot,
		quality: 'raw',
		...change,
	};
}

function kept(slot: number, change: Partial<KeptReading> = {}): KeptReading {
	return { ...reading(slot), source: 'operator', ...change };
}

describe('mergeReadings', () => {
	test('beside nothing, everything is written', () => {
		expect(mergeReadings([], [reading(2), reading(1)], 'push')).toEqual({
			write: [reading(2), reading(1)],
			removeStarts: [],
		});
	});

	test('what would change nothing is not written', () => {
		expect(mergeReadings([kept(1), kept(2)], [reading(2), reading(3)], 'operator')).toEqual({
			write: [reading(3)],
			removeStarts: [],
		});
	});

	test.each<[string, Partial<Reading>, Source]>([
		['value', { value: 9 }, 'operator'],
		['quality', { quality: 'corrected' }, 'operator'],
		['duration', { durationSeconds: 900 }, 'operator'],
		['source', {}, 'file'],
	])('another %s is written', (_, change, keptSource) => {
		expect(mergeReadings([kept(1, { source: keptSource })], [reading(1, change)], 'operator').write).toEqual([
			reading(1, change),
		]);
	});

	test('a less trusted source neither overwrites a better one nor is put across it', () => {
		const hour = kept(2, { durationSeconds: 2 * HALF_HOUR, source: 'file' });

		expect(mergeReadings([hour], [reading(1), reading(2), reading(3), reading(4)], 'push')).toEqual({
			write: [reading(1), reading(4)],
			removeStarts: [],
		});
	});

	test('an hour gives way to its half-hours, the first of which takes its place', () => {
		const hour = kept(2, { durationSeconds: 2 * HALF_HOUR });

		expect(mergeReadings([hour], [reading(2), reading(3)], 'operator')).toEqual({
			write: [reading(2), reading(3)],
			removeStarts: [],
		});
	});

	test('half-hours give way to their hour', () => {
		const hour = reading(2, { durationSeconds: 2 * HALF_HOUR });

		expect(mergeReadings([kept(1), kept(2), kept(3), kept(4)], [hour], 'operator')).toEqual({
			write: [hour],
			removeStarts: [3 * HALF_HOUR],
		});
	});

	test('a kept interval that began long before is found, and touching is no overlap', () => {
		const day = kept(0, { durationSeconds: 48 * HALF_HOUR });

		expect(mergeReadings([day, kept(48)], [reading(47), reading(48)], 'operator')).toEqual({
			write: [reading(47)],
			removeStarts: [0],
		});
	});
});

test('whatever is kept, the outcome has no overlap, and merging again changes nothing', () => {
	const series = fc.array(
		fc.record({ gap: fc.nat(2), length: fc.integer({ min: 1, max: 4 }), value: fc.nat(3) }),
		{
			maxLength: 12,
		},
	);
	const readingsOf = (parts: { gap: number; length: number; value: number }[]) => {
		let slot = 0;

		return parts.map(({ gap, length, value }) => {
			const start = slot + gap;
			slot = start + length;

			return reading(start, { durationSeconds: length * HALF_HOUR, value });
		});
	};
	const source = fc.constantFrom(...sources);

	fc.assert(
		fc.property(series, source, series, source, (before, keptSource, after, freshSource) => {
			const keptRows = readingsOf(before).map((row) => ({ ...row, source: keptSource }));
			const fresh = readingsOf(after);
			const outcome = apply(keptRows, fresh, freshSource);

			expect(
				outcome.every((row, index) => index === 0 || endOf(outcome[index - 1]) <= row.startSeconds),
			).toBe(true);
			expect(mergeReadings(outcome, fresh, freshSource)).toEqual({ write: [], removeStarts: [] });
		}),
	);
});

/** What the store holds after it. */
function apply(keptRows: readonly KeptReading[], fresh: readonly Reading[], source: Source): KeptReading[] {
	const { write, removeStarts } = mergeReadings(keptRows, fresh, source);
	const rows = new Map(keptRows.map((row) => [row.startSeconds, row]));
	for (const start of removeStarts) rows.delete(start);
	for (const row of write) rows.set(row.startSeconds, { ...row, source });

	return [...rows.values()].sort((a, b) => a.startSeconds - b.startSeconds);
}

function endOf(row: Reading | undefined): number {
	return row === undefined ? 0 : row.startSeconds + row.durationSeconds;
}
