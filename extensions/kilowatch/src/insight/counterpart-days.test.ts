import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesBetween } from '../domain/local-days.ts';
import { lastYearCounterparts, previousCounterparts } from './counterpart-days.ts';

test('a month meets the month before, as far as both have days', () => {
	const { period, pairs } = previousCounterparts({ from: '2026-03-01', to: '2026-04-01' });
	expect(period).toEqual({ from: '2026-02-01', to: '2026-03-01' });
	expect(pairs).toHaveLength(28);
	expect(pairs.at(-1)).toEqual(['2026-03-28', '2026-02-28']);
});

test('other periods meet as many days before', () => {
	const { period, pairs } = previousCounterparts({ from: '2026-03-10', to: '2026-03-17' });
	expect(period).toEqual({ from: '2026-03-03', to: '2026-03-10' });
	expect(pairs[0]).toEqual(['2026-03-10', '2026-03-03']);
});

test('a year earlier a Monday meets a Monday', () => {
	const { pairs } = lastYearCounterparts({ from: '2026-11-02', to: '2026-12-01' });
	for (const [date, counterpart] of pairs) {
		expect(new Date(date).getUTCDay()).toBe(new Date(counterpart).getUTCDay());
	}
	expect(pairs[0]).toEqual(['2026-11-02', '2025-11-03']);
});

test('a whole year meets the same dates, and a leap day has no counterpart', () => {
	const { period, pairs } = lastYearCounterparts({ from: '2028-01-01', to: '2029-01-01' });
	expect(pairs).toHaveLength(365);
	expect(pairs.some(([date]) => date === '2028-02-29')).toBe(false);
	expect(period).toEqual({ from: '2027-01-01', to: '2028-01-01' });
});

test('no day is counted twice, on either side', () => {
	fc.assert(
		fc.property(fc.nat(1200), fc.integer({ min: 1, max: 800 }), (start, length) => {
			const from = addDays('2024-01-01', start);
			const period = { from, to: addDays(from, length) };
			for (const { pairs, period: earlier } of [previousCounterparts(period), lastYearCounterparts(period)]) {
				const counterparts = pairs.map(([, counterpart]) => counterpart);
				expect(new Set(counterparts).size).toBe(counterparts.length);
				expect(datesBetween(earlier.from, earlier.to)).toEqual(expect.arrayContaining(counterparts));
			}
		}),
		{ numRuns: 40 },
	);
});
