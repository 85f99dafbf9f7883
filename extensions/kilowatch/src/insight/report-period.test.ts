import { expect, test } from 'vitest';
import { daysIn, isPeriodName, previousPeriod, reportPeriod } from './report-period.ts';

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

test('a period by its name: a month, a year, or the last whole one where the building stands', () => {
	const newYearInParis = new Date('2026-12-31T23:30:00Z');
	const named = (period: string, zone = 'Europe/Paris') => reportPeriod({ period }, zone, newYearInParis);

	expect(named('2026-02')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
	expect(named('2025')).toEqual({ from: '2025-01-01', to: '2026-01-01' });
	expect(named('last_month')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
	expect(named('last_year')).toEqual({ from: '2026-01-01', to: '2027-01-01' });
	expect(named('last_year', 'America/New_York')).toEqual({ from: '2025-01-01', to: '2026-01-01' });
});

test.each([
	['2026-02', true],
	['2026', true],
	['last_month', true],
	['last_year', true],
	['2026-13', false],
	['2026-1', false],
	['26', false],
	['last_week', false],
	['', false],
])('%j names a period: %s', (name, isName) => {
	expect(isPeriodName(name)).toBe(isName);
});

test('days are calendar days, whatever clocks do', () => {
	expect(daysIn({ from: '2026-03-01', to: '2026-04-01' })).toBe(31);
	expect(daysIn({ from: '2026-04-01', to: '2026-03-01' })).toBe(-31);
});
