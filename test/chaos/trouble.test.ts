/** One meter's or one API's trouble is nobody else's: the others finish meanwhile, consents stay, and recovery needs no hand. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { startRecordingProxy, type RecordingProxy, type Trouble } from '../support/recording-proxy.ts';
import { openScene, type Scene } from './scene.ts';

/** What each of the meters in trouble gets for every measure, and how its run ends. */
const troubles: readonly [Trouble, string, string | null][] = [
	['nothing', 'partial', 'timeout'],
	['closed', 'partial', 'unreachable'],
	['half_body', 'partial', 'unreachable'],
	['garbage', 'failed', 'unreadable_body'],
	['text_500', 'partial', 'http_500'],
	['slow', 'succeeded', null],
];
const UNTROUBLED = 2;
/** still the same day */
const LATER = '2026-11-23T19:00:00+01:00';

let scene: Scene;
let proxy: RecordingProxy;

beforeEach(async () => {
	scene = await openScene({ meters: UNTROUBLED + troubles.length });
	proxy = await startRecordingProxy();
	proxy.forwardTo(scene.operator.url);
});
afterEach(async () => {
	await scene.close();
	await proxy.stop();
});

const begin = (options: Parameters<Scene['start']>[0] = {}) =>
	scene.start({ operatorUrl: proxy.url, ...options });

function pointOf(meter: number): string {
	const { pointId } = scene.fleet[meter] ?? {};
	if (pointId === undefined) throw new Error(`There is no meter ${meter}`);

	return pointId;
}

async function askForAll(): Promise<void> {
	await queueRuns(
		scene.schema.database,
		scene.fleet.map(({ device }) => device),
		'schedule',
	);
}

interface Run {
	status: string;
	error_code: string | null;
	finished_at: Date | null;
}

/** Each meter's newest run, in the meters' order. */
async function readRuns(): Promise<Run[]> {
	const { rows } = await scene.schema.database.query<Run & { device: string }>(
		`SELECT DISTINCT ON (device) device, status, error_code, finished_at FROM iot_sync_runs
		 ORDER BY device, queued_at DESC`,
	);

	return scene.fleet.map(({ device }) => {
		const run = rows.find((row) => row.device === device);
		if (!run) throw new Error('A meter has no run');

		return run;
	});
}

async function untilOver(timeoutMs: number, meters?: number): Promise<Run[]> {
	return waitUntil(
		async () => {
			const runs = (await readRuns()).slice(0, meters);

			return runs.every(({ status }) => !['queued', 'running'].includes(status)) ? runs : undefined;
		},
		{ timeoutMs, intervalMs: 200, onTimeout: () => new Error('The runs did not end') },
	);
}

async function expectConsentsUntouched(): Promise<void> {
	const { rows } = await scene.schema.database.query(
		`SELECT DISTINCT consent.status AS consent, device.status AS device, consent.revoked_at
		 FROM iot_consents consent JOIN iot_devices device ON device.id = consent.device`,
	);
	expect(rows).toEqual([{ consent: 'active', device: 'active', revoked_at: null }]);
}

/** How many rows each meter has, and how many of its days are whole. */
async function countStored(): Promise<{ readings: number; days: number; whole: number }[]> {
	const { rows } = await scene.schema.database.query<{ readings: number; days: number; whole: number }>(
		`SELECT
			(SELECT count(*)::int FROM iot_readings JOIN iot_channels c ON c.id = channel WHERE c.device = d.id) AS readings,
			count(day.id)::int AS days, count(day.id) FILTER (WHERE day.status = 'complete')::int AS whole
		 FROM iot_devices d JOIN iot_channels channel ON channel.device = d.id
		 LEFT JOIN iot_daily day ON day.channel = channel.id GROUP BY d.id`,
	);

	return rows;
}

test('meters in trouble of every kind keep nobody waiting, and have everything after it', async () => {
	const byPoint = new Map(troubles.map(([trouble], index) => [pointOf(UNTROUBLED + index), trouble]));
	proxy.disturb((call) => {
		const point = /mesure_synchrone.*?(\d{14})/.exec(call)?.[1];

		return point === undefined ? undefined : byPoint.get(point);
	});
	await askForAll();
	const processes = await Promise.all([begin(), begin()]);

	const others = await untilOver(20_000, UNTROUBLED);
	expect(others.map(({ status }) => status)).toEqual(Array.from(others, () => 'succeeded'));
	// Who got nothing is still waiting for it.
	expect((await readRuns())[UNTROUBLED]?.status).toBe('running');
	const runs = (await untilOver(60_000)).slice(UNTROUBLED);
	expect(runs.map(({ status, error_code }) => [status, error_code])).toEqual(
		troubles.map(([, status, code]) => [status, code]),
	);
	await expectConsentsUntouched();

	proxy.disturb(() => undefined);
	for (const process of processes) await process.kill();
	// A day that nobody could read is a hole like another: it is asked for again after six hours.
	await scene.operator.control('clock', 'PUT', { now: LATER });
	await askForAll();
	await Promise.all([begin({ now: LATER }), begin({ now: LATER })]);
	const after = await untilOver(60_000);
	expect(after.map(({ error_code }) => error_code)).toEqual(Array.from(after, () => null));
	const stored = await countStored();
	expect(stored).toHaveLength(scene.fleet.length);
	for (const { readings, days, whole } of stored) {
		expect(readings).toBeGreaterThan(60 * 48);
		expect(days).toBeGreaterThan(2 * 60);
		expect(whole).toBe(days);
	}
});

test('one API in trouble costs what it alone knows', async () => {
	proxy.disturb((call) => (call.includes('/situation_contrat_auto/') ? 'text_500' : undefined));
	await askForAll();
	await begin({ environment: { KILOWATCH_WORKERS: '4' } });

	const runs = await untilOver(30_000);
	expect(runs.map(({ status }) => status)).toEqual(Array.from(runs, () => 'succeeded'));
	await expectConsentsUntouched();
});

test('a refusal for the number of calls puts off whom it meets, shuts the API for its time, and all go on by themselves', async () => {
	const refused = pointOf(0);
	let isShutUntil: number | undefined;
	const early: string[] = [];
	proxy.disturb((call) => {
		if (!call.includes('/mesure_synchrone_auto/')) return undefined;
		if (isShutUntil !== undefined) {
			if (Date.now() < isShutUntil) early.push(call);

			return undefined;
		}
		if (!call.includes(refused)) return undefined;
		isShutUntil = Date.now() + 2_000;

		return 'too_many_requests';
	});
	await askForAll();
	await Promise.all([begin(), begin()]);

	const runs = await untilOver(40_000);
	expect(runs.map(({ status }) => status)).toEqual(Array.from(runs, () => 'succeeded'));
	// What was on its way already when the refusal came is not to be called back: a call of each other worker at most.
	expect(early.length).toBeLessThanOrEqual(3);
	await expectConsentsUntouched();
});
