import { expect, test } from 'vitest';
import type { AnyReading, ReadingsMeta } from '../../shared/http-contract/readings.ts';
import { readingsCsv } from './readings-csv.ts';

const meta: ReadingsMeta = {
	resolution: 'day',
	by: 'meter',
	metric: 'consumption',
	unit: 'Wh',
	timezone: 'Europe/Paris',
	from: '2026-10-01',
	to: '2026-10-02',
	next_cursor: null,
};

const day: AnyReading = {
	device: 'd1',
	channel: 7,
	register: 'total',
	date: '2026-10-01',
	value: 1234.5,
	curve_value: null,
	points_expected: 48,
	points_received: 0,
	status: 'partial',
};

test('a row of JSON is a line, with the unit in its header and nothing where nothing is known', () => {
	expect(readingsCsv({ data: [day], meta })).toBe(
		'device,channel,register,date,value_wh,curve_value_wh,points_expected,points_received,status\r\n' +
			'd1,7,total,2026-10-01,1234.5,,48,0,partial\r\n',
	);
});

test('a temperature below zero stays a number', () => {
	const reading: AnyReading = {
		device: 'd1',
		channel: 7,
		register: 'total',
		timestamp: '2026-01-01T00:00:00.000Z',
		duration_s: 3600,
		value: -4.5,
		quality: 'raw',
		source: 'push',
	};

	expect(readingsCsv({ data: [reading], meta: { ...meta, resolution: 'raw', metric: 'temperature' } })).toBe(
		'device,channel,register,timestamp,duration_s,value_celsius,quality,source\r\n' +
			'd1,7,total,2026-01-01T00:00:00.000Z,3600,-4.5,raw,push\r\n',
	);
});

test('a sum names the meters that it lacks', () => {
	const sum: AnyReading = { at: '2026-10', value: null, known_value: 3, missing: ['d1', 'd2'] };

	expect(readingsCsv({ data: [sum], meta: { ...meta, resolution: 'month', by: 'building' } })).toBe(
		'at,value_wh,known_value_wh,missing\r\n2026-10,,3,d1 d2\r\n',
	);
});

test('without rows there is the header', () => {
	expect(readingsCsv({ data: [], meta: { ...meta, resolution: 'hour' } })).toBe(
		'device,channel,register,hour,value_wh,covered_s\r\n',
	);
});
