import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { createTextDecoding } from '../enedis-file/decode-text.ts';
import { FileError } from '../enedis-file/file-error.ts';

/** A line of a table that people have written. */
export interface TableRow {
	/** in the file, from 1 */
	line: number;
	cells: string[];
}

const separators = [';', ',', '\t'] as const;

/**
 * Reads a small table: CSV with comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252. Lines without a word are left out.
 *
 * @throws FileError where it is none
 */
export function readTable(bytes: Uint8Array): TableRow[] {
	const decoding = createTextDecoding();
	const text = decoding.decode(bytes) + decoding.end();
	// The names of the columns have none of them inside, so the header tells.
	const head = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
	const delimiter = separators.toSorted((one, other) => head.split(other).length - head.split(one).length)[0];
	try {
		const rows = parse(text, {
			bom: true,
			delimiter: delimiter ?? ';',
			info: true,
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			skip_empty_lines: true,
			trim: true,
		}) as unknown as { record: string[]; info: { lines: number } }[];

		return rows
			.map(({ record, info }) => ({ line: info.lines, cells: record }))
			.filter(({ cells }) => cells.some((cell) => cell !== ''));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = typeof error.lines === 'number' ? ` in line ${error.lines}` : '';
		throw new FileError('layout', `The file is no CSV: its quotation marks do not fit together${line}`);
	}
}

/**
 * Where a header has the columns.
 *
 * @throws FileError for a column that is needed and missing, named twice, or unknown: mistyped, it would be left out without a word
 */
export function placesOf<Column extends string>(
	header: readonly string[],
	{ columns, required }: { columns: readonly Column[]; required: readonly Column[] },
): ReadonlyMap<Column, number> {
	const names = header.map((name) => name.toLowerCase());
	const unknown = names.filter((name) => name !== '' && !(columns as readonly string[]).includes(name));
	const missing = required.filter((column) => !names.includes(column));
	const twice = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
	const expected = `Its header line names the columns ${columns.join(', ')}; needed are ${required.join(', ')}`;
	if (missing.length > 0) {
		throw new FileError('layout', `The file has no column ${missing.join(', ')}. ${expected}`);
	}
	if (twice.length > 0) throw new FileError('layout', `The file has the column ${twice.join(', ')} twice`);
	if (unknown.length > 0) {
		const shown = unknown.map((name) => name.slice(0, 40)).slice(0, 10);
		throw new FileError('layout', `The file has the unknown column ${shown.join(', ')}. ${expected}`);
	}

	return new Map(
		columns.flatMap((column): [Column, number][] =>
			names.includes(column) ? [[column, names.indexOf(column)]] : [],
		),
	);
}
