/** Processes on one database share the work: nothing is asked twice, and the clock is one. */
import { afterEach, expect, test } from 'vitest';
import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { countRunsByStatus } from '../support/fleet.ts';
import { openScene, type Scene } from './scene.ts';

/** The sandbox remembers a hundred calls; these meters are fewer, so each call can be looked at. */
const METERS = 6;

let scene: Scene;

afterEach(() => scene.close());

interface SeenCalls {
	total: Record<string, number>;
	last: { path: string; query: string }[];
}

async function expectEachAskedOnce(): Promise<void> {
	const { total, last } = await scene.operator.control<SeenCalls>('calls', 'GET');
	const calls = Object.values(total).reduce((sum, one) => sum + one, 0);
	expect(last).toHaveLength(calls);
	expect(calls).toBeGreaterThan(METERS * 8);
	expect(new Set(last.map(({ path, query }) => path + query)).size).toBe(calls);

	const { rows } = await scene.schema.database.query<{ done: number; calls: number }>(
		`SELECT sum(windows_done)::int AS done, sum(provider_calls)::int AS calls FROM iot_sync_runs`,
	);
	// The contract is one call of the run's, and three APIs at the operator.
	expect(rows).toEqual([{ done: total.mesure_synchrone_auto, calls: calls - 2 * METERS }]);
}

test('two processes ask for each window once', async () => {
	scene = await openScene({ meters: METERS });
	await scene.operator.control('calls', 'DELETE');
	await queueRuns(
		scene.schema.database,
		scene.fleet.map(({ device }) => device),
		'schedule',
	);
	await Promise.all([scene.start(), scene.start()]);
	await expect
		.poll(() => countRunsByStatus(scene.schema), { timeout: 50_000, interval: 200 })
		.toEqual({ succeeded: METERS });
	await expectEachAskedOnce();
});

test('four processes are told the hour once, and ask for each window once', async () => {
	scene = await openScene({ meters: METERS });
	await scene.operator.control('calls', 'DELETE');
	const environment = { KILOWATCH_SYNC_CRON: '* * * * *' };
	const processes = await Promise.all(Array.from({ length: 4 }, () => scene.start({ environment })));
	await expect
		.poll(() => countRunsByStatus(scene.schema), { timeout: 110_000, interval: 200 })
		.toMatchObject({ succeeded: METERS });
	await expectEachAskedOnce();

	const { rows } = await scene.schema.database.query<{ minutes: number; jobs: number }>(
		`SELECT count(DISTINCT date_trunc('minute', created_on))::int AS minutes, count(*)::int AS jobs
		 FROM kilowatch_jobs.job WHERE name = 'sync-clock'`,
	);
	const [{ minutes, jobs } = { minutes: 0, jobs: 0 }] = rows;
	expect(minutes).toBeGreaterThan(0);
	expect(jobs).toBe(minutes);
	const told = processes.flatMap(
		(process) => process.log().match(/The nightly sync has queued 6 meters/g) ?? [],
	);
	expect(told).toHaveLength(1);
});
