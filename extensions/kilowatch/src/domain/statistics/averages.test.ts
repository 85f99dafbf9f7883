import { expect, test } from 'vitest';
import { averagesOf } from './averages.ts';

test('means are over the known days, and a year of them is 365.2425', () => {
	const known = new Map([
		['2028-02-28', 10],
		['2028-02-29', 20],
	]);
	const averages = averagesOf({ from: '2028-02-28', to: '2028-03-02' }, (date) => known.get(date));
	expect(averages).toMatchObject({ total: 30, knownDays: 2, days: 3, perDay: 15 });
	expect(averages.perYear).toBeCloseTo(15 * 365.2425, 9);
	expect(averages.perMonth).toBeCloseTo((15 * 365.2425) / 12, 9);
});

test('a zero is a day, nothing known is nothing', () => {
	const period = { from: '2026-11-01', to: '2026-11-03' };
	expect(averagesOf(period, () => 0)).toMatchObject({ total: 0, knownDays: 2, perDay: 0 });
	expect(averagesOf(period, () => undefined)).toEqual({
		total: null,
		knownDays: 0,
		days: 2,
		perDay: null,
		perMonth: null,
		perYear: null,
	});
});
