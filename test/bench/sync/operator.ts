import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitForAnswer } from '../../../scripts/directus/server.ts';
import { nodeProgram } from '../../../scripts/paths.ts';
import { freePort } from '../../../scripts/process/ports.ts';
import { startService } from '../../../scripts/process/service.ts';

export interface BenchOperator {
	/** without a slash at its end */
	url: string;
	stop(): Promise<void>;
}

export async function startBenchOperator(): Promise<BenchOperator> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-bench-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const service = await startService({
		name: 'operator',
		file: nodeProgram,
		arguments: [path.join(import.meta.dirname, 'operator-process.ts')],
		environment: { ...process.env, PORT: String(port) },
		logFile: path.join(folder, 'operator.log'),
	});
	const stop = async () => {
		await service.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await waitForAnswer(service, `${url}/health`, 30_000);
	} catch (error) {
		await stop();
		throw error;
	}

	return { url, stop };
}
