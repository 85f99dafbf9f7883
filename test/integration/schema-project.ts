/** Databases with a bootstrapped Directus, for the tests of the schema. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	openDatabase,
	type Database,
	type Queryable,
} from '../../extensions/kilowatch/src/storage/database.ts';
import { migrateUp, type MigrateUpOptions } from '../../extensions/kilowatch/src/storage/migrate/runner.ts';
import { migrations } from '../../migrations/index.ts';
import type { DirectusProject } from '../../scripts/directus/environment.ts';
import { makeProjectFolder } from '../../scripts/directus/server.ts';
import { createBootstrappedDatabase } from '../support/bootstrapped-database.ts';
import type { TestDatabase } from '../support/database.ts';

export interface SchemaProject {
	/** a Directus without Kilowatch on a database of its own */
	copy(): Promise<{ database: Database; project: DirectusProject }>;
	drop(): Promise<void>;
}

export async function bootstrapSchemaProject(): Promise<SchemaProject> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-schema-'));
	const copies: { copy: TestDatabase; database: Database }[] = [];

	return {
		async copy() {
			const copy = await createBootstrappedDatabase('none');
			const database = openDatabase({
				connection: copy.connection,
				maxConnections: 3,
				onIdleError: () => undefined,
			});
			copies.push({ copy, database });
			const project: DirectusProject = {
				folder,
				database: copy.connection,
				port: 0,
				extensionsPath: path.join(folder, 'extensions'),
			};
			await makeProjectFolder(project);

			return { database, project };
		},
		async drop() {
			for (const { copy, database } of copies) {
				await database.close();
				await copy.drop();
			}
			await rm(folder, { recursive: true, force: true });
		},
	};
}

export function up(database: Database, options: Partial<MigrateUpOptions> = {}): Promise<number[]> {
	return migrateUp(database, {
		migrations,
		scope: 'all',
		readingsMonths: 24,
		excludedTables: [],
		collectionsAllowed: () => Promise.resolve(25),
		warn: (message) => {
			throw new Error(message);
		},
		...options,
	});
}

/** The shape of everything outside the servers' own schemas, and every row of Directus' tables and of `rowsOf`. */
export async function picture(connection: Queryable, rowsOf: readonly string[] = []): Promise<unknown> {
	const shape = await describeSchema(connection);
	const { rows: tables } = await connection.query<{ name: string }>(
		`SELECT tablename AS name FROM pg_tables
		WHERE schemaname = 'public' AND (tablename LIKE 'directus\\_%' OR tablename = ANY ($1)) ORDER BY 1`,
		[rowsOf],
	);
	const contents: Record<string, unknown> = {};
	for (const { name } of tables) {
		const { rows } = await connection.query<{ row: string }>(
			`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`,
		);
		contents[name] = rows.map(({ row }) => row);
	}

	return { shape, contents };
}

/** Columns, constraints, indexes, triggers and functions of the project and of Kilowatch, as sorted sentences. */
export async function describeSchema(connection: Queryable): Promise<string[]> {
	const { rows } = await connection.query<{ line: string }>(`
		WITH own AS (
			SELECT oid, nspname FROM pg_namespace
			WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT LIKE '%timescaledb%'
				AND nspname NOT IN ('information_schema', 'toolkit_experimental')
		), classes AS (
			SELECT c.* FROM pg_class c JOIN own ON own.oid = c.relnamespace
			WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
		)
		SELECT 'schema ' || nspname AS line FROM own
		UNION ALL
		SELECT format('column %s.%s %s %s default %s identity %s', a.attrelid::regclass, a.attname,
			format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
			pg_get_expr(d.adbin, d.adrelid), a.attidentity)
		FROM pg_attribute a
		JOIN classes c ON c.oid = a.attrelid AND c.relkind = 'r'
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE a.attnum > 0 AND NOT a.attisdropped
		UNION ALL
		SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
		FROM pg_constraint JOIN classes c ON c.oid = conrelid
		UNION ALL
		SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN classes c ON c.oid = i.indrelid
		UNION ALL
		SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN classes c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
		UNION ALL
		SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN own ON own.oid = p.pronamespace
		WHERE p.prokind = 'f' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
		UNION ALL
		SELECT format('sequence %s', c.oid::regclass) FROM classes c WHERE c.relkind = 'S'
		ORDER BY 1
	`);

	return rows.map(({ line }) => line);
}
