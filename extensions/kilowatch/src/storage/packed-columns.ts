/**
 * Thousands of rows as one row of long texts, a column each. The driver makes every cell of every row by itself, which takes
 * longer than the query and all of it on the thread that answers everybody; a text that is split is there at once.
 */
import type { Queryable } from './database.ts';

/** Between two cells; nothing that is read this way has one in it. */
const SEPARATOR = ',';

/**
 * Runs a query and gives its rows' cells as texts, column by column, in the rows' order; an empty text is null.
 *
 * @param query whose columns are numbers, dates, or words without a comma
 * @param columns names of its columns
 */
export async function readPackedColumns<Column extends string>(
	connection: Queryable,
	{ query, columns }: { query: string; columns: readonly Column[] },
	values: readonly unknown[],
): Promise<Record<Column, string[]>> {
	const packed = columns.map(
		(column) => `string_agg(coalesce(${column}::text, ''), '${SEPARATOR}') AS ${column}`,
	);
	const { rows } = await connection.query<Record<Column, string | null>>(
		`SELECT ${packed.join(', ')} FROM (${query}) page`,
		values,
	);
	const unpack = (text: string | null | undefined) => text?.split(SEPARATOR) ?? [];

	return Object.fromEntries(columns.map((column) => [column, unpack(rows[0]?.[column])])) as Record<
		Column,
		string[]
	>;
}

/** A cell of numbers that may be null. */
export function numberOrNull(cell: string | undefined): number | null {
	return cell === undefined || cell === '' ? null : Number(cell);
}
