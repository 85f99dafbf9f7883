import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const started: ChildProcess[] = [];

function run(environment: Record<string, string>): ChildProcess {
	const child = spawn(process.execPath, [main], { env: { PORT: '0', ...environment } });
	started.push(child);

	return child;
}

/** The address that the sandbox prints when it is ready. */
async function ready(child: ChildProcess): Promise<string> {
	const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
	const address = /^Sandbox ready: (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1];
	if (address === undefined) throw new Error(line.toString());

	return address;
}

/** Exit code and what was written on standard error. */
async function failure(child: ChildProcess): Promise<[unknown, string]> {
	let text = '';
	child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];

	return [code, text.trim()];
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<unknown> {
	const closed = once(child, 'exit');
	child.kill(signal);

	return (await closed)[0];
}

describe('the sandbox as a program', { timeout: 20_000 }, () => {
	afterEach(() => {
		for (const child of started.splice(0)) child.kill('SIGKILL');
	});

	it('says when it is ready, answers, and stops at a signal', async () => {
		for (const signal of ['SIGTERM', 'SIGINT'] as const) {
			const child = run({ KILOWATCH_SANDBOX_NOW: '2020-05-05T12:00:00Z' });
			const address = await ready(child);
			expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok', meters: 42 });
			const { now } = (await (await fetch(`${address}/sandbox/clock`)).json()) as { now: string };
			expect(now).toMatch(/^2020-05-05T12:00:/);
			expect(await stop(child, signal)).toBe(0);
		}
	});

	it('leaves the test clients out, and serves one generation, when told so', async () => {
		const child = run({ KILOWATCH_SANDBOX_PERSONAS: 'false', KILOWATCH_SANDBOX_API: 'v5' });
		const address = await ready(child);
		expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok', meters: 30 });
		expect((await fetch(`${address}/mesure_synchrone_auto/v2/consommation_quotidienne`)).status).toBe(404);
		expect((await fetch(`${address}/metering_data_dc/v5/daily_consumption`)).status).toBe(401);
	});

	it('stops although a client keeps a half-sent request open', async () => {
		const child = run({});
		const { port } = new URL(await ready(child));
		const socket = connect(Number(port), '127.0.0.1');
		socket.on('error', () => undefined);
		socket.write('POST /oauth2/v3/token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n');
		await once(socket, 'connect');
		expect(await stop(child)).toBe(0);
		socket.destroy();
	});

	it('keeps consents over a restart when it has a state file', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'kilowatch-sandbox-'));
		const environment = { KILOWATCH_SANDBOX_STATE: join(folder, 'state.json') };
		const firstMeter = async (address: string): Promise<{ pointId: string; isShared: boolean }> => {
			const meters = (await (await fetch(`${address}/sandbox/meters`)).json()) as [
				{ pointId: string; isShared: boolean },
			];

			return meters[0];
		};

		const first = run(environment);
		const address = await ready(first);
		const { pointId, isShared } = await firstMeter(address);
		expect(isShared).toBe(false);
		await fetch(`${address}/dataconnect/v2/oauth2/authorize`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({
				client_id: 'sandbox-client',
				duration: 'P1Y',
				point_id: pointId,
				decision: 'approve',
			}),
		});
		await stop(first);

		expect(await firstMeter(await ready(run(environment)))).toMatchObject({ pointId, isShared: true });
		rmSync(folder, { recursive: true });
	});

	it('says in a sentence why it cannot start', async () => {
		const { port } = new URL(await ready(run({})));
		expect(await failure(run({ PORT: port }))).toEqual([
			1,
			`The sandbox cannot start: port ${port} is in use; choose another with PORT=…`,
		]);
		const [code, text] = await failure(run({ KILOWATCH_SANDBOX_DATA: '/nowhere.csv' }));
		expect(code).toBe(1);
		expect(text).toMatch(/^The sandbox cannot start: \/nowhere\.csv: ENOENT/);
	});
});
