import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeProgram, rootFolder } from '../../../scripts/paths.ts';
import { startService } from '../../../scripts/process/service.ts';
import { waitUntil } from '../../../scripts/process/wait-until.ts';
import { demoLimits, providerEnvironment } from '../../../scripts/sandbox.ts';

export interface SyncProcessOptions {
	databaseUrl: string;
	/** where the operator is */
	operatorUrl: string;
	/** ISO 8601 with offset: the moment at which the process' plans begin */
	now: string;
	/** how long a worker may be silent before its job is given to another one; default as in production */
	heartbeatSeconds?: number;
	/** more of Kilowatch's settings */
	environment?: NodeJS.ProcessEnv;
}

/** A process that works runs off, as a Directus does, until it is killed. There is no gentle end: the sync is crash-only. */
export interface SyncProcess {
	/** all that it has said so far */
	log(): string;
	kill(): Promise<void>;
}

/** Starts a process of the sync and waits until it works; its log goes with it when it is killed. */
export async function startSyncProcess(options: SyncProcessOptions): Promise<SyncProcess> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-sync-'));
	const service = await startService({
		name: 'sync',
		file: nodeProgram,
		arguments: [path.join(rootFolder, 'test/support/sync-process/program.ts')],
		environment: {
			PATH: process.env.PATH,
			...providerEnvironment(options.operatorUrl),
			...demoLimits.directus,
			KILOWATCH_TEST_DATABASE_URL: options.databaseUrl,
			KILOWATCH_TEST_NOW: options.now,
			KILOWATCH_TEST_HEARTBEAT_SECONDS: String(options.heartbeatSeconds ?? 60),
			...options.environment,
		},
		logFile: path.join(folder, 'sync.log'),
		stopSignal: 'SIGKILL',
	});
	const kill = async () => {
		await service.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await waitUntil(
			() => {
				if (service.hasEnded())
					throw new Error(`A process of the sync ended at its start:\n${service.log()}`);

				return Promise.resolve(/^ready/m.test(service.log()) ? true : undefined);
			},
			{
				timeoutMs: 60_000,
				intervalMs: 50,
				onTimeout: () => new Error(`A process of the sync did not start:\n${service.log()}`),
			},
		);
	} catch (error) {
		await kill();
		throw error;
	}

	return { log: () => service.log(), kill };
}
