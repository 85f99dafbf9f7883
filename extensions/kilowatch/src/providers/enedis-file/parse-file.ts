import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { layoutOf } from './columns.ts';
import { createTextDecoding, type FileEncoding } from './decode-text.ts';
import { unknownLayout } from './file-error.ts';
import { createRowParser, type FileFacts, type ValueSink } from './parse-rows.ts';

export type Separator = ';' | ',' | '\t';

export interface ParsedFile extends FileFacts {
	encoding: FileEncoding;
	separator: Separator;
}

/** The header block and the table's head are within it. */
const SNIFFED_CHARACTERS = 32_768;
const MAX_ROW_CHARACTERS = 65_536;
/** Text is handed on in pieces of that size, so that no piece keeps everything else waiting. */
const PIECE_CHARACTERS = 32_768;

/**
 * Reads an Enedis export as it comes, with what is needed for a row in memory and no more.
 *
 * @param source the file's bytes
 * @param options.pointId the PRM the file must be of; `undefined`: any, but only one
 * @returns what the file is; its values go to `options.sink`, in the file's order, but those of a day whose clocks change
 *   and whose stamps have no offset at the end
 * @throws FileError for a layout that is not known and for another point's file
 */
export async function parseEnedisFile(
	source: AsyncIterable<Uint8Array>,
	options: { zone: string; pointId: string | undefined; sink: ValueSink; signal: AbortSignal },
): Promise<ParsedFile> {
	const decoding = createTextDecoding();
	const rows = createRowParser(options);
	const pieces = decode(source, decoding)[Symbol.asyncIterator]();
	const { head, separator, width } = await sniff(pieces);

	const parser = parse({
		delimiter: separator,
		quote: '"',
		relax_quotes: true,
		relax_column_count: true,
		skip_empty_lines: true,
		trim: true,
		record_delimiter: ['\r\n', '\n', '\r'],
		max_record_size: MAX_ROW_CHARACTERS,
		on_record: (cells: string[]) => {
			rows.row(cells);

			return null;
		},
	});
	parser.resume();
	try {
		const text = withHead([emptyRow(width, separator), head], pieces);
		await pipeline(Readable.from(text), breathing(), parser, { signal: options.signal });
	} catch (error) {
		if (error instanceof CsvError) throw unknownLayout([]);
		throw error;
	}

	return { ...rows.end(), encoding: decoding.encoding(), separator };
}

async function* decode(
	source: AsyncIterable<Uint8Array>,
	decoding: ReturnType<typeof createTextDecoding>,
): AsyncGenerator<string> {
	for await (const bytes of source) {
		const text = decoding.decode(bytes);
		for (let at = 0; at < text.length; at += PIECE_CHARACTERS) yield text.slice(at, at + PIECE_CHARACTERS);
	}
	yield decoding.end();
}

/**
 * The parser makes an error, with its stack, of every row that is not as long as the first one: most of its time. Exports
 * begin with rows about themselves, so this one comes before them, as long as those of the table.
 */
function emptyRow(width: number, separator: Separator): string {
	return `${separator.repeat(Math.max(0, width - 1))}\n`;
}

async function* withHead(head: readonly string[], rest: AsyncIterator<string>): AsyncGenerator<string> {
	yield* head;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Lets everything else have its turn between two pieces, also when the source has all of them at once. */
function breathing(): Transform {
	return new Transform({
		decodeStrings: false,
		encoding: 'utf8',
		transform(piece: string, _, done) {
			setImmediate(done, null, piece);
		},
	});
}

/** Reads the file's beginning and looks for a table's head in it, with one of the separators. */
async function sniff(
	pieces: AsyncIterator<string>,
): Promise<{ head: string; separator: Separator; /** of the rows under the table's head */ width: number }> {
	let head = '';
	let isEnd = false;
	while (!isEnd && head.length < SNIFFED_CHARACTERS) {
		const next = await pieces.next();
		if (next.done) isEnd = true;
		else head += next.value;
	}
	const lines = head.split(/\r\n|\n|\r/);
	const separators: readonly Separator[] = [';', '\t', ','];
	for (const separator of separators) {
		const tableHead = lines.findIndex((line) => layoutOf(cellsOf(line, separator)) !== undefined);
		if (tableHead < 0) continue;
		const [first = ''] = lines.slice(tableHead + 1).filter(Boolean);

		return { head, separator, width: cellsOf(first, separator).length };
	}

	throw unknownLayout(namesIn(lines, separators));
}

function cellsOf(line: string, separator: Separator): string[] {
	return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** The names of the widest row that has no digits at all: values are never told. */
function namesIn(lines: readonly string[], separators: readonly Separator[]): string[] {
	const rows = lines
		.slice(0, 200)
		.filter((line) => !/\d/.test(line))
		.flatMap((line) => separators.map((separator) => cellsOf(line, separator).filter(Boolean)));
	const widest = rows.reduce<string[]>((best, row) => (row.length > best.length ? row : best), []);

	return widest.length > 1 ? widest.slice(0, 30).map((name) => name.slice(0, 60)) : [];
}
