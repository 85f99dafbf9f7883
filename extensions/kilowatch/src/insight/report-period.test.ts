import { expect, test } from 'vitest';
import { daysIn, previousPeriod, reportPeriod, samePeriodLastYear } from './report-period.ts';

test('without bounds: the last whole month where the building stands', () => {
	const newYearInParis = new Date('2026-12-31T23:30:00Z');

	expect(reportPeriod({}, 'Europe/Paris', newYearInParis)).toEqual({ from: '2026-12-01', to: '2027-01-01' });
	expect(reportPeriod({}, 'America/New_York', newYearInParis)).toEqual({
		from: '2026-11-01',
		to: '2026-12-01',
	});
});

test('one bound: the month after or before it; both: just these', () => {
	const now = new Date('2026-11-23T00:00:00Z');

	expect(reportPeriod({ from: '2026-01-31' }, 'Europe/Paris', now)).toEqual({
		from: '2026-01-31',
		to: '2026-02-28',
	});
	expect(reportPeriod({ to: '2026-03-01' }, 'Europe/Paris', now)).toEqual({
		from: '2026-02-01',
		to: '2026-03-01',
	});
	expect(reportPeriod({ from: '2026-03-01', to: '2026-03-04' }, 'Europe/Paris', now)).toEqual({
		from: '2026-03-01',
		to: '2026-03-04',
	});
});

test('before whole months come whole months, before days as many days', () => {
	expect(previousPeriod({ from: '2026-03-01', to: '2026-04-01' })).toEqual({
		from: '2026-02-01',
		to: '2026-03-01',
	});
	expect(previousPeriod({ from: '2026-01-01', to: '2026-04-01' })).toEqual({
		from: '2025-10-01',
		to: '2026-01-01',
	});
	expect(previousPeriod({ from: '2026-03-05', to: '2026-03-12' })).toEqual({
		from: '2026-02-26',
		to: '2026-03-05',
	});
});

test('a leap day has no like in the year before', () => {
	expect(samePeriodLastYear({ from: '2024-02-01', to: '2024-03-01' })).toEqual({
		from: '2023-02-01',
		to: '2023-03-01',
	});
	expect(samePeriodLastYear({ from: '2024-02-29', to: '2024-03-10' })).toEqual({
		from: '2023-02-28',
		to: '2023-03-10',
	});
});

test('days are calendar days, whatever clocks do', () => {
	expect(daysIn({ from: '2026-03-01', to: '2026-04-01' })).toBe(31);
	expect(daysIn({ from: '2026-04-01', to: '2026-03-01' })).toBe(-31);
});
