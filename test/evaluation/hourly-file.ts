import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { HOURS_PER_DAY, type HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { addDays, datesBetween, isCalendarDate } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { UsageError } from '../../scripts/start/options.ts';

/** One column of a file. */
export interface BuildingHours {
	building: string;
	hours: HourGrid;
}

/** As an empty cell: how spreadsheets and data frames write what they do not know. */
const UNKNOWN = /^(|nan|na|null)$/i;

const STAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):00(?::00)?$/;

/**
 * Reads a file of hourly kWh: the first column is the naive local time at which the hour starts, every other one a building; an
 * empty cell is not known. Rows may come in any order and days may lack hours. Two rows of one hour, as autumn's clock change
 * makes them, count as their mean: the level of an hour is what rules compare.
 *
 * @throws UsageError with the line that is not understood
 */
export async function readHourlyFile(file: string): Promise<BuildingHours[]> {
	const source = createReadStream(file);
	const parser = parse({ bom: true, skip_empty_lines: true, trim: true });
	const rows: string[][] = [];
	parser.on('data', (row: string[]) => rows.push(row));
	try {
		await (file.endsWith('.gz') ? pipeline(source, createGunzip(), parser) : pipeline(source, parser));
	} catch (error) {
		throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
	}

	return toBuildings(rows, file);
}

function toBuildings(rows: string[][], file: string): BuildingHours[] {
	const [header, ...lines] = rows;
	const names = header?.slice(1) ?? [];
	if (names.length === 0) throw new UsageError(`${file}: the first line names no building.`);
	const stamps = lines.map(([stamp = ''], index) => readStamp(stamp, `${file}, line ${index + 2}`));
	const dates = stamps.map(({ date }) => date).toSorted();
	const [firstDate] = dates;
	const lastDate = dates.at(-1);
	if (firstDate === undefined || lastDate === undefined) throw new UsageError(`${file}: there are no hours.`);
	const places = new Map(datesBetween(firstDate, addDays(lastDate, 1)).map((date, place) => [date, place]));

	return names.map((building, column) => {
		const kwh = new Float64Array(places.size * HOURS_PER_DAY).fill(NaN);
		for (const [index, line] of lines.entries()) {
			const stamp = stamps[index];
			const text = line[column + 1];
			if (stamp === undefined || text === undefined || UNKNOWN.test(text)) continue;
			const value = Number(text);
			if (!Number.isFinite(value)) {
				throw new UsageError(`${file}, line ${index + 2}: "${text}" of ${building} is not a number.`);
			}
			const cell = (places.get(stamp.date) ?? 0) * HOURS_PER_DAY + stamp.hour;
			const earlier = kwh[cell] ?? NaN;
			kwh[cell] = Number.isNaN(earlier) ? value : (earlier + value) / 2;
		}

		return { building, hours: { firstDate, days: places.size, kwh } };
	});
}

function readStamp(text: string, place: string): { date: string; hour: number } {
	const [, date = '', hour = ''] = STAMP.exec(text) ?? [];
	if (!isCalendarDate(date) || Number(hour) > 23) {
		throw new UsageError(`${place}: "${text}" is not the start of an hour, such as 2017-03-26 14:00:00.`);
	}

	return { date, hour: Number(hour) };
}
