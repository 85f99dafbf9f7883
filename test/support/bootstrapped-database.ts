/** Directus' bootstrap of an empty database takes five seconds and more: it is done once in a run, and copied from then on. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withClient, type DatabaseConnection } from '../../scripts/database/connection.ts';
import { prepareProject } from '../../scripts/directus/server.ts';
import { extensionsFolder } from '../../scripts/paths.ts';
import {
	createTestDatabase,
	givenServer,
	testDatabaseKind,
	testServer,
	type TestDatabase,
	type TestDatabaseKind,
} from './database.ts';

export const adminEmail = 'admin@example.com';
export const adminPassword = 'kilowatch-test';
export const adminToken = 'kilowatch-test-admin-token';

/** What Directus finds under `extensions/` while it is bootstrapped. */
type Extensions = 'bundle' | 'none';

/** How the templates of this run begin; set before the first suite starts, so that all of them share one. */
const runVariable = 'KILOWATCH_TEST_TEMPLATES';
/** Of whoever makes a template while others wait for it; the number has no meaning. */
const MAKING_LOCK = 7_114_331;

/** For vitest, before any suite: names the run's templates, and takes them away after it. */
export default function nameTemplates(): () => Promise<void> {
	const run = `kilowatch_template_${randomBytes(6).toString('hex')}`;
	process.env[runVariable] = run;

	return async () => {
		for (const server of [givenServer('timescaledb'), givenServer('postgresql')]) {
			if (server === undefined) continue;
			await withClient(server, async (client) => {
				const { rows } = await client.query<{ name: string }>(
					'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
					[run],
				);
				for (const { name } of rows) await dropDatabase(client, name);
			});
		}
	};
}

/** A database of a suite's own in which Directus has been bootstrapped, with or without the built bundle beside it. */
export async function createBootstrappedDatabase(
	extensions: Extensions,
	kind: TestDatabaseKind = testDatabaseKind(),
): Promise<TestDatabase> {
	const run = process.env[runVariable];
	if (run === undefined) {
		const database = await createTestDatabase(kind);
		await bootstrap(database.connection, extensions);

		return database;
	}
	const template = `${run}_${extensions}`;
	const server = testServer(kind);
	await withClient(server, async (client) => {
		await client.query('SELECT pg_advisory_lock($1)', [MAKING_LOCK]);
		if (!(await isMade(client, template)))
			await makeTemplate(client, { ...server, database: template }, extensions);
	});

	return createTestDatabase(kind, template);
}

/** One to which connections are allowed was left by who did not get to its end. */
async function isMade(client: pg.Client, template: string): Promise<boolean> {
	const { rowCount } = await client.query(
		'SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn',
		[template],
	);

	return rowCount === 1;
}

async function makeTemplate(
	client: pg.Client,
	connection: DatabaseConnection,
	extensions: Extensions,
): Promise<void> {
	await dropDatabase(client, connection.database);
	const name = pg.escapeIdentifier(connection.database);
	await client.query(`CREATE DATABASE ${name}`);
	await bootstrap(connection, extensions);
	// A database is copied only while nobody is in it, and TimescaleDB's launcher looks into every one it may.
	await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
	await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
		connection.database,
	]);
}

async function bootstrap(connection: DatabaseConnection, extensions: Extensions): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-bootstrap-'));
	try {
		await prepareProject({
			folder,
			database: connection,
			port: 0,
			extensionsPath: extensions === 'bundle' ? extensionsFolder : path.join(folder, 'extensions'),
			environment: { ADMIN_EMAIL: adminEmail, ADMIN_PASSWORD: adminPassword, ADMIN_TOKEN: adminToken },
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
	await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}
