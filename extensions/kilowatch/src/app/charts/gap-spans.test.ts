import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SlotState } from './day-series.ts';
import { gapSpans } from './gap-spans.ts';

const marks = (states: readonly SlotState[]) => states.map((state) => ({ state }));

test('neighbouring missing days are one gap, others end it', () => {
	expect(gapSpans(marks(['missing', 'missing', 'known', 'partial', 'missing', 'known']))).toEqual([
		{ first: 0, last: 1 },
		{ first: 4, last: 4 },
	]);
	expect(gapSpans(marks(['known', 'partial']))).toEqual([]);
	expect(gapSpans([])).toEqual([]);
});

test('gaps cover what is missing, nothing else, and never touch', () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom<SlotState>('known', 'partial', 'missing')), (states) => {
			const spans = gapSpans(marks(states));
			const covered = spans.flatMap(({ first, last }) =>
				Array.from({ length: last - first + 1 }, (_unused, step) => first + step),
			);

			expect(covered).toEqual(states.flatMap((state, place) => (state === 'missing' ? [place] : [])));
			spans.slice(1).forEach(({ first }, index) => {
				expect(first).toBeGreaterThan((spans[index]?.last ?? 0) + 1);
			});
		}),
	);
});
