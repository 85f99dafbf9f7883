import type { RightsScope } from '../../shared/names.ts';
import { createTimescaleDb, detectDatabase } from '../capabilities.ts';
import type { Database, Queryable } from '../database.ts';
import type { Migration, MigrationContext } from '../migration.ts';
import { InstallRefused } from './install-refused.ts';
import { assertRoomForCollections } from './licence.ts';
import { removeModule } from './module-bar.ts';
import { collectionNames } from './names.ts';
import { register, unregister, unregisterGoneFields } from './register.ts';
import { applyReadingPolicies } from './retention.ts';
import { applyScope } from './rights.ts';
import { surveyProject } from './survey.ts';
import { areViewsCurrent, dropViews, makeViews } from '../views/make-views.ts';

/** A number that no other program locks on: "kilow". */
const LOCK = 0x6b_69_6c_6f_77;

export interface MigrateUpOptions {
	migrations: readonly Migration[];
	/** how wide people who are not admins see */
	scope: RightsScope;
	/** retention of readings in months */
	readingsMonths: number;
	/** tables that Directus leaves out (`DB_EXCLUDE_TABLES`) and that do not count for its licence */
	excludedTables: readonly string[];
	/** how many collections Directus' licence allows; `null` is unlimited. Asked only when something is to be made */
	collectionsAllowed: () => Promise<number | null>;
	warn: (message: string) => void;
}

interface Install extends MigrationContext {
	/** fields of an adopted `buildings` that Kilowatch registered */
	buildingFields: string[];
}

/**
 * Brings the schema up to date and the seeded policies to the scope, under a lock, so that any number of processes may
 * call it at once. All of it or nothing: one transaction.
 *
 * @returns the numbers of the migrations it ran; none when there was nothing to do
 * @throws InstallRefused when Kilowatch does not fit into the project
 */
export async function migrateUp(database: Database, options: MigrateUpOptions): Promise<number[]> {
	const { migrations, scope, readingsMonths, excludedTables, collectionsAllowed, warn } = options;
	assertHistory(migrations);

	return locked(database, async (connection) => {
		const applied = await readApplied(connection);
		assertNotNewer(applied, migrations);
		const pending = migrations.slice(applied.length);

		if (pending.length > 0 || !(await areViewsCurrent(connection))) {
			const grants = await dropViews(connection);
			if (pending.length > 0) {
				await assertRoomForCollections(connection, excludedTables, await collectionsAllowed());
				if (applied.length === 0) await install(database, connection, pending, warn);
				else await runUp(connection, pending, await readInstall(connection));
			}
			await makeViews(connection, grants);
		}
		await applyScope(connection, scope);
		const { hypertable, edition } = await detectDatabase(connection);
		if (hypertable && edition === 'community') await applyReadingPolicies(connection, readingsMonths);

		return pending.map(({ number }) => number);
	});
}

/**
 * Takes Kilowatch out of the project: its tables, its rows in Directus' tables, and its schema. What the project had
 * before stays, an adopted `buildings` with its rows among it. The TimescaleDB extension stays, too: others may use it.
 *
 * @param deleteData whether readings, consents and the audit log may be lost
 * @param to the migration to go back to, which stays; 0: all are taken back
 * @returns the numbers of the migrations taken back; none when Kilowatch was not there
 * @throws InstallRefused when data would be lost unasked, or the project's own tables point to ours
 */
export async function migrateDown(
	database: Database,
	{ migrations, deleteData, to = 0 }: { migrations: readonly Migration[]; deleteData: boolean; to?: number },
): Promise<number[]> {
	assertHistory(migrations);

	return locked(database, async (connection) => {
		const applied = await readApplied(connection);
		if (applied.length === 0) return [];
		assertNotNewer(applied, migrations);
		const found = await readInstall(connection);
		// They are made again by the next start.
		await dropViews(connection);
		if (to > 0) return stepBack(connection, migrations.slice(to, applied.length).toReversed(), found);
		const tables = collectionNames.filter((name) => !found.adoptedBuildings || name !== 'buildings');
		await assertNobodyPointsTo(connection, tables, found.addedBuildingColumns);
		if (!deleteData) await assertEmpty(connection, tables);

		await removeModule(connection);
		await unregister(connection, found.adoptedBuildings ? found : null);
		const undone = migrations.slice(0, applied.length).toReversed();
		for (const { down } of undone) await down(connection, found);
		await connection.query(`
			DROP TABLE kilowatch_internal.migrations, kilowatch_internal.install;
			DROP SCHEMA kilowatch_internal;
		`);

		return undone.map(({ number }) => number);
	});
}

/** Takes back the newest migrations, in the order given, and the fields that go with them. */
async function stepBack(
	connection: Queryable,
	migrations: readonly Migration[],
	context: MigrationContext,
): Promise<number[]> {
	for (const { number, down } of migrations) {
		await down(connection, context);
		await connection.query('DELETE FROM kilowatch_internal.migrations WHERE number = $1', [number]);
	}
	await unregisterGoneFields(connection);

	return migrations.map(({ number }) => number);
}

/** How many migrations the database has; 0 without Kilowatch. */
export async function countApplied(connection: Queryable): Promise<number> {
	return (await readApplied(connection)).length;
}

async function locked<Result>(
	database: Database,
	work: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
	return database.transaction(async (connection) => {
		await connection.query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK]);

		return work(connection);
	});
}

/**
 * The first time: looks around, makes the schema of what Directus must not see, and runs everything. That schema is not
 * called `kilowatch`, because a database role of that name would then find it before `public`, and Directus with it.
 */
async function install(
	database: Database,
	connection: Queryable,
	migrations: readonly Migration[],
	warn: (message: string) => void,
): Promise<void> {
	const { replaceable, ...survey } = await surveyProject(connection);
	// On a connection of its own: a server with the files but without the loaded library ends the connection.
	const failure = await database.session(createTimescaleDb);
	if (failure !== null) warn(failure);
	const { hypertable } = await detectDatabase(connection, { beforeInstall: true });

	await connection.query(`
		CREATE SCHEMA kilowatch_internal;
		CREATE TABLE kilowatch_internal.migrations (
			number integer PRIMARY KEY,
			name text NOT NULL,
			applied_at timestamptz NOT NULL DEFAULT now()
		);
		CREATE TABLE kilowatch_internal.install (
			only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
			building_key_type text NOT NULL,
			adopted_buildings boolean NOT NULL,
			added_building_columns text[] NOT NULL,
			building_fields text[] NOT NULL DEFAULT '{}',
			hypertable boolean NOT NULL,
			rights_scope text,
			-- what kilowatch:setup found in directus_settings, and left there
			module_bar_before jsonb,
			module_bar_after jsonb
		);
	`);
	await connection.query(
		`INSERT INTO kilowatch_internal.install (building_key_type, adopted_buildings, added_building_columns, hypertable)
		VALUES ($1, $2, $3, $4)`,
		[survey.buildingKeyType, survey.adoptedBuildings, survey.addedBuildingColumns, hypertable],
	);
	const constraints = await dropTables(connection, replaceable);
	await runUp(connection, migrations, { ...survey, hypertable, buildingFields: [] });
	for (const constraint of constraints) await connection.query(constraint);
}

async function runUp(
	connection: Queryable,
	migrations: readonly Migration[],
	context: Install,
): Promise<void> {
	for (const { number, name, up } of migrations) {
		await up(connection, context);
		await connection.query('INSERT INTO kilowatch_internal.migrations (number, name) VALUES ($1, $2)', [
			number,
			name,
		]);
	}
	const { buildingFields } = await register(connection, context.adoptedBuildings ? context : null);
	await connection.query(
		'UPDATE kilowatch_internal.install SET building_fields = building_fields || $1::text[]',
		[buildingFields],
	);
}

/** Drops empty tables; answers the statements that give other tables their foreign keys back. */
async function dropTables(connection: Queryable, tables: readonly string[]): Promise<string[]> {
	if (tables.length === 0) return [];
	const { rows } = await connection.query<{ table: string; name: string; definition: string }>(
		`SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
		FROM pg_constraint
		WHERE contype = 'f' AND confrelid = ANY ($1::regclass[]) AND conrelid <> ALL ($1::regclass[])`,
		[tables],
	);
	for (const { table, name } of rows) await connection.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
	await connection.query(`DROP TABLE ${tables.map((table) => `"${table}"`).join(', ')}`);

	return rows.map(
		({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`,
	);
}

async function readApplied(connection: Queryable): Promise<number[]> {
	const { rows: tables } = await connection.query<{ there: boolean }>(
		`SELECT to_regclass('kilowatch_internal.migrations') IS NOT NULL AS there`,
	);
	if (!tables[0]?.there) return [];
	const { rows } = await connection.query<{ number: number }>(
		'SELECT number FROM kilowatch_internal.migrations ORDER BY number',
	);

	return rows.map(({ number }) => number);
}

async function readInstall(connection: Queryable): Promise<Install> {
	const { rows } = await connection.query<Install>(`
		SELECT building_key_type AS "buildingKeyType", adopted_buildings AS "adoptedBuildings",
			added_building_columns AS "addedBuildingColumns", building_fields AS "buildingFields", hypertable
		FROM kilowatch_internal.install
	`);
	const [row] = rows;
	if (!row) throw new Error('The table kilowatch_internal.install has lost its row');

	return row;
}

/** @param ownColumns that Kilowatch has added to the project’s `buildings`: they go with it */
async function assertNobodyPointsTo(
	connection: Queryable,
	tables: readonly string[],
	ownColumns: readonly string[],
): Promise<void> {
	const { rows } = await connection.query<{ table: string }>(
		`SELECT DISTINCT conrelid::regclass::text AS table FROM pg_constraint
		JOIN pg_class c ON c.oid = conrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE contype = 'f' AND confrelid = ANY ($1::regclass[]) AND conrelid <> ALL ($1::regclass[])
			AND NOT (conrelid = to_regclass('buildings') AND conkey <@ ARRAY(
				SELECT attnum FROM pg_attribute WHERE attrelid = conrelid AND attname = ANY ($2)
			))
			AND n.nspname <> 'kilowatch_internal' AND n.nspname NOT LIKE '\\_timescaledb%'
		ORDER BY 1`,
		[tables, ownColumns],
	);
	if (rows.length === 0) return;

	throw new InstallRefused(
		`Tables of this project point to Kilowatch’s: ${rows.map(({ table }) => table).join(', ')}. ` +
			'Remove those relations first. Nothing was changed.',
	);
}

async function assertEmpty(connection: Queryable, tables: readonly string[]): Promise<void> {
	const filled: string[] = [];
	for (const table of tables) {
		const { rows } = await connection.query<{ filled: boolean }>(
			`SELECT EXISTS (SELECT 1 FROM "${table}") AS filled`,
		);
		if (rows[0]?.filled) filled.push(table);
	}
	if (filled.length === 0) return;

	throw new InstallRefused(
		`This would delete the rows of ${filled.join(', ')}. Add --delete-data if that is what you want. Nothing was changed.`,
	);
}

function assertNotNewer(applied: readonly number[], migrations: readonly Migration[]): void {
	if (applied.length <= migrations.length) return;

	throw new InstallRefused(
		`The database has ${applied.length} migrations and this version of Kilowatch knows ${migrations.length}: a newer one made it. Install that version again.`,
	);
}

/** A gap would let two databases of the same number differ. */
function assertHistory(migrations: readonly Migration[]): void {
	const wrong = migrations.findIndex(({ number }, index) => number !== index + 1);
	if (wrong !== -1) {
		throw new Error(`Migration ${migrations[wrong]?.number ?? '?'} stands where ${wrong + 1} is expected`);
	}
}
