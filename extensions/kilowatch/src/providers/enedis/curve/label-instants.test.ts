import { expect, test } from 'vitest';
import { labelDate, labelInstants, labelSeconds } from './label-instants.ts';

const zone = 'Europe/Paris';
const utc = (label: string) =>
	labelInstants(label, zone).map((second) => new Date(second * 1000).toISOString());

test.each([
	['2026-07-14 00:00:00', ['2026-07-13T22:00:00.000Z']],
	['2026-07-14 12:30:00', ['2026-07-14T10:30:00.000Z']],
	['2026-01-01 00:00:00', ['2025-12-31T23:00:00.000Z']],
	// spring: 02:00 to 02:59 are left out
	['2026-03-29 01:30:00', ['2026-03-29T00:30:00.000Z']],
	['2026-03-29 03:00:00', ['2026-03-29T01:00:00.000Z']],
	['2026-03-29 23:30:00', ['2026-03-29T21:30:00.000Z']],
	// autumn: 02:00 to 02:59 come twice
	['2026-10-25 01:50:00', ['2026-10-24T23:50:00.000Z']],
	['2026-10-25 02:00:00', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']],
	['2026-10-25 02:50:00', ['2026-10-25T00:50:00.000Z', '2026-10-25T01:50:00.000Z']],
	['2026-10-25 03:00:00', ['2026-10-25T02:00:00.000Z']],
	['2026-10-26 00:00:00', ['2026-10-25T23:00:00.000Z']],
])('%s', (label, instants) => {
	expect(utc(label)).toEqual(instants);
});

test.each(['2026-03-29 02:00:00', '2026-03-29 02:30:00', '2027-03-28 02:59:59'])(
	'%s was never shown by a clock',
	(label) => {
		expect(() => labelInstants(label, zone)).toThrow(
			expect.objectContaining({ code: 'impossible_label' }) as Error,
		);
	},
);

test.each([
	'2026-02-30 00:30:00',
	'2026-07-14T00:30:00',
	'2026-07-14 00:30',
	'2026-07-14 24:00:00',
	'2026-07-14 00:30:00Z',
	'2026-07-14',
	'14/07/2026 00:30:00',
	'',
])('%j is no label', (label) => {
	expect(() => labelInstants(label, zone)).toThrow(
		expect.objectContaining({ code: 'unreadable_label' }) as Error,
	);
});

test('order and date of a label', () => {
	expect(labelSeconds('1970-01-02 00:00:01')).toBe(86_401);
	expect(labelDate('2026-10-25 02:00:00')).toBe('2026-10-25');
});
