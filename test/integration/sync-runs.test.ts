import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { syncIfDue } from '../../extensions/kilowatch/src/sync/nightly.ts';
import {
	advanceRun,
	claimRun,
	deferRun,
	endDeadRuns,
	finishRun,
	holdsRun,
	planRun,
	RunLost,
	queueRun,
	readLastRuns,
	readRun,
} from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import {
	startOauthTransaction,
	takeOauthTransaction,
} from '../../extensions/kilowatch/src/storage/oauth-transactions.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
let device: string;
let consent: string;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	await schema.database.query('DELETE FROM iot_sync_runs');
	await schema.database.query(`DELETE FROM kilowatch_internal.settings WHERE name = 'sync_schedule'`);
	await schema.database.query(`UPDATE iot_devices SET status = 'stopped'`);
	({ device, consent } = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0')));
});

describe('sync runs', () => {
	test('a device has one active run, however often and from wherever it is asked for', async () => {
		const runs = await Promise.all(
			Array.from({ length: 20 }, () => queueRun(schema.database, { device, trigger: 'manual' })),
		);

		expect(new Set(runs).size).toBe(1);
	});

	test('is claimed once', async () => {
		const run = await queueRun(schema.database, { device, trigger: 'manual' });
		const claims = await Promise.all(Array.from({ length: 8 }, () => claimRun(schema.database)));

		expect(claims.filter(Boolean)).toEqual([
			{ id: run, claim: 1, device, period: undefined, windowsDone: 0 },
		]);
	});

	test('is taken over from a worker that fell silent, and not before', async () => {
		const run = await queueRun(schema.database, {
			device,
			trigger: 'manual',
			period: { from: '2026-01-01', to: '2026-02-01' },
		});
		await claimRun(schema.database);
		const silentFor = (seconds: number) =>
			schema.database.query(
				'UPDATE iot_sync_runs SET heartbeat_at = now() - make_interval(secs => $2) WHERE id = $1',
				[run, seconds],
			);

		await silentFor(110);
		expect(await claimRun(schema.database)).toBeUndefined();
		await silentFor(130);
		expect(await claimRun(schema.database)).toEqual({
			id: run,
			claim: 2,
			device,
			period: { from: '2026-01-01', to: '2026-02-01' },
			windowsDone: 0,
		});
	});

	test('over which worker after worker has died is given up', async () => {
		const run = await queueRun(schema.database, { device, trigger: 'manual' });
		for (let worker = 0; worker < 4; worker += 1) {
			await endDeadRuns(schema.database);
			expect(await claimRun(schema.database)).toMatchObject({ id: run, claim: worker + 1 });
			await schema.database.query(
				`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '130 seconds' WHERE id = $1`,
				[run],
			);
		}
		await endDeadRuns(schema.database);

		expect(await claimRun(schema.database)).toBeUndefined();
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'failed', error_code: 'gave_up' });
	});

	test('is no longer a worker’s that was taken for dead', async () => {
		const run = await queueRun(schema.database, { device, trigger: 'manual' });
		const slow = await claimRun(schema.database);
		await schema.database.query(
			`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '130 seconds' WHERE id = $1`,
			[run],
		);
		const quick = await claimRun(schema.database);
		if (!slow || !quick) throw new Error('The run was not claimed');
		const step = { providerCalls: 1, rowsWritten: 1 };
		const result = { error_code: null, error_message: null, error_excerpt: null, finished_at: '2026-11-23' };

		expect([await holdsRun(schema.database, slow), await holdsRun(schema.database, quick)]).toEqual([
			false,
			true,
		]);
		await expect(advanceRun(schema.database, slow, step)).rejects.toThrow(RunLost);
		await expect(planRun(schema.database, slow, 9)).rejects.toThrow(RunLost);
		await deferRun(schema.database, slow, new Date(0), undefined);
		await finishRun(schema.database, slow, { ...result, status: 'failed' });
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'running', windows_done: 0 });
		await advanceRun(schema.database, quick, step);
		await finishRun(schema.database, quick, { ...result, status: 'succeeded' });
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'succeeded', windows_done: 1 });
	});

	test('of a file is no worker’s, and ends when its process fell silent', async () => {
		const { rows } = await schema.database.query<{ id: string }>(
			`INSERT INTO iot_sync_runs (device, trigger, status, started_at, heartbeat_at)
			 VALUES ($1, 'file', 'running', now(), now() - interval '110 seconds') RETURNING id`,
			[device],
		);
		const { id: run } = only(rows);

		await endDeadRuns(schema.database);
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'running' });
		await schema.database.query(
			`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '130 seconds' WHERE id = $1`,
			[run],
		);
		expect(await claimRun(schema.database)).toBeUndefined();
		await endDeadRuns(schema.database);
		expect(await readRun(schema.database, run)).toMatchObject({
			status: 'failed',
			error_code: 'interrupted',
		});
		expect(await queueRun(schema.database, { device, trigger: 'manual' })).not.toBe(run);
	});

	test('tells how far it is', async () => {
		const run = await queueRun(schema.database, { device, trigger: 'consent' });
		const claim = (await claimRun(schema.database))?.claim ?? 0;
		await advanceRun(schema.database, { id: run, claim }, { providerCalls: 1, rowsWritten: 336 });
		await advanceRun(schema.database, { id: run, claim }, { providerCalls: 1, rowsWritten: 0 });

		const state = await readRun(schema.database, run);
		expect(state).toMatchObject({
			id: run,
			device,
			trigger: 'consent',
			status: 'running',
			windows_done: 2,
			provider_calls: 2,
			rows_written: 336,
			finished_at: null,
		});
		expect((await readLastRuns(schema.database, [device])).get(device)).toEqual(state);
	});
});

describe('the nightly sync', () => {
	const plan = () => ({ database: schema.database, cron: '0 2 * * *', timeZone: 'Europe/Paris' });
	const evening = new Date('2026-11-22T20:00:00Z');
	const night = new Date('2026-11-23T01:00:00Z');

	test('queues every connected meter once, however many processes look', async () => {
		expect(await syncIfDue(plan(), evening)).toBeUndefined();
		const looks = await Promise.all(Array.from({ length: 8 }, () => syncIfDue(plan(), night)));

		expect(looks.filter((queued) => queued !== undefined)).toEqual([1]);
		expect(await claimRun(schema.database)).toMatchObject({ device });
	});

	test('makes up for a night on which nothing ran', async () => {
		await syncIfDue(plan(), evening);

		expect(await syncIfDue(plan(), new Date('2026-11-23T10:00:00Z'))).toBe(1);
		expect(await syncIfDue(plan(), new Date('2026-11-23T10:01:00Z'))).toBeUndefined();
	});

	test('leaves out meters that are stopped or whose consent has ended', async () => {
		await syncIfDue(plan(), evening);
		await schema.database.query(`UPDATE iot_consents SET status = 'revoked' WHERE id = $1`, [consent]);

		expect(await syncIfDue(plan(), night)).toBe(0);
	});

	test('makes up for a missed night also when the hour was changed meanwhile', async () => {
		await syncIfDue(plan(), evening);

		expect(await syncIfDue({ ...plan(), cron: '0 3 * * *' }, new Date('2026-11-23T10:00:00Z'))).toBe(1);
	});

	test('takes a new hour from the settings without running at once', async () => {
		await syncIfDue(plan(), evening);

		expect(await syncIfDue({ ...plan(), cron: '0 3 * * *' }, evening)).toBeUndefined();
		expect(await syncIfDue({ ...plan(), cron: '0 3 * * *' }, new Date('2026-11-23T02:00:00Z'))).toBe(1);
	});
});

describe('a consent on its way', () => {
	const transaction = { state: 'state', browserSecret: 'browser', provider: 'enedis' as const };
	const asked = { startedBy: null, scopes: ['daily' as const], textVersion: '1' };
	const start = () => startOauthTransaction(schema.database, { ...transaction, ...asked, consent });

	beforeEach(() => schema.database.query('DELETE FROM kilowatch_internal.oauth_transactions'));

	test('comes back once', async () => {
		await start();
		const taken = await Promise.all(
			Array.from({ length: 5 }, () => takeOauthTransaction(schema.database, transaction)),
		);

		expect(taken.filter(Boolean)).toEqual([{ consent, provider: 'enedis', ...asked }]);
	});

	test.each([
		['with another state', { state: 'other' }],
		['in another browser', { browserSecret: 'other' }],
		['from another operator', { provider: 'ores' as const }],
	])('does not come back %s', async (_, change) => {
		await start();

		expect(await takeOauthTransaction(schema.database, { ...transaction, ...change })).toBeUndefined();
	});

	test('does not come back after 15 minutes', async () => {
		await start();
		await schema.database.query(
			`UPDATE kilowatch_internal.oauth_transactions SET expires_at = expires_at - interval '15 minutes'`,
		);

		expect(await takeOauthTransaction(schema.database, transaction)).toBeUndefined();
	});

	test('is kept as hashes alone', async () => {
		await start();
		const { rows } = await schema.database.query('SELECT * FROM kilowatch_internal.oauth_transactions');

		expect(JSON.stringify(rows)).not.toMatch(/"state"|"browser"/);
	});
});
