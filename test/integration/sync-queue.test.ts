/** Runs as jobs of the queue, with several processes' workers on one database. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Provider, ProviderWindow } from '../../extensions/kilowatch/src/providers/provider.ts';
import { createJobQueue } from '../../extensions/kilowatch/src/jobs/job-queue.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { createSyncQueue, type SyncQueue } from '../../extensions/kilowatch/src/sync/sync-queue.ts';
import { createOperator, failure } from '../support/operator.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';
import { dataOf, FLOOR, noon } from '../support/synced-meter.ts';
import { noTokens } from '../support/no-tokens.ts';

const METERS = 12;

let schema: SchemaForTest;
let devices: string[];
let stops: (() => Promise<void>)[];
let logged: string[];
/** every call the operator has had, in their order */
let asked: string[];

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	stops = [];
	logged = [];
	asked = [];
	await schema.database.query('DELETE FROM iot_sync_runs');
	await schema.database.query(`UPDATE iot_devices SET status = 'stopped'`);
	devices = [];
	for (let meter = 0; meter < METERS; meter += 1) {
		const { device } = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
		devices.push(device);
	}
	await schema.database.query(`UPDATE iot_devices SET history_floor = $1 WHERE status = 'active'`, [FLOOR]);
});
afterEach(async () => {
	for (const stop of stops) await stop();
});

function operator(answer: (window: ProviderWindow) => ReturnType<typeof failure> | undefined): Provider {
	return createOperator({
		fetchWindow: async (window) => {
			asked.push(`${window.pointId} ${window.measure} ${window.from} ${window.to}`);
			// As long as an operator's answer takes at least: others have their turn meanwhile.
			await new Promise((resolve) => setTimeout(resolve, 5));

			return answer(window) ?? dataOf(window);
		},
	});
}

/** What a Directus process does of the sync, with connections of its own. */
async function startProcess({
	workers = 4,
	answer = () => undefined,
}: { workers?: number; answer?: Parameters<typeof operator>[0] } = {}): Promise<SyncQueue> {
	const database: Database = openDatabase({
		connection: { connectionString: schema.url },
		maxConnections: 4,
		onIdleError: () => undefined,
	});
	const syncs = createSyncQueue({
		database,
		queue: createJobQueue({ database, onError: ({ message }) => logged.push(message) }),
		providers: new Map([['enedis', operator(answer)]]),
		retentionMonths: { totals: 36, curve: 24 },
		...noTokens,
		slice: { windows: 2, durationMs: 10_000, pausesMs: [] },
		workers,
		cron: '0 2 * * *',
		timeZone: 'Europe/Paris',
		now: () => noon,
		random: () => 0,
		log: (message) => logged.push(message),
		tell: () => undefined,
		finish: async (run, { status, error_code, finished_at }) => {
			await database.query(
				'UPDATE iot_sync_runs SET status = $2, error_code = $3, finished_at = $4 WHERE id = $1',
				[run, status, error_code, finished_at],
			);
		},
		afterNightly: () => Promise.resolve(),
		errands: [],
	});
	stops.push(async () => {
		await syncs.stop();
		await database.close();
	});
	await syncs.start();

	return syncs;
}

async function statuses(): Promise<Record<string, number>> {
	const { rows } = await schema.database.query<{ status: string; runs: number }>(
		'SELECT status, count(*)::int AS runs FROM iot_sync_runs GROUP BY status',
	);

	return Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
}

const allDone = () =>
	expect.poll(statuses, { timeout: 30_000, interval: 100 }).toEqual({ succeeded: METERS });

test('processes that start at once share the runs: each window is asked once, and nothing is left over', async () => {
	const [first] = await Promise.all([startProcess(), startProcess(), startProcess()]);
	await queueRuns(schema.database, devices, 'schedule');
	first.wake();
	await allDone();

	expect(asked).toHaveLength(METERS * 4);
	expect(new Set(asked).size).toBe(asked.length);
	expect(logged).toEqual([]);
	const { rows } = await schema.database.query(
		`SELECT FROM iot_sync_runs WHERE windows_done <> windows_total OR provider_calls <> 4`,
	);
	expect(rows).toEqual([]);
});

test('the last days of every meter come before anybody’s history', async () => {
	const syncs = await startProcess({ workers: 1 });
	await queueRuns(schema.database, devices, 'schedule');
	syncs.wake();
	await allDone();

	const isHistory = asked.map((call) => / load_curve .* 2026-11-(09|16)$/.test(call));
	expect(isHistory.indexOf(true)).toBe(METERS * 2);
	expect(isHistory.slice(METERS * 2)).not.toContain(false);
});

test('what another process has asked for is found without a word', async () => {
	await startProcess();
	const other = await startProcess({ workers: 0 });
	await queueRuns(schema.database, devices, 'schedule');
	other.wake();

	await allDone();
});

test('what the operator’s limit has put off goes on by itself', async () => {
	const refused = new Set<string>();
	const retryAt = new Date(Date.now() + 1500);
	const syncs = await startProcess({
		answer: ({ pointId }) => {
			if (refused.has(pointId)) return undefined;
			refused.add(pointId);

			return failure('throttled', 'call_limit', { retryAt });
		},
	});
	await queueRuns(schema.database, devices, 'schedule');
	syncs.wake();

	await expect.poll(statuses, { timeout: 10_000, interval: 50 }).toEqual({ queued: METERS });
	await allDone();
	expect(Date.now()).toBeGreaterThanOrEqual(retryAt.getTime());
});

test('runs whose jobs are gone are found and sent again', async () => {
	const idle = await startProcess({ workers: 0 });
	await queueRuns(schema.database, devices, 'schedule');
	await idle.lookAfter();
	await schema.database.query('DELETE FROM kilowatch_jobs.job');
	await idle.lookAfter();
	const jobs = async () =>
		(await schema.database.query(`SELECT FROM kilowatch_jobs.job WHERE name = 'sync-run'`)).rows.length;

	// They may only just have been taken; after five minutes nobody has them.
	expect(await jobs()).toBe(0);
	await schema.database.query(
		`UPDATE kilowatch_internal.run_queue SET sent_at = sent_at - interval '6 minutes'`,
	);
	await idle.lookAfter();
	expect(await jobs()).toBe(METERS);
	await idle.lookAfter();
	expect(await jobs()).toBe(METERS);
});

test('the clock is told once, however many processes there are, and a changed hour replaces the old one', async () => {
	await Promise.all([startProcess(), startProcess()]);
	const { rows } = await schema.database.query(
		`SELECT key, cron, timezone, options ->> 'missed' AS missed FROM kilowatch_jobs.schedule ORDER BY key`,
	);

	expect(rows).toEqual([
		{ key: 'catch-up-1', cron: '30 9 * * *', timezone: 'Europe/Paris', missed: 'skip' },
		{ key: 'catch-up-2', cron: '30 13 * * *', timezone: 'Europe/Paris', missed: 'skip' },
		{ key: 'nightly', cron: '0 2 * * *', timezone: 'Europe/Paris', missed: 'once' },
	]);
});

test('the night is made up for once when everything was down', async () => {
	await (await startProcess({ workers: 0 })).stop();
	// The night came while nothing ran.
	await schema.database.query(
		`UPDATE kilowatch_jobs.schedule SET created_on = created_on - interval '2 days';
		 UPDATE kilowatch_jobs.version SET cron_on = now() - interval '2 days'`,
	);
	await Promise.all([startProcess(), startProcess()]);

	await expect.poll(statuses, { timeout: 55_000, interval: 500 }).toEqual({ succeeded: METERS });
	expect(asked).toHaveLength(METERS * 4);
});
