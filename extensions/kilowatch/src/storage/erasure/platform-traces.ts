import { forgetInText, forgetNames } from '../../domain/forget-names.ts';
import type { Json } from '../../domain/canonical-json.ts';
import type { Database, Queryable } from '../database.ts';
import { itemOfChannels } from '../item-of-channels.ts';
import type { DeviceKeys } from './erase-rows.ts';

/**
 * What Directus keeps beside our rows: who changed what (`directus_activity`, `directus_revisions`), comments, versions,
 * shares, notifications, bookmarks, panels, the last page somebody was on. Its tables are found by their columns, for it adds
 * some with every release.
 */

/** Rows that are changed in one statement. */
const BATCH = 200;

/** Where Directus keeps what was done and how something was before. */
const histories: readonly string[] = ['directus_revisions', 'directus_activity'];

/** Takes away what Directus has kept of readings and days that somebody wrote or changed by hand. */
export async function deleteHistoryOfValues(connection: Queryable, device: string): Promise<void> {
	const { rows } = await connection.query<{ id: number }>('SELECT id FROM iot_channels WHERE device = $1', [
		device,
	]);
	for (const table of await listPairTables(connection)) {
		await connection.query(
			`DELETE FROM ${table} WHERE ${itemOfChannels('', '$1::int[]')}
				AND collection <> 'iot_channels'`,
			[rows.map(({ id }) => id)],
		);
	}
}

/**
 * Takes away every row in Directus' own tables that is about the device or what hangs on it, and the names of these out of
 * what is about something else. Safe to repeat.
 *
 * @param also further keys that are gone with it, of reports and files
 */
export async function forgetDevice(
	database: Database,
	keys: DeviceKeys,
	also: readonly string[] = [],
): Promise<void> {
	const { device, pointId, channels, consents, runs, alerts } = keys;
	const names = [device, ...(pointId === null ? [] : [pointId]), ...consents, ...alerts, ...also];

	const isAbout = `(item = ANY ($1::text[]) OR ${itemOfChannels('', '$2::int[]')})`;
	const about = [[...names, ...runs], channels];
	const tables = await listPairTables(database);
	// What was written in a comment stands in the comment's own history, too: that goes before the comment does.
	for (const written of tables.filter((table) => !histories.includes(table))) {
		for (const history of tables.filter((table) => histories.includes(table))) {
			await database.query(
				`DELETE FROM ${history} WHERE collection = '${written}'
					AND item IN (SELECT id::text FROM ${written} WHERE ${isAbout})`,
				about,
			);
		}
	}
	for (const table of tables) await database.query(`DELETE FROM ${table} WHERE ${isAbout}`, about);
	await deleteLogsOfFlows(database, [...names, ...runs]);
	for (const column of await listTextColumns(database)) await forgetInColumn(database, column, names);
}

/** Directus' tables whose rows are about an item; revisions first, for they hang on activities. */
async function listPairTables(connection: Queryable): Promise<string[]> {
	const { rows } = await connection.query<{ name: string }>(
		`SELECT quote_ident(c.table_name) AS name FROM information_schema.columns c
		 JOIN information_schema.columns item ON item.table_schema = c.table_schema
			AND item.table_name = c.table_name AND item.column_name = 'item'
		 WHERE c.table_schema = current_schema() AND c.column_name = 'collection' AND c.table_name LIKE 'directus\\_%'
		 ORDER BY c.table_name DESC`,
	);

	return rows.map(({ name }) => name);
}

/** A Flow that keeps its log keeps in it whatever went through it: all of such an entry goes. */
async function deleteLogsOfFlows(connection: Queryable, names: readonly string[]): Promise<void> {
	const { rows } = await connection.query<{ isThere: boolean }>(
		`SELECT to_regclass('directus_revisions') IS NOT NULL AS "isThere"`,
	);
	if (!rows[0]?.isThere) return;
	await connection.query(
		`DELETE FROM directus_revisions WHERE collection IN ('directus_flows', 'directus_operations') AND EXISTS (
			SELECT FROM regexp_matches(concat(data, ' ', delta), '[0-9A-Za-z-]{14,36}', 'g') AS word
			WHERE word[1] = ANY ($1::text[])
		)`,
		[names],
	);
}

interface TextColumn {
	table: string;
	column: string;
	isJson: boolean;
}

async function listTextColumns(connection: Queryable): Promise<TextColumn[]> {
	const { rows } = await connection.query<TextColumn>(
		`SELECT quote_ident(c.table_name) AS "table", quote_ident(c.column_name) AS "column",
			c.data_type IN ('json', 'jsonb') AS "isJson"
		 FROM information_schema.columns c
		 JOIN information_schema.tables t USING (table_schema, table_name)
		 WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name LIKE 'directus\\_%'
			AND c.data_type IN ('json', 'jsonb', 'text', 'character varying')`,
	);

	return rows;
}

/** Row by row and page by page: of a long history only a little is in memory, and nobody waits for a lock. */
async function forgetInColumn(
	database: Database,
	{ table, column, isJson }: TextColumn,
	names: readonly string[],
): Promise<void> {
	const patterns = names.map((name) => `%${name}%`);
	for (let last: string | undefined = '(0,0)'; last !== undefined;) {
		const { rows }: { rows: { place: string; text: string }[] } = await database.query(
			`SELECT ctid::text AS place, ${column}::text AS text FROM ${table}
			 WHERE ctid > $2::tid AND ${column}::text LIKE ANY ($1::text[]) ORDER BY ctid LIMIT ${BATCH}`,
			[patterns, last],
		);
		for (const { place, text } of rows) {
			const rest = isJson
				? JSON.stringify(forgetNames(JSON.parse(text) as Json, names))
				: forgetInText(text, names);
			// Only where nobody has changed it since: who has, has moved it behind the rest, where it is found again.
			await database.query(
				`UPDATE ${table} SET ${column} = $1${isJson ? '::json' : ''} WHERE ctid = $2::tid AND ${column}::text = $3`,
				[rest, place, text],
			);
		}
		last = rows.at(-1)?.place;
	}
}
