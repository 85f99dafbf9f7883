import type { Queryable } from '../database.ts';
import { InstallRefused } from './install-refused.ts';
import { collectionNames } from './names.ts';

/** Names of the collections that count for Directus' licence: registered, active, with a table, none of the system's. */
async function countedCollections(
	connection: Queryable,
	excludedTables: readonly string[],
): Promise<string[]> {
	const { rows } = await connection.query<{ collection: string }>(
		`SELECT k.collection
		FROM directus_collections k
		JOIN pg_class c ON c.relname = k.collection
			AND c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
		WHERE k.status = 'active' AND k.collection NOT LIKE 'directus\\_%' AND k.collection <> ALL ($1)`,
		[excludedTables],
	);

	return rows.map(({ collection }) => collection);
}

/** How many collections of the project count for the licence now. */
export async function countCollections(
	connection: Queryable,
	excludedTables: readonly string[],
): Promise<number> {
	return (await countedCollections(connection, excludedTables)).length;
}

/**
 * Directus locks a project that passes its licence's number of collections, so Kilowatch counts before it adds any.
 *
 * @param allowed the licence's number; `null` is unlimited
 * @throws InstallRefused naming both numbers
 */
export async function assertRoomForCollections(
	connection: Queryable,
	excludedTables: readonly string[],
	allowed: number | null,
): Promise<void> {
	if (allowed === null) return;
	const counted = await countedCollections(connection, excludedTables);
	const added = collectionNames.filter((name) => !counted.includes(name)).length;
	const total = counted.length + added;

	if (added > 0 && total > allowed) {
		throw new InstallRefused(
			`Directus’ licence allows ${allowed} collections. This project has ${counted.length}, and Kilowatch needs ${added} more, which makes ${total}. ` +
				'Nothing was changed. Remove or deactivate collections, or enter a licence key, then restart.',
		);
	}
}
