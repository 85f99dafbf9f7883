import type { Queryable } from '../database.ts';
import type { BuildingKeyType } from '../migration.ts';
import { InstallRefused } from './install-refused.ts';
import { collectionNote } from './metadata.ts';
import { buildingColumns, collectionNames } from './names.ts';

/** What stands in the way or is to be taken over before Kilowatch has made anything. */
export interface Survey {
	buildingKeyType: BuildingKeyType;
	adoptedBuildings: boolean;
	addedBuildingColumns: string[];
	/** empty tables that a schema snapshot of a project with Kilowatch made: the migrations make them anew */
	replaceable: string[];
}

interface FoundTable {
	name: string;
	is_table: boolean;
	note: string | null;
}

const keyTypes: Readonly<Record<string, BuildingKeyType>> = {
	uuid: 'uuid',
	smallint: 'integer',
	integer: 'integer',
	bigint: 'bigint',
};

/**
 * Looks at a project that Kilowatch is new to.
 *
 * @throws InstallRefused when a table of ours is there and not ours, or `buildings` has a key we cannot point to
 */
export async function surveyProject(connection: Queryable): Promise<Survey> {
	const { rows: found } = await connection.query<FoundTable>(
		`SELECT c.relname AS name, c.relkind = 'r' AS is_table, k.note
		FROM pg_class c
		LEFT JOIN directus_collections k ON k.collection = c.relname
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
			AND c.relname = ANY ($1)
		ORDER BY c.relname`,
		[collectionNames],
	);
	const isOurs = ({ name, note }: FoundTable) => note === collectionNote(name);
	const buildings = found.find(({ name }) => name === 'buildings');
	const foreign = found.filter((table) => table.name !== 'buildings' && !isOurs(table));

	if (foreign.length > 0 || (buildings && !buildings.is_table)) {
		const names = (foreign.length > 0 ? foreign : found).map(({ name }) => name).join(', ');
		throw new InstallRefused(
			`This project already has ${names} of its own. Rename them, or keep Kilowatch in a project of its own.`,
		);
	}

	const replaceable = found.filter(isOurs).map(({ name }) => name);
	for (const table of replaceable) {
		const { rows } = await connection.query<{ filled: boolean }>(
			`SELECT EXISTS (SELECT 1 FROM "${table}") AS filled`,
		);
		if (rows[0]?.filled) {
			throw new InstallRefused(
				`The table ${table} came from a schema snapshot and already holds rows, so the migrations cannot make it anew. ` +
					'Empty it, or restore the database with its schema "kilowatch_internal".',
			);
		}
	}

	if (!buildings || isOurs(buildings)) {
		return { buildingKeyType: 'uuid', adoptedBuildings: false, addedBuildingColumns: [], replaceable };
	}

	return { ...(await surveyBuildings(connection)), adoptedBuildings: true, replaceable };
}

async function surveyBuildings(
	connection: Queryable,
): Promise<Pick<Survey, 'buildingKeyType' | 'addedBuildingColumns'>> {
	const { rows: columns } = await connection.query<{ name: string; type: string; is_key: boolean }>(`
		SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, i.indexrelid IS NOT NULL AS is_key
		FROM pg_attribute a
		LEFT JOIN pg_index i
			ON i.indrelid = a.attrelid AND i.indisprimary AND i.indnatts = 1 AND i.indkey[0] = a.attnum
		WHERE a.attrelid = 'buildings'::regclass AND a.attnum > 0 AND NOT a.attisdropped
	`);
	const key = columns.find(({ is_key }) => is_key);
	const buildingKeyType = key && keyTypes[key.type];

	if (key?.name !== 'id' || !buildingKeyType) {
		throw new InstallRefused(
			'The collection "buildings" of this project cannot be used: its primary key must be a column "id" of type uuid or integer' +
				(key ? `, and is "${key.name}" of type ${key.type}.` : '.'),
		);
	}
	const { rows: aliases } = await connection.query<{ field: string }>(
		`SELECT field FROM directus_fields WHERE collection = 'buildings'`,
	);
	const taken = new Set([...columns.map(({ name }) => name), ...aliases.map(({ field }) => field)]);

	return { buildingKeyType, addedBuildingColumns: buildingColumns.filter((column) => !taken.has(column)) };
}
