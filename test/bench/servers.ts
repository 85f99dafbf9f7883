import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { stopOldServer } from '../../scripts/database/cluster.ts';
import { connectionUrl, type ProvidedDatabase } from '../../scripts/database/connection.ts';
import { removeDataFolder } from '../../scripts/database/data-folder.ts';
import { dataLink, provideDatabase } from '../../scripts/database/provide.ts';
import { keptFolder } from '../../scripts/paths.ts';
import { isProcess } from '../../scripts/process/processes.ts';
import { freePort } from '../../scripts/process/ports.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import type { BenchOptions } from './options.ts';

export interface BenchServers {
	/** Directus with the built bundle, on a database of its own */
	start(): Promise<TestServer>;
	/** ends everything, also what is only half started, and removes the data */
	stop(): Promise<void>;
}

const runsFolder = path.join(keptFolder, 'bench');

/** A database server that keeps what it says it has written, unlike the ones of the tests, and Directus on it. */
export function benchServers(
	database: BenchOptions['database'],
	log: (sentence: string) => void,
): BenchServers {
	const folder = path.join(runsFolder, String(process.pid));
	let providing: Promise<ProvidedDatabase> | undefined;
	let starting: Promise<TestServer> | undefined;

	return {
		async start() {
			await removeOldRuns();
			log('Starting the database.');
			providing = freePort().then((port) =>
				provideDatabase({ kind: database && kindOf[database], folder, port, log }),
			);
			const { connection } = await providing;
			// Test support makes a database of its own on the server that this names, and drops it.
			process.env.KILOWATCH_TEST_TIMESCALEDB_URL = connectionUrl(connection);
			log('Starting Directus on an empty database.');
			starting = startTestServer({ kind: 'timescaledb', sandbox: false });

			return starting;
		},
		async stop() {
			await starting?.then((server) => server.stop()).catch(() => undefined);
			await providing?.then((provided) => provided.stop()).catch(() => undefined);
			await removeRun(folder);
		},
	};
}

const kindOf = { timescaledb: 'debian', postgresql: 'embedded', given: 'given' } as const;

/** Each run's folder is named after its process; a killed one could not clear up. */
async function removeOldRuns(): Promise<void> {
	for (const name of await readdir(runsFolder).catch(() => [])) {
		if (!(await isProcess(Number(name), ['test/bench/main.ts'])))
			await removeRun(path.join(runsFolder, name));
	}
}

async function removeRun(folder: string): Promise<void> {
	for (const kind of ['debian', 'embedded'] as const) {
		await stopOldServer(dataLink(folder, kind));
		await removeDataFolder(dataLink(folder, kind));
	}
	await rm(folder, { recursive: true, force: true });
}
