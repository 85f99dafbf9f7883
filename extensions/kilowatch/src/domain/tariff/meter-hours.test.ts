import { expect, test } from 'vitest';
import { belgianNight } from './low-hours.ts';
import { hoursFinder, mayTellSplit } from './meter-hours.ts';
import { parseOffPeakHours } from './off-peak-hours.ts';

const hours = (text: string) => ({ spans: parseOffPeakHours(text), isWeekendLow: false });

test('a day has the hours that held then', () => {
	const find = hoursFinder({
		offPeakHours: 'HC (2H00-7H00;13H00-16H00)',
		formerOffPeakHours: [
			{ until: '2026-03-01', hours: 'HC (22H38-6H38)' },
			{ until: '2025-11-15', hours: 'HC (23H00-7H00)' },
		],
	});
	expect(find('2025-11-14')).toEqual(hours('23h-7h'));
	expect(find('2025-11-15')).toEqual(hours('22h38-6h38'));
	expect(find('2026-03-01')).toEqual(hours('2h-7h;13h-16h'));
});

test('hours that are not there or cannot be read are told apart', () => {
	expect(hoursFinder({ offPeakHours: null, formerOffPeakHours: null })('2026-01-01')).toBe('no_hours');
	expect(hoursFinder({ offPeakHours: ' ', formerOffPeakHours: [] })('2026-01-01')).toBe('no_hours');
	expect(hoursFinder({ offPeakHours: 'la nuit', formerOffPeakHours: null })('2026-01-01')).toBe(
		'unreadable_hours',
	);
	expect(hoursFinder({ offPeakHours: null, formerOffPeakHours: 'x' })('2026-01-01')).toBe('unreadable_hours');
});

test('a natural person’s day is split in one way only, whatever somebody sets', () => {
	const own = hoursFinder({ offPeakHours: 'HC (22H38-6H38)', formerOffPeakHours: null });
	const none = () => 'no_hours' as const;
	expect(mayTellSplit('2026-01-01', hours('22h38-6h38'), own, 'Europe/Paris')).toBe(true);
	expect(mayTellSplit('2026-01-01', hours('22h38-6h39'), own, 'Europe/Paris')).toBe(false);
	expect(mayTellSplit('2026-01-01', belgianNight, own, 'Europe/Paris')).toBe(false);
	expect(mayTellSplit('2026-01-01', belgianNight, none, 'Europe/Brussels')).toBe(true);
	expect(mayTellSplit('2026-01-01', { ...belgianNight, isWeekendLow: false }, none, 'Europe/Brussels')).toBe(
		false,
	);
	expect(mayTellSplit('2026-01-01', hours('22h38-6h38'), own, 'Europe/Lisbon')).toBe(false);
});
