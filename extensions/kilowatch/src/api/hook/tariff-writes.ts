import { z } from 'zod';
import { EmissionFactorError, parseFactor } from '../../domain/carbon/emission-factors.ts';
import { parseTariff, TariffError } from '../../domain/tariff/tariff.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import { filterPermitted } from './permitted.ts';
import { jsonOf } from './written-json.ts';

/** What is written of a row, over what of it is there already: a write may be of a part. */
type Row = Readonly<Record<string, unknown>>;

/** Refuses tariffs and emission factors that could not be reckoned with, and says what is wrong. */
export function registerTariffWrites(register: Pick<RegisterFunctions, 'filter'>): void {
	checkRows(register, 'iot_tariffs', {
		fields: ['type', 'periods'],
		usual: { type: 'flat', periods: [] },
		check: ({ type, periods }) => parseTariff({ type, periods: jsonOf(periods) }),
	});
	checkRows(register, 'iot_reference_values', {
		fields: ['kind', 'country', 'year', 'value', 'unit', 'method', 'source', 'valid_from', 'valid_until'],
		usual: { year: null, valid_from: null, valid_until: null },
		check: ({ kind, ...factor }) => {
			if (kind === 'emission_factor') parseFactor(writtenFactor.parse(factor));
		},
	});
}

const text = z.union([z.string(), z.number()]).transform(String);

const writtenFactor = z.object({
	country: z.string(),
	year: z.coerce.number().int().nullable(),
	value: text,
	unit: z.string(),
	method: z.string(),
	source: z.string(),
	valid_from: z.iso.date().nullable(),
	valid_until: z.iso.date().nullable(),
});

interface Check {
	/** that decide whether a row can be */
	fields: readonly string[];
	/** of a new row, where nothing is written */
	usual: Row;
	/** throws where it cannot */
	check: (row: Row) => void;
}

function checkRows(
	register: Pick<RegisterFunctions, 'filter'>,
	collection: string,
	{ fields, usual, check }: Check,
): void {
	const checked = (row: Row): void => {
		try {
			check(row);
		} catch (error) {
			if (error instanceof TariffError || error instanceof EmissionFactorError) {
				throw kilowatchError(errorCodes.invalidRequest, error.message);
			}
			if (!(error instanceof z.ZodError)) throw error;
			const [issue] = error.issues;
			throw kilowatchError(errorCodes.invalidRequest, `${issue?.path.join('.')}: ${issue?.message}`);
		}
	};
	filterPermitted(register, collection, 'create', (payload) => {
		checked({ ...usual, ...(payload as Row) });

		return payload;
	});
	filterPermitted(register, collection, 'update', async (payload, meta, { database }) => {
		const written = payload as Row;
		if (!fields.some((field) => field in written)) return payload;
		for (const row of await storedRows(database, collection, fields, meta)) checked({ ...row, ...written });

		return payload;
	});
}

async function storedRows(
	database: EventContext['database'],
	collection: string,
	fields: readonly string[],
	meta: Row,
): Promise<Row[]> {
	// As texts, so that no driver makes a moment of a date.
	const columns = fields.map((field) =>
		field.startsWith('valid_') ? database.raw('??::text AS ??', [field, field]) : field,
	);
	const rows: unknown = await database(collection)
		.whereIn('id', meta.keys as string[])
		.select(...(columns as string[]));

	return z.array(z.record(z.string(), z.unknown())).parse(rows);
}
