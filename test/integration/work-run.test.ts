/** What becomes of a run however its job ends. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Provider, WindowOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import { claimRun, queueRun, readRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { workRun } from '../../extensions/kilowatch/src/sync/work-run.ts';
import { createOperator, failure } from '../support/operator.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';
import { noTokens } from '../support/no-tokens.ts';

const now = () => new Date('2026-11-23T11:00:00Z');

let schema: SchemaForTest;
let device: string;
let logged: string[];

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	logged = [];
	await schema.database.query('DELETE FROM iot_sync_runs');
	({ device } = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0')));
	await schema.database.query(`UPDATE iot_devices SET history_floor = '2026-11-20' WHERE id = $1`, [device]);
});

function operator(answer: WindowOutcome): Provider {
	return createOperator({ fetchWindow: () => Promise.resolve(answer) });
}

/** Works one job of a run off, and answers how the run stands then. */
async function workOff(
	answer: WindowOutcome,
	finish: (run: string, status: string) => Promise<void> = async (run, status) => {
		await schema.database.query('UPDATE iot_sync_runs SET status = $2, finished_at = now() WHERE id = $1', [
			run,
			status,
		]);
	},
) {
	const run = await queueRun(schema.database, { device, trigger: 'manual' });
	await workRun(
		{
			database: schema.database,
			providers: new Map([['enedis', operator(answer)]]),
			retentionMonths: { totals: 36, curve: 24 },
			slice: undefined,
			...noTokens,
			now,
			log: (message) => logged.push(message),
			finish: (id, { status }) => finish(id, status),
		},
		run,
	);

	return readRun(schema.database, run);
}

test('a run ends as it went', async () => {
	expect(await workOff(failure('no_data', 'no_data_found'))).toMatchObject({ status: 'succeeded' });
	expect(logged).toEqual([]);
});

test('a run that the operator’s limit stops is put off, and not told as ended', async () => {
	const retryAt = new Date(Date.now() + 3_600_000);
	const told: string[] = [];
	const state = await workOff(failure('throttled', 'call_limit', { retryAt }), (run) => {
		told.push(run);

		return Promise.resolve();
	});

	expect(state).toMatchObject({ status: 'queued', not_before: retryAt.toISOString(), finished_at: null });
	expect(told).toEqual([]);
});

test('a run whose end cannot be told has ended all the same, once', async () => {
	let tries = 0;
	const refuse = () => {
		tries += 1;

		return Promise.reject(new Error('A Flow says no'));
	};

	expect(await workOff(failure('no_data', 'no_data_found'), refuse)).toMatchObject({ status: 'succeeded' });
	expect(tries).toBe(1);
	expect(logged).toEqual(['The end of a sync run could not be told']);
});

test('a fault of our own ends the run, and the worker goes on', async () => {
	// No provider answers so.
	const impossible = { kind: 'data', bytes: 1 } as unknown as WindowOutcome;

	expect(await workOff(impossible)).toMatchObject({ status: 'failed' });
	expect(logged).toEqual(['A sync run broke off']);
});

test('a run over which worker after worker has died is given up', async () => {
	const run = await queueRun(schema.database, { device, trigger: 'manual' });
	for (let worker = 0; worker < 4; worker += 1) {
		expect(await claimRun(schema.database, run)).toMatchObject({ claim: worker + 1 });
	}

	expect(await workOff({ kind: 'data', bytes: 1, series: [] })).toMatchObject({
		status: 'failed',
		windows_done: 0,
	});
});

test('a database that is away is no fault of the run: its job is tried again', async () => {
	const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
	const run = await queueRun(schema.database, { device, trigger: 'manual' });
	const lost = {
		...operator(failure('no_data', 'no_data_found')),
		fetchWindow: () => Promise.reject(away),
	};

	await expect(
		workRun(
			{
				database: schema.database,
				providers: new Map([['enedis', lost]]),
				retentionMonths: { totals: 36, curve: 24 },
				slice: undefined,
				...noTokens,
				now,
				log: (message) => logged.push(message),
				finish: () => Promise.resolve(),
			},
			run,
		),
	).rejects.toThrow('terminating');
	expect(await readRun(schema.database, run)).toMatchObject({ status: 'running' });
	expect(logged).toEqual([]);
});
