import { z } from 'zod';
import { isCalendarDate } from '../domain/local-days.ts';
import { implausible } from '../domain/metrics.ts';
import type { DayTemperature } from '../domain/weather/degree-days.ts';
import { FileError } from '../providers/enedis-file/file-error.ts';
import { placesOf, readTable } from '../providers/table-file/read-table.ts';
import type { RefusedTemperature, TemperatureRefusal } from '../shared/http-contract/temperatures.ts';

/** A day as somebody has told it, before anything of it is believed. */
export interface ToldDay {
	/** of the file, or the place in the list, from 1 */
	line: number;
	told: unknown;
}

/** Ten years and more at once; years past what is kept are refused line by line. */
export const MAX_TOLD_DAYS = 4_000;
export const MAX_TEMPERATURE_BYTES = 1_048_576;

const columns = ['date', 'mean', 'min', 'max'] as const;

/**
 * Reads a file of days: CSV with the columns date, min and max, and mean where it is known; numbers with a point or a comma.
 *
 * @throws FileError where it is no such file; a line that cannot be taken is no reason
 */
export function readToldDays(bytes: Uint8Array): ToldDay[] {
	const [header, ...rows] = readTable(bytes);
	if (header === undefined) throw new FileError('layout', 'The file is empty');
	const places = placesOf(header.cells, { columns, required: ['date', 'min', 'max'] });
	if (rows.length === 0) throw new FileError('layout', 'The file has a header line and no day');
	if (rows.length > MAX_TOLD_DAYS) {
		throw new FileError(
			'layout',
			`The file has ${rows.length} days: at most ${MAX_TOLD_DAYS} are taken at once`,
		);
	}

	return rows.map(({ line, cells }) => {
		const extra = cells.slice(header.cells.length).some((cell) => cell !== '');
		const told = Object.fromEntries(
			[...places].map(([column, place]) => [
				column,
				column === 'date' ? cells[place] : quantity(cells[place]),
			]),
		);

		return { line, told: extra ? undefined : told };
	});
}

/** An empty cell says nothing; a text that is no number stays one, and is refused. */
function quantity(cell: string | undefined): number | string | undefined {
	if (cell === undefined || cell === '') return undefined;

	return /^[+−-]?\d+([.,]\d+)?$/.test(cell) ? Number(cell.replace('−', '-').replace(',', '.')) : cell;
}

const day = z.strictObject({
	date: z.string(),
	mean: z.number().nullish(),
	min: z.number(),
	max: z.number(),
});

export interface JudgedDays {
	days: DayTemperature[];
	refused: RefusedTemperature[];
}

/**
 * Which of the days can be taken, and why the others cannot.
 *
 * @param kept the dates that can be kept: from the first one up to, not including, today's
 */
export function judgeDays(told: readonly ToldDay[], kept: { from: string; to: string }): JudgedDays {
	const days = new Map<string, DayTemperature>();
	const refused: RefusedTemperature[] = [];
	for (const { line, told: text } of told) {
		const judged = judgeDay(text, kept);
		if ('code' in judged) refused.push({ line, ...judged });
		else if (days.has(judged.date)) {
			refused.push({ line, code: 'twice', message: `${judged.date} is told by an earlier line already` });
		} else days.set(judged.date, judged);
	}

	return { days: [...days.values()], refused };
}

function judgeDay(
	told: unknown,
	kept: { from: string; to: string },
): DayTemperature | { code: TemperatureRefusal; message: string } {
	const { data, error } = day.safeParse(told);
	if (!data) {
		const field = error.issues[0]?.path.join('.') || 'the line';

		return {
			code: 'unreadable',
			message: `A day has a date, min and max as numbers, and may have a mean: ${field}`,
		};
	}
	const { date, min, max } = data;
	const mean = data.mean ?? undefined;
	if (!isCalendarDate(date)) return { code: 'date', message: 'The date is written YYYY-MM-DD, and exists' };
	if (date >= kept.to) return { code: 'not_over', message: `${date} is not over yet` };
	if (date < kept.from) return { code: 'too_old', message: `Days before ${kept.from} are not kept` };
	for (const value of [min, max, ...(mean === undefined ? [] : [mean])]) {
		const reason = implausible('temperature', value);
		if (reason !== undefined) return { code: 'implausible', message: reason };
	}
	if (min > max || (mean !== undefined && (mean < min || mean > max))) {
		return { code: 'order', message: 'min is at most the mean, and the mean at most max' };
	}

	return { date, mean, min, max };
}
