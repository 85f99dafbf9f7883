import { expect, test } from 'vitest';
import {
	formatClock,
	formatDate,
	formatDayOf,
	formatInstant,
	formatInterval,
	formatMonth,
	formatShortDate,
} from './dates.ts';

test('a calendar date is the same day in every zone the browser may be in', () => {
	expect(formatDate('2026-10-05', 'en-US')).toBe('Oct 5, 2026');
	expect(formatDate('2026-10-05', 'fr-FR')).toBe('5 oct. 2026');
	expect(formatShortDate('2026-01-01', 'de-DE')).toBe('1. Jan.');
	expect(formatMonth('2026-10', 'nl-NL', 'long')).toBe('oktober 2026');
});

test('an instant is shown in the zone of the building', () => {
	expect(formatInstant('2026-01-01T23:30:00Z', 'en-US', 'Europe/Paris')).toBe('Jan 2, 2026, 00:30');
	expect(formatInstant('2026-01-01T23:30:00Z', 'en-US', 'America/Martinique')).toBe('Jan 1, 2026, 19:30');
});

test('an axis shows the clock and the days of the building', () => {
	const instant = Date.parse('2026-01-01T23:30:00Z');

	expect(formatClock(instant, 'en-US', 'Europe/Paris')).toBe('00:30');
	expect(formatDayOf(instant, 'en-US', 'Europe/Paris')).toBe('Fri, Jan 2');
	expect(formatDayOf(instant, 'fr-FR', 'Europe/Paris')).toBe('ven. 2 janv.');
});

test('both passes of the repeated hour differ in their text', () => {
	const first = formatInterval(Date.parse('2026-10-25T00:30:00Z') / 1000, 'en-US', 'Europe/Paris');
	const second = formatInterval(Date.parse('2026-10-25T01:30:00Z') / 1000, 'en-US', 'Europe/Paris');

	expect(first).toBe('Sun, Oct 25, 02:30 GMT+2');
	expect(second).toBe('Sun, Oct 25, 02:30 GMT+1');
});
