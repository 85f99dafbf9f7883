import { FileError } from '../providers/enedis-file/file-error.ts';
import { placesOf, readTable, type TableRow } from '../providers/table-file/read-table.ts';
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
	const { width, places, rows } = readLines(bytes);
	if (rows.length === 0) throw fileError('The file has a header line and no meter');
	if (rows.length > MAX_ONBOARDING_LINES) {
		throw fileError(`The file has ${rows.length} meters: at most ${MAX_ONBOARDING_LINES} are taken at once`);
	}

	return rows.map((row) => draftOf(row, places, width));
}

function readLines(bytes: Uint8Array): {
	width: number;
	places: ReadonlyMap<Column, number>;
	rows: TableRow[];
} {
	try {
		const [header, ...rows] = readTable(bytes);
		if (header === undefined) throw fileError('The file is empty');
		const places = placesOf(header.cells, { columns, required: requiredColumns });

		return { width: header.cells.length, places, rows };
	} catch (error) {
		throw error instanceof FileError ? fileError(error.message) : error;
	}
}

function draftOf(
	{ line, cells }: TableRow,
	places: ReadonlyMap<Column, number>,
	width: number,
): OnboardingDraft {
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
