import { expect, test } from 'vitest';
import { localDay } from '../local-days.ts';
import { belgianNight, lowSpansOf } from './low-hours.ts';
import { parseOffPeakHours } from './off-peak-hours.ts';

const zone = 'Europe/Paris';
const offPeak = { spans: parseOffPeakHours('HC (0H54-6H54;11H54-13H54)'), isWeekendLow: false };

const utc = (date: string, hours: typeof offPeak = offPeak, inZone = zone) =>
	lowSpansOf(localDay(date, inZone), hours, inZone).map(({ startSeconds, endSeconds }) =>
		[startSeconds, endSeconds].map((seconds) => new Date(seconds * 1000).toISOString().slice(5, 16)),
	);

test('hours are those of the legal clock, in winter and in summer', () => {
	expect(utc('2026-01-15')).toEqual([
		['01-14T23:54', '01-15T05:54'],
		['01-15T10:54', '01-15T12:54'],
	]);
	expect(utc('2026-07-15')[0]).toEqual(['07-14T22:54', '07-15T04:54']);
});

test('spring’s skipped hour is not there', () => {
	expect(utc('2026-03-29')).toEqual([
		['03-28T23:54', '03-29T01:00'],
		['03-29T01:00', '03-29T04:54'],
		['03-29T09:54', '03-29T11:54'],
	]);
});

test('autumn’s repeated hour is low twice, or as far as it is', () => {
	expect(utc('2026-10-25')).toEqual([
		['10-24T22:54', '10-25T01:00'],
		['10-25T01:00', '10-25T05:54'],
		['10-25T10:54', '10-25T12:54'],
	]);
	const untilHalfPastTwo = { spans: [{ from: 0, to: 150 }], isWeekendLow: false };
	expect(utc('2026-10-25', untilHalfPastTwo)).toEqual([
		['10-24T22:00', '10-25T00:30'],
		['10-25T01:00', '10-25T01:30'],
	]);
});

test('a Belgian weekend is night all day, a weekday from 22 to 7', () => {
	const brussels = 'Europe/Brussels';
	expect(utc('2026-10-25', belgianNight as typeof offPeak, brussels)).toEqual([
		['10-24T22:00', '10-25T23:00'],
	]);
	expect(utc('2026-10-26', belgianNight as typeof offPeak, brussels)).toEqual([
		['10-25T23:00', '10-26T06:00'],
		['10-26T21:00', '10-26T23:00'],
	]);
});

test('a zone whose clock changes by half an hour', () => {
	expect(
		utc('2026-04-05', { spans: [{ from: 60, to: 150 }], isWeekendLow: false }, 'Australia/Lord_Howe'),
	).toEqual(
		// 1:00 to 2:00, then 1:30 to 2:00 once more, then on to 2:30.
		[
			['04-04T14:00', '04-04T15:00'],
			['04-04T15:00', '04-04T16:00'],
		],
	);
});
