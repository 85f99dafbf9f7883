/** However many processes there are, the operator's limits are kept as the operator counts them, and used. */
import { afterEach, expect, test } from 'vitest';
import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { countRunsByStatus } from '../support/fleet.ts';
import { openScene, type Scene } from './scene.ts';

const METERS = 9;
/** Fewer than the meters' windows: while there is work, the hour's calls are the measure of it. */
const CALLS_PER_HOUR = 60;
const CALLS_PER_SECOND = 5;
const MEASURES = 'mesure_synchrone_auto';

let scene: Scene;

afterEach(() => scene.close());

/** Runs that are neither over nor put off. */
async function countRunsAtWork(): Promise<number> {
	const { rows } = await scene.schema.database.query(
		`SELECT FROM iot_sync_runs WHERE status IN ('queued', 'running') AND not_before IS NULL`,
	);

	return rows.length;
}

test.each([2, 4])('%i processes', async (count) => {
	scene = await openScene({
		meters: METERS,
		limits: {
			KILOWATCH_SANDBOX_CALLS_PER_SECOND: String(CALLS_PER_SECOND),
			KILOWATCH_SANDBOX_CALLS_PER_HOUR: String(CALLS_PER_HOUR),
		},
	});
	await scene.operator.control('calls', 'DELETE');
	await queueRuns(
		scene.schema.database,
		scene.fleet.map(({ device }) => device),
		'schedule',
	);
	const environment = {
		// as in production
		KILOWATCH_ENEDIS_CALLS_PER_SECOND: '',
		KILOWATCH_ENEDIS_CALLS_PER_HOUR: String(CALLS_PER_HOUR),
	};
	await Promise.all(Array.from({ length: count }, () => scene.start({ environment })));
	await expect.poll(countRunsAtWork, { timeout: 50_000, interval: 200 }).toBe(0);
	expect((await countRunsByStatus(scene.schema)).queued).toBeGreaterThan(0);

	const { total, last } = await scene.operator.control<{
		total: Record<string, number>;
		last: { api: string; at: string }[];
	}>('calls', 'GET');
	expect(total[MEASURES]).toBeLessThanOrEqual(CALLS_PER_HOUR);
	expect(total[MEASURES]).toBeGreaterThanOrEqual(0.95 * CALLS_PER_HOUR);
	const moments = last.filter(({ api }) => api === MEASURES).map(({ at }) => Date.parse(at));
	expect(moments).toHaveLength(total[MEASURES] ?? 0);
	for (const [index, moment] of moments.entries()) {
		const sixth = moments[index + CALLS_PER_SECOND];
		if (sixth !== undefined) expect(sixth - moment).toBeGreaterThanOrEqual(1000);
	}
	// A refusal, a 429, would have shut the API.
	const { rows } = await scene.schema.database.query(
		`SELECT name FROM kilowatch_internal.call_limits WHERE blocked_until > '-infinity'`,
	);
	expect(rows).toEqual([]);
	// Nobody asks again before there is room, an hour after the first call of the busy minute at the latest.
	const { rows: waits } = await scene.schema.database.query<{ soonest: number; latest: number }>(
		`SELECT min(extract(epoch FROM not_before - now()))::int AS soonest,
			max(extract(epoch FROM not_before - now()))::int AS latest FROM iot_sync_runs WHERE status = 'queued'`,
	);
	expect(waits[0]?.soonest).toBeGreaterThan(58 * 60);
	expect(waits[0]?.latest).toBeLessThanOrEqual(61 * 60);
});
