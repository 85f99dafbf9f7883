import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { stopOldServer } from '../database/cluster.ts';
import { connectionUrl, withClient, type DatabaseConnection } from '../database/connection.ts';
import { removeDataFolder } from '../database/data-folder.ts';
import { giveDatabase, isDatabaseGiven } from '../database/given.ts';
import { dataLink, provideDatabase } from '../database/provide.ts';
import { isProcess } from '../process/processes.ts';
import { freePort } from '../process/ports.ts';
import { Unavailable } from '../process/unavailable.ts';

/** A database server for the suites: its admin URL, or why there is none. */
export type TestServerUrl = { url: string } | { missing: string };

export interface TestServers {
	timescaledb(): Promise<TestServerUrl>;
	postgresql(): Promise<TestServerUrl>;
	stop(): Promise<void>;
}

/** Servers are started when first asked for, on data of their own that goes when they stop. */
export function testServers(folder: string, log: (sentence: string) => void): TestServers {
	const stops: (() => Promise<void>)[] = [];
	const start = async (kind: 'debian' | 'embedded'): Promise<TestServerUrl> => {
		try {
			const database = await provideDatabase({ kind, folder, port: await freePort(), durable: false, log });
			stops.push(() => database.stop());
			return { url: connectionUrl(database.connection) };
		} catch (error) {
			if (error instanceof Unavailable) return { missing: error.message };
			throw error;
		}
	};
	const timescaledb = once(async () => {
		const given = process.env.KILOWATCH_TEST_TIMESCALEDB_URL;
		if (given) return { url: given };
		if (!isDatabaseGiven(process.env)) return start('debian');
		const { connection } = await giveDatabase(process.env);
		return (await hasTimescale(connection))
			? { url: connectionUrl(connection) }
			: { missing: 'the database that DB_* names has no TimescaleDB.' };
	});
	const postgresql = once(async () => {
		const given = process.env.KILOWATCH_TEST_POSTGRESQL_URL;
		return given ? { url: given } : start('embedded');
	});
	return {
		timescaledb,
		postgresql,
		async stop() {
			for (const stop of stops) await stop();
			await removeServerData(folder);
		},
	};
}

/** Stops and removes what killed test runs have left; each run's folder is named after its process. */
export async function removeOldRuns(parent: string): Promise<void> {
	for (const name of await readdir(parent).catch(() => [])) {
		if (!(await isProcess(Number(name), ['scripts/test.ts'])))
			await removeServerData(path.join(parent, name));
	}
}

async function removeServerData(folder: string): Promise<void> {
	for (const kind of ['debian', 'embedded'] as const) {
		await stopOldServer(dataLink(folder, kind));
		await removeDataFolder(dataLink(folder, kind));
	}
	await rm(folder, { recursive: true, force: true });
}

async function hasTimescale(connection: DatabaseConnection): Promise<boolean> {
	const { rowCount } = await withClient(connection, (client) =>
		client.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'`),
	);
	return rowCount === 1;
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
	let made: Promise<Result> | undefined;
	return () => (made ??= make());
}
