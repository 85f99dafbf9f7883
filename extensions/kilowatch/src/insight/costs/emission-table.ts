/** The emission factors of a project: its own, then those that are shipped. */
import {
	EmissionFactorError,
	parseFactor,
	type EmissionFactor,
	type WrittenFactor,
} from '../../domain/carbon/emission-factors.ts';
import { publishedFactors } from '../../domain/carbon/published-factors.ts';
import type { Queryable } from '../../storage/database.ts';

/** A factor of the project takes the place of a shipped one of the same country, method and time. */
export async function readEmissionTable(connection: Queryable): Promise<EmissionFactor[]> {
	const { rows } = await connection.query<WrittenFactor>(
		`SELECT country, year, value::text, unit, method, source, valid_from, valid_until
		 FROM iot_reference_values WHERE kind = 'emission_factor' ORDER BY id`,
	);
	const own = rows.flatMap((row) => {
		try {
			return [parseFactor(row)];
		} catch (error) {
			// Written by SQL: what cannot be a factor is none.
			if (error instanceof EmissionFactorError) return [];
			throw error;
		}
	});
	const taken = new Set(own.map(placeOf));

	return [...publishedFactors.filter((factor) => !taken.has(placeOf(factor))), ...own];
}

function placeOf({ country, method, from, to }: EmissionFactor): string {
	return [country, method, from, to].join('\n');
}
