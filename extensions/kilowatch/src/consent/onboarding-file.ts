import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { createTextDecoding } from '../providers/enedis-file/decode-text.ts';
import { FileError } from '../providers/enedis-file/file-error.ts';
import { isEmailAddress } from '../shared/email-address.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { OnboardingRefusal } from '../shared/http-contract/onboarding.ts';
import { languages, type Language } from '../shared/languages.ts';
import { consentScopes, providerNames, type ConsentScope, type ProviderName } from '../shared/names.ts';
import { ConsentError } from './consent-error.ts';

/** One line of a file of meters, as far as it can be judged without the database. */
export interface OnboardingDraft {
	/** in the file, from 1; the header is 1 */
	line: number;
	/** key or name */
	building: string;
	/** as written */
	providerText: string;
	provider: ProviderName | undefined;
	pointId: string | undefined;
	label: string | undefined;
	scopes: ConsentScope[];
	personal: boolean;
	email: string | undefined;
	language: Language | undefined;
	/** why it cannot be taken, whatever the database says */
	refusal: Refusal | undefined;
}

export interface Refusal {
	code: OnboardingRefusal;
	message: string;
}

export const MAX_ONBOARDING_BYTES = 1_048_576;
export const MAX_ONBOARDING_LINES = 1_000;

const columns = [
	'building',
	'provider',
	'point_id',
	'label',
	'scopes',
	'personal',
	'email',
	'language',
] as const;

type Column = (typeof columns)[number];

const requiredColumns: readonly Column[] = ['building', 'provider', 'scopes'];

const separators = [';', ',', '\t'] as const;

/** What people write for it in the four languages; nothing is no. */
const answers: Readonly<Record<string, boolean>> = {
	'': false,
	...Object.fromEntries(['yes', 'y', 'true', '1', 'oui', 'o', 'ja', 'j'].map((word) => [word, true])),
	...Object.fromEntries(['no', 'n', 'false', '0', 'non', 'nee', 'nein'].map((word) => [word, false])),
};

const MAX_LABEL_CHARACTERS = 200;

/** What a spreadsheet makes of a long number: `1,12233E+13`. */
const SHORTENED = /^\d[.,]\d+E\+\d+$/i;

/**
 * Reads a file of meters: CSV with comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252.
 *
 * @throws ConsentError where it is no such file; a line that cannot be taken is no reason, it carries its own
 */
export function parseOnboardingFile(bytes: Uint8Array): OnboardingDraft[] {
	const [header, ...rows] = readRows(decode(bytes));
	if (header === undefined) throw fileError('The file is empty');

	const places = placesOf(header.cells);
	if (rows.length === 0) throw fileError('The file has a header line and no meter');
	if (rows.length > MAX_ONBOARDING_LINES) {
		throw fileError(`The file has ${rows.length} meters: at most ${MAX_ONBOARDING_LINES} are taken at once`);
	}

	return rows.map((row) => draftOf(row, places, header.cells.length));
}

interface Row {
	line: number;
	cells: string[];
}

function decode(bytes: Uint8Array): string {
	const decoding = createTextDecoding();
	try {
		return decoding.decode(bytes) + decoding.end();
	} catch (error) {
		throw error instanceof FileError ? fileError(error.message) : error;
	}
}

function readRows(text: string): Row[] {
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
		throw fileError(`The file is no CSV: its quotation marks do not fit together${line}`);
	}
}

function placesOf(header: readonly string[]): ReadonlyMap<Column, number> {
	const names = header.map((name) => name.toLowerCase());
	const unknown = names.filter((name) => name !== '' && !(columns as readonly string[]).includes(name));
	const missing = requiredColumns.filter((column) => !names.includes(column));
	const twice = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
	const expected = `Its header line names the columns ${columns.join(', ')}; needed are ${requiredColumns.join(', ')}`;
	if (missing.length > 0) throw fileError(`The file has no column ${missing.join(', ')}. ${expected}`);
	if (twice.length > 0) throw fileError(`The file has the column ${twice.join(', ')} twice`);
	// A mistyped column would else be left out without a word, and nobody would get a mail.
	if (unknown.length > 0) {
		const shown = unknown.map((name) => name.slice(0, 40)).slice(0, 10);
		throw fileError(`The file has the unknown column ${shown.join(', ')}. ${expected}`);
	}

	return new Map(
		columns.flatMap((column): [Column, number][] =>
			names.includes(column) ? [[column, names.indexOf(column)]] : [],
		),
	);
}

function draftOf({ line, cells }: Row, places: ReadonlyMap<Column, number>, width: number): OnboardingDraft {
	const cell = (column: Column): string => {
		const place = places.get(column);

		return (place === undefined ? undefined : cells[place]) ?? '';
	};
	const refusals: Refusal[] = [];
	const check = (isRight: boolean, code: OnboardingRefusal, message: string) => {
		if (!isRight) refusals.push({ code, message });
	};

	check(
		cells.slice(width).every((extra) => extra === '') && !cells.some((text) => text.includes('\0')),
		'unreadable',
		'The line has more cells than the header, or what is no text',
	);
	check(cell('building') !== '', 'building', 'No building is named');
	const provider = providerNames.find((name) => name === cell('provider').toLowerCase());
	check(provider !== undefined, 'provider', `There is no provider of this name: ${providerNames.join(', ')}`);
	// Numbers on bills are printed in groups.
	const pointId = cell('point_id').replace(/\s/g, '');
	check(
		!SHORTENED.test(pointId),
		'point_id_shortened',
		'A spreadsheet has shortened this number: format the column as text and enter it anew',
	);
	check(
		cell('label').length <= MAX_LABEL_CHARACTERS,
		'label',
		`The label is longer than ${MAX_LABEL_CHARACTERS} characters`,
	);
	const words = cell('scopes')
		.toLowerCase()
		.split(/[\s,;|+]+/)
		.filter(Boolean);
	const scopes = consentScopes.filter((scope) => words.includes(scope));
	check(
		words.every((word) => (consentScopes as readonly string[]).includes(word)) &&
			(scopes.includes('daily') || scopes.includes('load_curve')),
		'scopes',
		`The scopes are ${consentScopes.join(', ')}, with blanks between; daily or load_curve must be among them`,
	);
	const personal = answers[cell('personal').toLowerCase()];
	check(personal !== undefined, 'personal', 'Whether the holder is a natural person is yes or no');
	const email = cell('email');
	check(email === '' || isEmailAddress(email), 'email', 'This is no address to send a mail to');
	const written = cell('language').toLowerCase();
	const language = languages.find((name) => name === written);
	check(
		written === '' || language !== undefined,
		'language',
		`The language is one of ${languages.join(', ')}`,
	);

	return {
		line,
		building: cell('building'),
		providerText: cell('provider'),
		provider,
		pointId: pointId || undefined,
		label: cell('label') || undefined,
		scopes,
		personal: personal ?? false,
		email: email || undefined,
		language,
		refusal: refusals[0],
	};
}

function fileError(message: string): ConsentError {
	return new ConsentError(errorCodes.fileLayout, message);
}
