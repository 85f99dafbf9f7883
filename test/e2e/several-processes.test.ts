/** Two Directus processes on one database, with the built bundle: they share the meters, and each goes on with what the other has left. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncAnswer } from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { withClient } from '../../scripts/database/connection.ts';
import type { DirectusServer } from '../../scripts/directus/server.ts';
import { demoLimits } from '../../scripts/sandbox.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { connect } from '../support/holder.ts';

/** The sandbox remembers a hundred calls; these meters' are fewer, so each can be looked at. */
const METERS = 4;
/** How long a killed process' work may lie: its heartbeat, the looks after it and the pause before the next try. */
const TAKEOVER_MS = 120_000;

let server: TestServer;
let other: DirectusServer;
let building: string;
let pointIds: string[];

beforeAll(async () => {
	server = await startTestServer({
		sandboxEnvironment: demoLimits.sandbox,
		environment: {
			...demoLimits.directus,
			// Slow enough that both have work.
			KILOWATCH_ENEDIS_CALLS_PER_SECOND: '4',
			KILOWATCH_READINGS_MONTHS: '2',
			KILOWATCH_DAILY_MONTHS: '2',
		},
	});
	other = await server.startAnother();
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	const meters = await control<{ pointId: string; persona: unknown; consumption: boolean }[]>(
		'meters',
		'GET',
	);
	pointIds = meters
		.filter(({ persona, consumption }) => persona === null && consumption)
		.slice(0, METERS)
		.map(({ pointId }) => pointId);
});

afterAll(() => server.stop());

async function control<Answer>(path: string, method: string): Promise<Answer> {
	const answer = await fetch(`${server.sandbox?.url}/sandbox/${path}`, {
		method,
		headers: { Connection: 'close' },
	});

	return (await answer.json()) as Answer;
}

async function rowsOf<Row extends object>(statement: string): Promise<Row[]> {
	return withClient(server.database.connection, async (client) => (await client.query<Row>(statement)).rows);
}

async function statuses(): Promise<Record<string, number>> {
	const rows = await rowsOf<{ status: string; runs: number }>(
		'SELECT status, count(*)::int AS runs FROM iot_sync_runs GROUP BY status',
	);

	return Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
}

/** All that is stored, as far as it says nothing of when it was asked for. */
async function digest() {
	return rowsOf(`
		SELECT (SELECT md5(string_agg(r::text, '|' ORDER BY r.id)) FROM iot_readings r) AS readings,
			(SELECT count(*)::int FROM iot_readings) AS count,
			(SELECT md5(string_agg(d::text, '|' ORDER BY d.id)) FROM iot_daily d) AS days
	`);
}

test('each window is asked for once, whichever of them does it', async () => {
	await control('calls', 'DELETE');
	for (const pointId of pointIds) await connect(server, building, pointId);
	await expect.poll(statuses, { timeout: 90_000, interval: 500 }).toEqual({ succeeded: METERS });

	const { last } = await control<{ last: { api: string; path: string; query: string }[] }>('calls', 'GET');
	const windows = last.filter(({ api }) => api === 'mesure_synchrone_auto');
	expect(last.length).toBeLessThan(100);
	expect(new Set(windows.map(({ path, query }) => path + query)).size).toBe(windows.length);
	expect(await rowsOf('SELECT sum(windows_done)::int AS done FROM iot_sync_runs')).toEqual([
		{ done: windows.length },
	]);
	const [{ count } = { count: 0 }] = (await digest()) as { count: number }[];
	expect(count).toBeGreaterThan(METERS * 50 * 48);
});

test('the hours of the day are planned once', async () => {
	expect(await rowsOf('SELECT key FROM kilowatch_jobs.schedule ORDER BY key')).toEqual([
		{ key: 'alerts' },
		{ key: 'catch-up-1' },
		{ key: 'catch-up-2' },
		{ key: 'nightly' },
		{ key: 'notices' },
	]);
});

test(
	'the one that is left finishes what a killed one was at, and what is stored stays as it was',
	async () => {
		const before = await digest();
		const today = new Date().toISOString().slice(0, 10);
		const period = { from: new Date(Date.now() - 50 * 86_400_000).toISOString().slice(0, 10), to: today };
		const asked = await ask<SyncAnswer['data']>(server, `/kilowatch/buildings/${building}/linky/sync`, {
			method: 'POST',
			body: period,
		});
		expect(asked).toMatchObject({ status: 202 });
		await expect.poll(statuses, { timeout: 10_000, interval: 50 }).toMatchObject({ running: METERS });
		process.kill(server.directus.pid, 'SIGKILL');
		await server.directus.ended;

		await expect.poll(statuses, { timeout: TAKEOVER_MS, interval: 500 }).toEqual({ succeeded: METERS * 2 });
		expect(await digest()).toEqual(before);
		const [retried] = await rowsOf<{ jobs: number }>(
			`SELECT count(*)::int AS jobs FROM kilowatch_jobs.job WHERE name = 'sync-run' AND retry_count > 0`,
		);
		expect(retried?.jobs).toBeGreaterThan(0);
		expect((await fetch(`${other.url}/server/ping`)).status).toBe(200);

		await server.restart();
		for (const { run } of asked.data) {
			expect(await must(server, `/kilowatch/sync-runs/${run}`)).toMatchObject({
				status: 'succeeded',
				error_code: null,
			});
		}
	},
	TAKEOVER_MS + 60_000,
);
