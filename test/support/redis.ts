import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'node:net';
import { freePort } from '../../scripts/process/ports.ts';
import { startService } from '../../scripts/process/service.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { provideRedis } from '../../scripts/testing/redis.ts';

export interface RedisServer {
	/** as Directus' setting `REDIS` has it */
	url: string;
	stop(): Promise<void>;
}

/** A Redis of a suite's own that keeps nothing; undefined where none can be had, which in CI is a mistake. */
export async function startRedis(): Promise<RedisServer | undefined> {
	const program = await provideRedis();
	if (program === undefined) {
		if (process.env.CI === 'true') throw new Error('There is no Redis, and none can be installed.');

		return undefined;
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-redis-'));
	const port = await freePort();
	// By this name it serves, whichever of its names it was found under.
	const file = path.join(folder, 'redis-server');
	await symlink(program, file);
	const service = await startService({
		name: 'redis',
		file,
		arguments: [
			'--port',
			String(port),
			'--bind',
			'127.0.0.1',
			'--save',
			'',
			'--appendonly',
			'no',
			'--dir',
			folder,
		],
		logFile: path.join(folder, 'redis.log'),
	});
	const stop = async () => {
		await service.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await waitUntil(() => (service.hasEnded() ? fail(service.log()) : isListening(port)), {
			timeoutMs: 20_000,
			intervalMs: 50,
			onTimeout: () => new Error(`Redis does not answer:\n${service.log()}`),
		});
	} catch (error) {
		await stop();
		throw error;
	}

	return { url: `redis://127.0.0.1:${port}`, stop };
}

function fail(log: string): never {
	throw new Error(`Redis ended at its start:\n${log}`);
}

function isListening(port: number): Promise<true | undefined> {
	return new Promise((resolve) => {
		const socket = createConnection(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => {
			resolve(undefined);
		});
	});
}
