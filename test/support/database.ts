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

/** Where the server is, if the run has one of this kind. */
export function givenServer(kind: TestDatabaseKind): DatabaseConnection | undefined {
	const serverUrl = process.env[serverVariables[kind]];

	return serverUrl ? parseConnectionUrl(serverUrl) : undefined;
}

/** Where the server is; throws when the run has none of this kind. */
export function testServer(kind: TestDatabaseKind): DatabaseConnection {
	const server = givenServer(kind);
	if (server === undefined) {
		throw new Error(
			`${serverVariables[kind]} is not set; npm test starts the servers, "npm test -- --only integration" too.`,
		);
	}

	return server;
}

/**
 * A database of its own on the server that `npm test` has started; `drop` removes it.
 *
 * @param template what it is a copy of; without one it is empty
 */
export async function createTestDatabase(
	kind = testDatabaseKind(),
	template?: string,
): Promise<TestDatabase> {
	const server = testServer(kind);
	const name = `kilowatch_test_${randomBytes(6).toString('hex')}`;
	const copied = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
	await withClient(server, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${copied}`));
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
