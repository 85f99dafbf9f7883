import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
	connectionUrl,
	parseConnectionUrl,
	withClient,
	type DatabaseConnection,
} from '../../scripts/database/connection.ts';

export type TestDatabaseKind = 'timescaledb' | 'postgresql';

export interface TestDatabase {
	kind: TestDatabaseKind;
	connection: DatabaseConnection;
	url: string;
	drop(): Promise<void>;
}

const serverVariables = {
	timescaledb: 'KILOWATCH_TEST_TIMESCALEDB_URL',
	postgresql: 'KILOWATCH_TEST_POSTGRESQL_URL',
} as const;

/** What the suite runs on: `KILOWATCH_TEST_DATABASE_KIND`, by default TimescaleDB. */
export function testDatabaseKind(): TestDatabaseKind {
	const kind = process.env.KILOWATCH_TEST_DATABASE_KIND || 'timescaledb';
	if (kind !== 'timescaledb' && kind !== 'postgresql') {
		throw new Error(`KILOWATCH_TEST_DATABASE_KIND is timescaledb or postgresql, not ${kind}.`);
	}
	return kind;
}

/** An empty database of its own on the server that `npm test` has started; `drop` removes it. */
export async function createTestDatabase(kind = testDatabaseKind()): Promise<TestDatabase> {
	const variable = serverVariables[kind];
	const serverUrl = process.env[variable];
	if (!serverUrl) {
		throw new Error(
			`${variable} is not set; npm test starts the servers, "npm test -- --only integration" too.`,
		);
	}
	const server = parseConnectionUrl(serverUrl);
	const name = `kilowatch_test_${randomBytes(6).toString('hex')}`;
	await withClient(server, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
	const connection = { ...server, database: name };
	return {
		kind,
		connection,
		url: connectionUrl(connection),
		drop: async () => {
			// By force: background workers of TimescaleDB hold connections of their own.
			await withClient(server, (client) =>
				client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
			);
		},
	};
}
