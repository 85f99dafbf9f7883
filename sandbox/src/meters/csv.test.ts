import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import { csvMeters } from './csv.ts';
import { dayCurve, dayEnergyWh, type LoadProfile, type Meter } from './meter.ts';

/** Hourly rows from midnight; values by column, null = empty cell. */
function csv(firstDate: string, hours: number, cells: (hourIndex: number) => (number | null)[]): Buffer {
	const startMs = Date.parse(`${firstDate}T00:00:00Z`);
	const rows = Array.from({ length: hours }, (_, index) => {
		const time = new Date(startMs + index * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

		return [time, ...cells(index).map((cell) => cell ?? '')].join(',');
	});

	return Buffer.from(`timestamp_local,North,South\n${rows.join('\n')}\n`);
}

const bytes = (text: string): Buffer => Buffer.from(text);

function only(meters: Meter[], label: string): Meter & { consumption: LoadProfile } {
	const found = meters.find((meter) => meter.label === label);
	if (!found?.consumption) throw new Error(`no ${label}`);

	return { ...found, consumption: found.consumption };
}

describe('meters from a CSV file', () => {
	const file = csv('2026-03-28', 72, (index) => [index % 24 === 5 ? null : (index % 24) + 0.5, 1]);

	it('are one per column, with the first day as activation', () => {
		const meters = csvMeters(file, 'none', '2030-01-01');
		expect(meters.map(({ label, activatedOn }) => [label, activatedOn])).toEqual([
			['North', '2026-03-28'],
			['South', '2026-03-28'],
		]);
		expect(meters[0]?.pointId).toMatch(/^0\d{13}$/);
	});

	it('split an hour along the neighbours’ slope and keep its energy', () => {
		const { consumption: load } = only(csvMeters(file, 'none', '2030-01-01'), 'North');
		// 3.5 kWh between 2.5 and 4.5: the second half is above by (4,500 − 2,500) / 8.
		expect(load({ dayNumber: dayNumberOf('2026-03-28'), hour: 3, isSecondPass: false })).toEqual([
			3_250, 3_750,
		]);
	});

	it('are within 0.5 Wh of the file’s hour', () => {
		const { consumption: load } = only(
			csvMeters(
				csv('2026-01-01', 24, () => [0.0004, 86.2283]),
				'none',
				'2030-01-01',
			),
			'South',
		);
		expect(load({ dayNumber: dayNumberOf('2026-01-01'), hour: 9, isSecondPass: false })).toEqual([
			86_228, 86_228,
		]);
	});

	it('have a hole where the cell is empty and nothing outside the file', () => {
		const { consumption: load } = only(csvMeters(file, 'none', '2030-01-01'), 'North');
		const day = dayNumberOf('2026-03-28');
		expect(dayCurve(load, day)).toHaveLength(46);
		expect(dayEnergyWh(load, day)).toBe(282_500);
		expect(dayEnergyWh(load, day - 1)).toBeNull();
		expect(dayEnergyWh(load, day + 3)).toBeNull();
	});

	it('lose the row of spring’s hour 2', () => {
		const { consumption: load } = only(csvMeters(file, 'none', '2030-01-01'), 'South');
		expect(dayEnergyWh(load, dayNumberOf('2026-03-29'))).toBe(23_000);
	});

	it('serve both passes of autumn’s hour 2 with its one row', () => {
		const autumn = csv('2026-10-25', 24, (index) => [index === 2 ? 7 : 1, 1]);
		const { consumption: load } = only(csvMeters(autumn, 'none', '2030-01-01'), 'North');
		expect(dayCurve(load, dayNumberOf('2026-10-25'))).toHaveLength(50);
		expect(dayEnergyWh(load, dayNumberOf('2026-10-25'))).toBe(23_000 + 2 * 7_000);
	});

	it('read a gzipped file and a byte-order mark alike', () => {
		const plain = csvMeters(file, 'none', '2030-01-01').map(({ pointId }) => pointId);
		expect(csvMeters(gzipSync(file), 'none', '2030-01-01').map(({ pointId }) => pointId)).toEqual(plain);
		const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file]);
		expect(csvMeters(marked, 'none', '2030-01-01').map(({ pointId }) => pointId)).toEqual(plain);
	});
});

describe('the shift of a CSV file', () => {
	// Saturday 2016-01-02 to Sunday 2016-01-10, and a last day that is not complete.
	const file = csv('2016-01-02', 9 * 24 + 5, (index) => [Math.floor(index / 24) + 1, 1]);
	const dayWhAfter = (yesterday: string, date: string): number | null =>
		dayEnergyWh(only(csvMeters(file, 'weeks', yesterday), 'North').consumption, dayNumberOf(date));

	it('moves the last complete day to yesterday, on the same weekday', () => {
		expect(dayWhAfter('2026-11-22', '2026-11-22')).toBe(9 * 24_000);
		expect(dayWhAfter('2026-11-22', '2026-11-14')).toBe(24_000);
		expect(dayWhAfter('2026-11-22', '2026-11-13')).toBeNull();
	});

	it('goes past yesterday by whole weeks rather than leave days without data', () => {
		expect(dayWhAfter('2026-11-23', '2026-11-29')).toBe(9 * 24_000);
		expect(dayWhAfter('2026-11-23', '2026-11-23')).toBe(3 * 24_000);
	});

	it('can be a fixed number of weeks', () => {
		const { consumption: load, activatedOn } = only(csvMeters(file, 2, '2026-11-22'), 'North');
		expect(activatedOn).toBe('2016-01-16');
		expect(dayEnergyWh(load, dayNumberOf('2016-01-16'))).toBe(24_000);
	});
});

describe('a bad file', () => {
	it.each([
		['', 'the first column must be timestamp_local, not nothing'],
		['time,A\n2016-01-01 00:00:00,1\n', 'the first column must be timestamp_local, not time'],
		['timestamp_local\n2016-01-01 00:00:00\n', 'there must be a column for each meter after timestamp_local'],
		['timestamp_local,A,A\n2016-01-01 00:00:00,1,2\n', 'two columns have the same name'],
		['timestamp_local,A,\n2016-01-01 00:00:00,1,2\n', 'a column has no name'],
		['timestamp_local,A\n', 'the file has a header but no rows'],
		[
			'timestamp_local,A\n2016-01-01 00:30:00,1\n',
			'line 2: "2016-01-01 00:30:00" is not the start of an hour, YYYY-MM-DD HH:00:00',
		],
		[
			'timestamp_local,A\n2016-01-01 24:00:00,1\n',
			'line 2: "2016-01-01 24:00:00" is not the start of an hour, YYYY-MM-DD HH:00:00',
		],
		[
			'timestamp_local,A\n2016-02-30 00:00:00,1\n',
			'line 2: "2016-02-30 00:00:00" is not the start of an hour, YYYY-MM-DD HH:00:00',
		],
		[
			'timestamp_local,A\n2016-01-01 01:00:00,1\n2016-01-01 01:00:00,1\n',
			'line 3: 2016-01-01 01:00:00 does not follow the row before it',
		],
		['timestamp_local,A\n2016-01-01 00:00:00,x\n', 'line 2, column A: "x" is not a number of kWh from 0 up'],
		[
			'timestamp_local,A\n2016-01-01 00:00:00,-1\n',
			'line 2, column A: "-1" is not a number of kWh from 0 up',
		],
	])('%j is refused: %s', (text, message) => {
		expect(() => csvMeters(bytes(text), 'none', '2026-01-01')).toThrow(new Error(message));
	});

	it('with rows of unequal length is refused with its line', () => {
		const ragged = 'timestamp_local,A\n2016-01-01 00:00:00,1\n2016-01-01 01:00:00\n';
		expect(() => csvMeters(bytes(ragged), 'none', '2026-01-01')).toThrow(/line 3/);
	});
});

const realFile = fileURLToPath(
	new URL('../../../../shared/data/buildings_hourly_kwh.csv.gz', import.meta.url),
);

describe.skipIf(!existsSync(realFile))('real data (shared/data, skipped where absent)', () => {
	it('keeps the file’s sum', () => {
		const meters = csvMeters(readFileSync(realFile), 'none', '2026-11-22');
		expect(meters).toHaveLength(24);

		// Friday 2016-01-01 of the first column, added up from the file by other means: 3,428.375 kWh.
		const { consumption: load } = only(meters, 'Cockatoo_lodging_Kyle');
		expect(dayEnergyWh(load, dayNumberOf('2016-01-01'))).toBe(3_428_375);
	});
});
