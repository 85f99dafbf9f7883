import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDays } from './compare-days.ts';

const pairs = [
	['2026-11-01', '2025-11-01'],
	['2026-11-02', '2025-11-02'],
	['2026-11-03', '2025-11-03'],
] as const;

test('only days known on both sides count', () => {
	const known = new Map([
		['2026-11-01', 110],
		['2026-11-02', 500],
		['2025-11-01', 100],
		['2025-11-03', 900],
	]);
	const compared = compareDays(pairs, (date) => known.get(date));
	expect(compared).toMatchObject({ comparedDays: 1, days: 3, current: 110, earlier: 100 });
	expect(compared.change).toBeCloseTo(0.1, 12);
});

test('a zero is a value, and nothing used earlier has no ratio', () => {
	expect(compareDays(pairs, (date) => (date < '2026' ? 0 : 5))).toEqual({
		comparedDays: 3,
		days: 3,
		current: 15,
		earlier: 0,
		change: null,
	});
	expect(compareDays(pairs, (date) => (date < '2026' ? 5 : 0)).change).toBe(-1);
});

test('no day in common has no ratio', () => {
	expect(compareDays(pairs, (date) => (date < '2026' ? undefined : 5))).toMatchObject({
		comparedDays: 0,
		change: null,
	});
});

test('a building that never changes has not changed, whatever is missing', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 50 }), (holes) => {
			const known = (date: string) => {
				const [side, index] = date.split(' ') as ['now' | 'then', string];
				const [isNow, isThen] = holes[Number(index)] ?? [false, false];

				return (side === 'now' ? isNow : isThen) ? 7 : undefined;
			};
			const compared = compareDays(
				holes.map((_, index) => [`now ${index}`, `then ${index}`] as const),
				known,
			);
			expect(compared.change).toBe(compared.comparedDays === 0 ? null : 0);
		}),
	);
});
