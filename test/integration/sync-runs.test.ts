import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queueCatchUpRuns, queueNightlyRuns } from '../../extensions/kilowatch/src/sync/schedule-runs.ts';
import {
	advanceRun,
	claimRun,
	continueRun,
	endDeadImports,
	finishRun,
	holdsRun,
	planRun,
	RunLost,
	queueRun,
	readLastRuns,
	readRun,
	queueRuns,
	takeUnsentRuns,
	type ClaimedRun,
} from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import {
	startOauthTransaction,
	takeOauthTransaction,
} from '../../extensions/kilowatch/src/storage/oauth-transactions.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { noTokens } from '../support/no-tokens.ts';

/** The rest of a run's end, where nothing went wrong. */
const noError = { error_code: null, error_message: null, error_excerpt: null, finished_at: '2026-11-23' };

let schema: SchemaForTest;
let device: string;
let consent: string;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	await schema.database.query('DELETE FROM iot_sync_runs');
	await schema.database.query(`UPDATE iot_devices SET status = 'stopped'`);
	({ device, consent } = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0')));
});

async function claimAgain(run: string): Promise<ClaimedRun> {
	const claimed = await claimRun(schema.database, run);
	if (!claimed) throw new Error('The run is over already');

	return claimed;
}

describe('sync runs', () => {
	test('a device has one active run, however often and from wherever it is asked for', async () => {
		const runs = await Promise.all(
			Array.from({ length: 20 }, () => queueRun(schema.database, { device, trigger: 'manual' })),
		);

		expect(new Set(runs).size).toBe(1);
	});

	test('is claimed by its job, and by the next one when that has died', async () => {
		const first = await askAndClaim(schema.database, {
			device,
			trigger: 'manual',
			period: { from: '2026-01-01', to: '2026-02-01' },
		});
		const expected = {
			id: first.id,
			claim: 1,
			device,
			period: { from: '2026-01-01', to: '2026-02-01' },
			windowsDone: 0,
			lane: 'fresh',
			progress: undefined,
			takeovers: 0,
		};

		expect(first).toEqual(expected);
		expect(await claimRun(schema.database, first.id)).toEqual({ ...expected, claim: 2, takeovers: 1 });
	});

	test('counts the deaths since it last came further: a call without new rows is no progress', async () => {
		const first = await askAndClaim(schema.database, { device, trigger: 'manual' });
		const second = await claimAgain(first.id);
		expect(second.takeovers).toBe(1);
		await advanceRun(schema.database, second, { providerCalls: 1, rowsWritten: 0 });
		const third = await claimAgain(first.id);
		expect(third.takeovers).toBe(2);
		await advanceRun(schema.database, third, { providerCalls: 1, rowsWritten: 336 });

		expect((await claimAgain(first.id)).takeovers).toBe(1);
	});

	test('goes on with what its last job has left, which is no death', async () => {
		const claimed = await askAndClaim(schema.database, { device, trigger: 'manual' });
		const rest = { lane: 'backfill', progress: { wasAnswered: true } } as const;
		await continueRun(schema.database, claimed, { ...rest, notBefore: undefined });

		expect(await readRun(schema.database, claimed.id)).toMatchObject({ status: 'running' });
		expect(await claimRun(schema.database, claimed.id)).toMatchObject({
			claim: 2,
			takeovers: 0,
			period: undefined,
			lane: 'backfill',
			progress: { wasAnswered: true },
		});
	});

	test('that nobody needs any more is not claimed', async () => {
		const claimed = await askAndClaim(schema.database, { device, trigger: 'manual' });
		await finishRun(schema.database, claimed, { ...noError, status: 'succeeded' });

		expect(await claimRun(schema.database, claimed.id)).toBeUndefined();
	});

	test('are sent once, in the order in which they were asked for', async () => {
		const { device: other } = await schema.addMeter();
		const runs = [
			await queueRun(schema.database, { device, trigger: 'manual' }),
			await queueRun(schema.database, {
				device: other,
				trigger: 'manual',
				period: { from: '2026-01-01', to: '2026-02-01' },
			}),
		];
		const takes = await Promise.all(
			Array.from({ length: 4 }, () =>
				schema.database.transaction((connection) => takeUnsentRuns(connection, 10)),
			),
		);

		// Takers at the same moment may have one each; whose is which says nothing.
		const taken = takes.flat().toSorted((one, other) => runs.indexOf(one.run) - runs.indexOf(other.run));
		expect(taken).toEqual([
			{ run: runs[0], lane: 'fresh', isAskedFor: false, notBefore: null },
			{ run: runs[1], lane: 'fresh', isAskedFor: true, notBefore: null },
		]);

		await schema.database.query('UPDATE kilowatch_internal.run_queue SET sent_at = NULL');
		const again = await schema.database.transaction((connection) => takeUnsentRuns(connection, 10));
		expect(again.map(({ run }) => run)).toEqual(runs);
	});

	test('whose sending broke off are sent by the next one', async () => {
		const run = await queueRun(schema.database, { device, trigger: 'manual' });
		await expect(
			schema.database.transaction(async (connection) => {
				await takeUnsentRuns(connection, 10);
				throw new Error('The process is gone');
			}),
		).rejects.toThrow();
		const sent = await schema.database.transaction((connection) => takeUnsentRuns(connection, 10));

		expect(sent.map((one) => one.run)).toEqual([run]);
	});

	test('of many devices are asked for at once, none twice', async () => {
		const { device: other } = await schema.addMeter();
		const running = await queueRun(schema.database, { device, trigger: 'manual' });

		expect(await queueRuns(schema.database, [device, other], 'schedule')).toBe(1);
		expect(await queueRuns(schema.database, [device, other], 'schedule')).toBe(0);
		expect((await readLastRuns(schema.database, [device])).get(device)?.id).toBe(running);
	});

	test('is no longer a worker’s that was taken for dead', async () => {
		const slow = await askAndClaim(schema.database, { device, trigger: 'manual' });
		const quick = await claimRun(schema.database, slow.id);
		if (!quick) throw new Error('The run was not claimed');
		const run = slow.id;
		const step = { providerCalls: 1, rowsWritten: 1 };

		expect([await holdsRun(schema.database, slow), await holdsRun(schema.database, quick)]).toEqual([
			false,
			true,
		]);
		await expect(advanceRun(schema.database, slow, step)).rejects.toThrow(RunLost);
		await expect(planRun(schema.database, slow, 9)).rejects.toThrow(RunLost);
		await continueRun(schema.database, slow, {
			lane: 'backfill',
			progress: {},
			notBefore: new Date(0),
		});
		await finishRun(schema.database, slow, { ...noError, status: 'failed' });
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'running', windows_done: 0 });
		await advanceRun(schema.database, quick, step);
		await finishRun(schema.database, quick, { ...noError, status: 'succeeded' });
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'succeeded', windows_done: 1 });
	});

	test('of a file is no worker’s, and ends when its process fell silent', async () => {
		const { rows } = await schema.database.query<{ id: string }>(
			`INSERT INTO iot_sync_runs (device, trigger, status, started_at, heartbeat_at)
			 VALUES ($1, 'file', 'running', now(), now() - interval '110 seconds') RETURNING id`,
			[device],
		);
		const { id: run } = only(rows);

		await endDeadImports(schema.database);
		expect(await readRun(schema.database, run)).toMatchObject({ status: 'running' });
		await schema.database.query(
			`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '130 seconds' WHERE id = $1`,
			[run],
		);
		expect(await claimRun(schema.database, run)).toBeUndefined();
		await endDeadImports(schema.database);
		expect(await readRun(schema.database, run)).toMatchObject({
			status: 'failed',
			error_code: 'interrupted',
		});
		expect(await queueRun(schema.database, { device, trigger: 'manual' })).not.toBe(run);
	});

	test('tells how far it is', async () => {
		const { id: run, claim } = await askAndClaim(schema.database, { device, trigger: 'consent' });
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

describe('what the clock asks for', () => {
	const waiting = async () => {
		const { rows } = await schema.database.query<{ device: string; not_before: Date | null }>(
			`SELECT device, not_before FROM iot_sync_runs WHERE status = 'queued' AND trigger = 'schedule'`,
		);

		return rows;
	};

	test('at night is every connected meter', async () => {
		expect(await queueNightlyRuns(schema.database)).toBe(1);
		expect(await waiting()).toEqual([{ device, not_before: null }]);
	});

	test('leaves out meters that are stopped or whose consent has ended', async () => {
		await schema.database.query(`UPDATE iot_consents SET status = 'revoked' WHERE id = $1`, [consent]);

		expect(await queueNightlyRuns(schema.database)).toBe(0);
	});

	test('in the morning is what still lacks yesterday, spread over twenty minutes', async () => {
		const now = new Date('2026-11-23T08:30:00Z');
		const catchUp = () => queueCatchUpRuns(schema.database, now, 'Europe/Paris', () => 0.5);
		const yesterday = (status: string) =>
			schema.database.query(
				`INSERT INTO iot_daily (id, channel, date, status)
				 SELECT id::bigint * 1048576 + (DATE '2026-11-22' - DATE '1970-01-01'), id, '2026-11-22', $2
				 FROM iot_channels WHERE device = $1
				 ON CONFLICT (id) DO UPDATE SET status = excluded.status`,
				[device, status],
			);

		await yesterday('complete');
		expect(await catchUp()).toBe(0);
		await yesterday('final');
		expect(await catchUp()).toBe(0);
		await yesterday('partial');
		expect(await catchUp()).toBe(1);
		expect(await waiting()).toEqual([{ device, not_before: new Date('2026-11-23T08:40:00Z') }]);
	});
});

describe('a consent on its way', () => {
	const transaction = { state: 'state', browserSecret: 'browser', provider: 'enedis' as const };
	const asked = { startedBy: null, scopes: ['daily' as const], textVersion: '1' };
	const start = () =>
		startOauthTransaction(schema.database, noTokens.vault, { ...transaction, ...asked, consent });

	beforeEach(() => schema.database.query('DELETE FROM kilowatch_internal.oauth_transactions'));

	test('comes back once', async () => {
		await start();
		const taken = await Promise.all(
			Array.from({ length: 5 }, () => takeOauthTransaction(schema.database, noTokens.vault, transaction)),
		);

		expect(taken.filter(Boolean)).toEqual([{ consent, provider: 'enedis', invitation: null, ...asked }]);
	});

	test.each([
		['with another state', { state: 'other' }],
		['in another browser', { browserSecret: 'other' }],
		['from another operator', { provider: 'ores' as const }],
	])('does not come back %s', async (_, change) => {
		await start();

		expect(
			await takeOauthTransaction(schema.database, noTokens.vault, { ...transaction, ...change }),
		).toBeUndefined();
	});

	test('does not come back after 15 minutes', async () => {
		await start();
		await schema.database.query(
			`UPDATE kilowatch_internal.oauth_transactions SET expires_at = expires_at - interval '15 minutes'`,
		);

		expect(await takeOauthTransaction(schema.database, noTokens.vault, transaction)).toBeUndefined();
	});

	test('is kept as hashes alone', async () => {
		await start();
		const { rows } = await schema.database.query('SELECT * FROM kilowatch_internal.oauth_transactions');

		expect(JSON.stringify(rows)).not.toMatch(/"state"|"browser"/);
	});
});
