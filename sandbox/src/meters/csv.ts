import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dateOf, dayNumberOf, isDate } from '../calendar.ts';
import { plainMeterFacts, splitHour, type LoadProfile, type Meter } from './meter.ts';
import { pointIdFor } from './point-id.ts';

/** `weeks` = the last complete day falls on yesterday or up to six days later; a number = that many weeks. */
export type CsvShift = 'weeks' | 'none' | number;

interface HourlyTable {
	firstDay: number;
	lastCompleteDay: number;
	columns: { name: string; energiesWh: Float64Array }[];
}

const TIME_COLUMN = 'timestamp_local';
const HOURS_A_DAY = 24;
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * One meter per column of a file of hourly energies.
 *
 * @param bytes CSV or gzipped CSV: `timestamp_local` (naive local start of the hour), then kWh per hour, empty = no data
 * @param yesterday `YYYY-MM-DD`, to which the data's last complete day is moved
 * @throws Error with the line and what is wrong with it
 */
export function csvMeters(bytes: Uint8Array, shift: CsvShift, yesterday: string): Meter[] {
	const table = readTable(bytes);
	const shiftDays = 7 * shiftWeeks(shift, dayNumberOf(yesterday) - table.lastCompleteDay);
	const firstDay = table.firstDay + shiftDays;

	return table.columns.map(({ name, energiesWh }, index) => ({
		pointId: pointIdFor(name, index === 0),
		label: name,
		activatedOn: dateOf(firstDay),
		...plainMeterFacts,
		consumption: loadOf(energiesWh, firstDay),
	}));
}

function shiftWeeks(shift: CsvShift, daysToYesterday: number): number {
	if (shift === 'none') return 0;

	return shift === 'weeks' ? Math.ceil(daysToYesterday / 7) : shift;
}

function loadOf(energiesWh: Float64Array, firstDay: number): LoadProfile {
	const energyAt = (position: number): number => energiesWh[position] ?? Number.NaN;

	return ({ dayNumber, hour }) => {
		const position = (dayNumber - firstDay) * HOURS_A_DAY + hour;
		const energyWh = energyAt(position);
		if (Number.isNaN(energyWh)) return null;

		const rise = (energyAt(position + 1) - energyAt(position - 1)) / 8;

		return splitHour(energyWh, Number.isNaN(rise) ? 0 : rise);
	};
}

function readTable(bytes: Uint8Array): HourlyTable {
	const isGzip = GZIP_MAGIC.every((byte, index) => bytes[index] === byte);
	const text = Buffer.from(isGzip ? gunzipSync(bytes) : bytes);
	const [header, ...rows] = parse(text, { bom: true, skip_empty_lines: true, trim: true });

	const names = readHeader(header);
	const starts = rows.map((row, index) => readStart(row[0], index + 2));
	const [first, last] = [starts[0], starts.at(-1)];
	if (first === undefined || last === undefined) throw new Error('the file has a header but no rows');

	const firstDay = Math.floor(first / HOURS_A_DAY);
	const columns = names.map((name) => ({
		name,
		energiesWh: new Float64Array(last + 1 - firstDay * HOURS_A_DAY).fill(Number.NaN),
	}));
	rows.forEach((row, index) => {
		const start = starts[index] ?? 0;
		if (index > 0 && start <= (starts[index - 1] ?? 0))
			throw new Error(`line ${index + 2}: ${String(row[0])} does not follow the row before it`);
		for (const [position, column] of columns.entries())
			column.energiesWh[start - firstDay * HOURS_A_DAY] = readEnergyWh(
				row[position + 1] ?? '',
				`line ${index + 2}, column ${column.name}`,
			);
	});

	return { firstDay, lastCompleteDay: Math.floor((last + 1) / HOURS_A_DAY) - 1, columns };
}

function readHeader(header: readonly string[] | undefined): string[] {
	const [time, ...names] = header ?? [];
	if (time !== TIME_COLUMN)
		throw new Error(`the first column must be ${TIME_COLUMN}, not ${time ?? 'nothing'}`);
	if (names.length === 0) throw new Error(`there must be a column for each meter after ${TIME_COLUMN}`);
	if (names.some((name) => name === '')) throw new Error('a column has no name');
	if (new Set(names).size < names.length) throw new Error('two columns have the same name');

	return names;
}

/** Local hours since 1970-01-01 00:00 of the calendar. */
function readStart(text: string | undefined, line: number): number {
	const [, date = '', hour = ''] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):00(?::00)?$/.exec(text ?? '') ?? [];
	if (!isDate(date) || Number(hour) >= HOURS_A_DAY)
		throw new Error(`line ${line}: "${text ?? ''}" is not the start of an hour, YYYY-MM-DD HH:00:00`);

	return dayNumberOf(date) * HOURS_A_DAY + Number(hour);
}

function readEnergyWh(text: string, place: string): number {
	if (text === '') return Number.NaN;
	const energyKwh = Number(text);
	if (!Number.isFinite(energyKwh) || energyKwh < 0)
		throw new Error(`${place}: "${text}" is not a number of kWh from 0 up`);

	return Math.round(energyKwh * 1000);
}
