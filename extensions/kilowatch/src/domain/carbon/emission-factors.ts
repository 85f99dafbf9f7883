/** What a kilowatt-hour emits: a table of factors, each with its method and its source. Pure. */
import { parseDecimal } from '../tariff/decimal.ts';

/** A yearly average of a country. */
export interface EmissionFactor {
	/** two letters */
	country: string;
	year: number | null;
	/** in 10⁻⁶ gCO₂e/kWh */
	microGramsPerKwh: bigint;
	method: string;
	source: string;
	/** local dates that it is the factor of; `to` is not included */
	from: string;
	to: string;
}

/** A row of the table as it is written. */
export interface WrittenFactor {
	country: string;
	year: number | null;
	/** a decimal number */
	value: string;
	unit: string;
	method: string;
	source: string;
	valid_from: string | null;
	/** the last day */
	valid_until: string | null;
}

/** A factor that cannot be used. The message is for people. */
export class EmissionFactorError extends Error {}

const FACTOR_PLACES = 6;

const units = /^(g|kg)\s*CO[2₂](?:e|eq|-eq)?\s*\/\s*(kWh|MWh)$/iu;

/**
 * @throws EmissionFactorError when it has neither a year nor dates, another unit, a negative value, or no method or source: a number
 * without its source is none
 */
export function parseFactor(row: WrittenFactor): EmissionFactor {
	const unit = units.exec(row.unit.trim());
	if (!unit) {
		throw new EmissionFactorError(`unit: "${row.unit}" is not gCO2e/kWh, kgCO2e/kWh or kgCO2e/MWh`);
	}
	const [mass, energy] = [unit[1]?.toLowerCase(), unit[2]?.toLowerCase()];
	if (mass === 'g' && energy === 'mwh')
		throw new EmissionFactorError(`unit: "${row.unit}" is not one of a factor`);
	const value = parseValue(row.value) * (mass === 'kg' && energy === 'kwh' ? 1_000n : 1n);
	if (row.method.trim() === '') throw new EmissionFactorError('method: a factor says how it was made');
	if (row.source.trim() === '') throw new EmissionFactorError('source: a factor says where it comes from');
	const from = row.valid_from ?? (row.year === null ? null : `${row.year}-01-01`);
	const to =
		row.valid_until === null
			? row.year === null
				? null
				: `${row.year + 1}-01-01`
			: dayAfter(row.valid_until);
	if (from === null || to === null) {
		throw new EmissionFactorError('year: a factor has a year, or valid_from and valid_until');
	}
	if (from >= to) throw new EmissionFactorError('valid_until: must not be before valid_from');

	return {
		country: row.country.trim().toUpperCase(),
		year: row.year,
		microGramsPerKwh: value,
		method: row.method,
		source: row.source,
		from,
		to,
	};
}

function parseValue(text: string): bigint {
	try {
		const value = parseDecimal(text, FACTOR_PLACES);
		if (value >= 0n) return value;
	} catch {
		// the same message
	}

	throw new EmissionFactorError(
		`value: "${text}" is not a number from 0 on with at most ${FACTOR_PLACES} decimals`,
	);
}

function dayAfter(date: string): string {
	return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A factor for a day, and whether it is another time's because none is known of that day. */
export interface FactorOfDay {
	factor: EmissionFactor;
	isOfAnotherTime: boolean;
}

/**
 * How to find the factor of a day in a country. All days go by one method, that of the newest factor: factors of direct and of
 * life-cycle emissions must not meet in one sum. A day of which no factor is known goes by the latest before it, else by
 * the earliest after it.
 *
 * @returns what finds it; it finds nothing where the country has no factor
 */
export function factorFinder(
	table: readonly EmissionFactor[],
	country: string | null,
): (date: string) => FactorOfDay | undefined {
	const wanted = country?.trim().toUpperCase();
	const ofCountry = table
		.filter((factor) => factor.country === wanted)
		.toSorted((one, other) => compare(one.from, other.from) || compare(one.to, other.to));
	const newest = ofCountry.at(-1);
	const factors = ofCountry.filter(({ method }) => method === newest?.method);

	return (date) => {
		const own = factors.findLast(({ from, to }) => from <= date && date < to);
		if (own) return { factor: own, isOfAnotherTime: false };
		const other = factors.findLast(({ from }) => from <= date) ?? factors[0];

		return other && { factor: other, isOfAnotherTime: true };
	};
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}
