import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../domain/local-days.ts';
import { stretchesOf, uncovered } from './reading-gaps.ts';

test('a span without anything is one gap, and one that is covered has none', () => {
	expect(uncovered([], { startSeconds: 0, endSeconds: 10 })).toEqual([{ startSeconds: 0, endSeconds: 10 }]);
	expect(uncovered([{ startSeconds: 0, endSeconds: 10 }], { startSeconds: 0, endSeconds: 10 })).toEqual([]);
});

test('gaps and intervals together make the span', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5 })), { maxLength: 40 }),
			(parts) => {
				let at = 100;
				const intervals = parts.flatMap(([isThere, length]) => {
					const interval = { startSeconds: at, endSeconds: at + length };
					at += length;

					return isThere ? [interval] : [];
				});
				const all = [...intervals, ...uncovered(intervals, { startSeconds: 100, endSeconds: at })].toSorted(
					(one, other) => one.startSeconds - other.startSeconds,
				);
				let end = 100;
				for (const { startSeconds, endSeconds } of all) {
					expect(startSeconds).toBe(end);
					end = endSeconds;
				}
				expect(end).toBe(at);
			},
		),
	);
});

test('dates in a row are one stretch', () => {
	expect(
		stretchesOf(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-05'], (date) => addDays(date, 1)),
	).toEqual([
		{ from: '2026-02-27', to: '2026-03-02' },
		{ from: '2026-03-05', to: '2026-03-06' },
	]);
});
