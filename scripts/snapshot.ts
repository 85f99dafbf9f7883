/**
 * `npm run snapshot` writes `snapshots/kilowatch.yaml` from a database that was just migrated; with `--check` it only says
 * whether the file is current. The server is the one of `KILOWATCH_TEST_POSTGRESQL_URL` or
 * `KILOWATCH_TEST_TIMESCALEDB_URL`, else one is started; the database is thrown away.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../extensions/kilowatch/src/storage/database.ts';
import { migrateUp } from '../extensions/kilowatch/src/storage/migrate/runner.ts';
import { migrations } from '../migrations/index.ts';
import { parseConnectionUrl, withClient, type DatabaseConnection } from './database/connection.ts';
import { prepareProject, runDirectusCommand } from './directus/server.ts';
import { rootFolder } from './paths.ts';
import { testServers } from './testing/servers.ts';

const snapshotFile = path.join(rootFolder, 'snapshots/kilowatch.yaml');

const head = `# Made by \`npm run snapshot\` from a migrated database: change the collections and the migrations, not this file.
# The migrations own the tables. Applied to an empty project, this only prepares what Kilowatch makes anew at its start.
`;

async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-snapshot-'));
	const servers = testServers(folder, console.log);

	try {
		const { KILOWATCH_TEST_TIMESCALEDB_URL: url } = process.env;
		const server = url && !process.env.KILOWATCH_TEST_POSTGRESQL_URL ? { url } : await servers.postgresql();
		if ('missing' in server) throw new Error(server.missing);
		const snapshot = await withDatabase(parseConnectionUrl(server.url), (connection) =>
			makeSnapshot(connection, folder),
		);
		await (process.argv.includes('--check') ? check(snapshot) : writeFile(snapshotFile, snapshot));
	} finally {
		await servers.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function makeSnapshot(connection: DatabaseConnection, folder: string): Promise<string> {
	// Without the bundle: tables and rows come from its sources.
	const project = { folder, database: connection, port: 0, extensionsPath: path.join(folder, 'extensions') };
	await prepareProject({
		...project,
		environment: { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: randomBytes(16).toString('hex') },
	});
	const database = openDatabase({ connection, maxConnections: 2, onIdleError: console.error });
	try {
		await migrateUp(database, {
			migrations,
			scope: 'all',
			readingsMonths: 24,
			excludedTables: [],
			collectionsAllowed: () => Promise.resolve(null),
			warn: console.warn,
		});
	} finally {
		await database.close();
	}

	const file = path.join(folder, 'snapshot.yaml');
	const { code, output } = await runDirectusCommand(project, ['schema', 'snapshot', '--yes', file]);
	if (code !== 0) throw new Error(`Directus made no snapshot:\n${output}`);

	return head + restrict(await readFile(file, 'utf8'));
}

/** Version 2 is a partial snapshot: applying it deletes none of a project's other collections. */
function restrict(snapshot: string): string {
	return snapshot
		.replace(/^version: 1$/m, 'version: 2')
		.replace(/^systemFields:\n(?: .*\n)+/m, 'systemFields: []\n');
}

async function check(snapshot: string): Promise<void> {
	const kept = await readFile(snapshotFile, 'utf8').catch(() => '');
	if (kept === snapshot) {
		console.log('snapshots/kilowatch.yaml is current.');

		return;
	}
	const lines = snapshot.split('\n');
	const first = kept.split('\n').findIndex((line, index) => line !== lines[index]);
	console.error(
		`snapshots/kilowatch.yaml is not what the migrations make, from line ${first + 1} (${lines[first]?.trim() ?? 'its end'}). Run: npm run snapshot`,
	);
	process.exitCode = 1;
}

async function withDatabase<Result>(
	server: DatabaseConnection,
	use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
	const database = `kilowatch_snapshot_${randomBytes(6).toString('hex')}`;
	const name = pg.escapeIdentifier(database);
	await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
	try {
		return await use({ ...server, database });
	} finally {
		await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
	}
}

await main();
