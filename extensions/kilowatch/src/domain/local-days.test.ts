import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	addDays,
	datesBetween,
	expectedPoints,
	isCalendarDate,
	localDateOf,
	localDay,
	localDays,
	subtractMonths,
} from './local-days.ts';

const zones = fc.constantFrom(
	'Europe/Paris',
	'Europe/Brussels',
	'UTC',
	'America/Martinique',
	'Indian/Reunion',
);
const dates = fc
	.date({ min: new Date('2010-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));

describe('localDay', () => {
	test.each([
		['2026-03-29', 23],
		['2027-03-28', 23],
		['2026-10-25', 25],
		['2027-10-31', 25],
		['2026-06-15', 24],
	])('%s in Paris has %d hours', (date, hours) => {
		const day = localDay(date, 'Europe/Paris');

		expect(day.endSeconds - day.startSeconds).toBe(hours * 3600);
		expect(expectedPoints(day, 1800)).toBe(hours * 2);
		expect(expectedPoints(day, 600)).toBe(hours * 6);
	});

	test('days follow one another without gap or overlap, and hold their own instants', () => {
		fc.assert(
			fc.property(dates, zones, (date, zone) => {
				const [day, next] = localDays(date, addDays(date, 2), zone);

				expect(day?.endSeconds).toBe(next?.startSeconds);
				expect(localDateOf(day?.startSeconds ?? 0, zone)).toBe(date);
				expect(localDateOf((day?.endSeconds ?? 0) - 1, zone)).toBe(date);
			}),
		);
	});

	test.each(['2026-02-30', 'yesterday', '2026-1-1'])('refuses %j', (date) => {
		expect(() => localDay(date, 'Europe/Paris')).toThrow(RangeError);
		expect(() => addDays(date, 1)).toThrow(RangeError);
	});

	test('refuses a zone that is none', () => {
		expect(() => localDay('2026-01-01', 'Europe/Lutece')).toThrow(RangeError);
		expect(() => localDateOf(0, 'Europe/Lutece')).toThrow(RangeError);
	});
});

test('datesBetween leaves the end out', () => {
	expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
	expect(datesBetween('2026-03-02', '2026-03-02')).toEqual([]);
});

test('subtractMonths keeps to the calendar', () => {
	expect(subtractMonths('2026-03-31', 1)).toBe('2026-02-28');
	expect(subtractMonths('2026-11-23', 24)).toBe('2024-11-23');
});

test('isCalendarDate', () => {
	expect(isCalendarDate('2024-02-29')).toBe(true);
	expect(isCalendarDate('2026-02-29')).toBe(false);
	expect(isCalendarDate('2026-02-9')).toBe(false);
});
