import { expect, test } from 'vitest';
import {
	daysIn,
	isByMonth,
	isStale,
	last12Months,
	lastDays,
	moved,
	periodBetween,
	windowEnding,
} from './period.ts';

test('the last days end before the local today', () => {
	const now = new Date('2026-11-22T23:30:00Z');

	expect(lastDays(30, now, 'Europe/Paris')).toEqual({ from: '2026-10-24', to: '2026-11-23' });
	expect(lastDays(30, now, 'UTC')).toEqual({ from: '2026-10-23', to: '2026-11-22' });
});

test('twelve months begin on a first', () => {
	expect(last12Months(new Date('2026-11-23T12:00:00Z'), 'Europe/Paris')).toEqual({
		from: '2025-12-01',
		to: '2026-11-23',
	});
	expect(last12Months(new Date('2026-11-01T12:00:00Z'), 'Europe/Paris')).toEqual({
		from: '2025-11-01',
		to: '2026-11-01',
	});
});

test('typed dates include the last one', () => {
	expect(periodBetween('2026-10-01', '2026-10-31')).toEqual({ from: '2026-10-01', to: '2026-11-01' });
	expect(periodBetween('2026-10-01', '2026-10-01')).toEqual({ from: '2026-10-01', to: '2026-10-02' });
});

test.each([
	['2026-10-02', '2026-10-01'],
	['', '2026-10-01'],
	['2026-02-30', '2026-10-01'],
])('%j to %j is no period', (first, last) => {
	expect(periodBetween(first, last)).toBeUndefined();
});

test('long periods are shown by month', () => {
	expect(daysIn({ from: '2026-10-01', to: '2026-11-01' })).toBe(31);
	expect(isByMonth({ from: '2026-08-01', to: '2026-11-01' })).toBe(false);
	expect(isByMonth({ from: '2026-07-31', to: '2026-11-01' })).toBe(true);
});

test('windows move by their own length', () => {
	const week = windowEnding('2026-10-26', 7);

	expect(week).toEqual({ from: '2026-10-20', to: '2026-10-27' });
	expect(moved(week, -1)).toEqual({ from: '2026-10-13', to: '2026-10-20' });
	expect(moved(windowEnding('2026-10-26', 1), 1)).toEqual({ from: '2026-10-27', to: '2026-10-28' });
});

test('a reading of three days ago is not late yet', () => {
	const now = new Date('2026-11-23T12:00:00Z');

	expect(isStale('2026-11-20T12:00:00Z', now)).toBe(false);
	expect(isStale('2026-11-20T11:30:00Z', now)).toBe(true);
});
