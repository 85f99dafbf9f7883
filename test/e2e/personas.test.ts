/**
 * The operator's nine test clients, each connected through its consent page and synced: what differs between meters has to
 * end in what is stored and said, never in a failure nobody understands. The sandbox keeps the operator's real limits here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
	BuildingDetail,
	BuildingDevice,
} from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { SyncRunState } from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { comeBack, configure, connect, decide, depart, waitForSync } from '../support/holder.ts';

const prm = {
	steady: '22516914714270',
	young: '11453290002823',
	noCurve: '32320647321714',
	consumptionOfTwo: '12345678901234',
	productionOfTwo: '10284856584123',
	holes: '42900589957123',
	producer: '24880057139941',
	selfConsumer: '12655648759651',
	three: ['64975835695673', '63695879465986', '22315546958763'],
	revoked: '26584978546985',
};

let server: TestServer;
let building: string;

beforeAll(async () => {
	// Short retention makes short histories: each persona differs already within weeks.
	server = await startTestServer({
		environment: { KILOWATCH_READINGS_MONTHS: '1', KILOWATCH_DAILY_MONTHS: '2' },
	});
	building = (await post(server, '/items/buildings', { name: 'Personas' })).id;
});

afterAll(() => server.stop());

interface Day {
	date: string;
	value: number | null;
	curve_value: number | null;
	points_expected: number;
	points_received: number;
	status: string;
	peak_at: string | null;
}

function daysOf(device: string, metric: string): Promise<Day[]> {
	const filter = { channel: { device: { _eq: device }, metric: { _eq: metric } } };
	const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: '-1', sort: 'date' });

	return must<Day[]>(server, `/items/iot_daily?${query.toString()}`);
}

async function countReadings(device: string, metric: string): Promise<number> {
	const filter = { channel: { device: { _eq: device }, metric: { _eq: metric } } };
	const query = new URLSearchParams({ filter: JSON.stringify(filter), 'aggregate[count]': '*' });
	const [row] = await must<{ count: string | number }[]>(server, `/items/iot_readings?${query.toString()}`);

	return Number(row?.count);
}

async function deviceOf(device: string): Promise<BuildingDevice> {
	const detail = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
	const found = detail.devices.find(({ id }) => id === device);
	if (!found) throw new Error(`The building has no device ${device}`);

	return found;
}

async function connected(pointId: string): Promise<{ device: string; run: SyncRunState }> {
	const device = await connect(server, building, pointId);

	return { device, run: await waitForSync(server, device) };
}

const metricsOf = ({ channels }: BuildingDevice) =>
	channels.filter(({ state }) => state === 'active').map(({ metric }) => metric);

async function control<Answer>(path: string, method: string, body?: unknown): Promise<Answer> {
	const answer = await fetch(`${server.sandbox?.url}/sandbox/${path}`, {
		method,
		headers: { 'Content-Type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);

	return (await answer.json()) as Answer;
}

test('0: one meter that consumes, long in service: everything comes', async () => {
	const { device, run } = await connected(prm.steady);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	const days = await daysOf(device, 'consumption');
	expect(days.length).toBeGreaterThan(55);
	expect(days.filter(({ value }) => value === null)).toEqual([]);
	const withCurve = days.filter(({ points_expected }) => points_expected > 0);
	expect(withCurve.length).toBeGreaterThan(26);
	for (const day of withCurve) expect(day.points_received).toBe(day.points_expected);
	expect(await countReadings(device, 'consumption')).toBe(
		withCurve.reduce((sum, { points_received }) => sum + points_received, 0),
	);

	const peaks = await daysOf(device, 'max_power');
	expect(peaks.length).toBeGreaterThan(55);
	for (const { value, peak_at } of peaks) {
		expect(value).toBeGreaterThan(0);
		expect(peak_at).not.toBeNull();
	}
	const state = await deviceOf(device);
	expect(state).toMatchObject({ load_curve: 'collected', coverage: { days_missing: 0 } });
	expect(metricsOf(state).sort()).toEqual(['consumption', 'max_power']);
	expect(state.subscribed_power).toBeGreaterThan(0);
});

test('1: in service since a certain day: nothing before it, and it is not asked for again', async () => {
	const activatedOn = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
	await control(`meters/${prm.young}`, 'PUT', { activatedOn });
	const { device, run } = await connected(prm.young);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	const days = (await daysOf(device, 'consumption')).filter(({ value }) => value !== null);
	expect(days[0]?.date).toBe(activatedOn);
	const { history_floor } = await must<{ history_floor: string }>(server, `/items/iot_devices/${device}`);
	expect(history_floor).toBe(activatedOn);

	await post(server, `/kilowatch/buildings/${building}/linky/sync`, { devices: [device] });
	expect(await waitForSync(server, device)).toMatchObject({ status: 'succeeded', rows_written: 0 });
});

test('2: the curve is not collected: the days are kept, and the reason is told', async () => {
	const { device, run } = await connected(prm.noCurve);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	const days = await daysOf(device, 'consumption');
	expect(days.filter(({ value }) => value !== null).length).toBeGreaterThan(55);
	expect(await countReadings(device, 'consumption')).toBe(0);
	expect((await deviceOf(device)).load_curve).toBe('not_collected');
});

test('3: two meters of one holder, one that consumes and one that produces', async () => {
	const consumer = await connected(prm.consumptionOfTwo);
	const producer = await connected(prm.productionOfTwo);
	expect(consumer.run).toMatchObject({ status: 'succeeded' });
	expect(producer.run).toMatchObject({ status: 'succeeded' });

	expect(metricsOf(await deviceOf(consumer.device)).sort()).toEqual(['consumption', 'max_power']);
	expect(metricsOf(await deviceOf(producer.device))).toEqual(['production']);
	expect(await countReadings(producer.device, 'production')).toBeGreaterThan(1_000);
	expect(await daysOf(producer.device, 'consumption')).toEqual([]);
});

test('4: holes on Tuesdays and Wednesdays: the ledger says which days are missing', async () => {
	const { device, run } = await connected(prm.holes);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	const days = await daysOf(device, 'consumption');
	const isHole = ({ date }: Day) => [2, 3].includes(new Date(date).getUTCDay());
	const asked = days.filter(({ points_expected }) => points_expected > 0);
	expect(asked.some(isHole)).toBe(true);
	for (const day of asked) {
		expect(day.points_received, day.date).toBe(isHole(day) ? 0 : day.points_expected);
		if (isHole(day)) expect(['missing', 'partial']).toContain(day.status);
		else expect(day.status).toBe('complete');
	}
	expect((await deviceOf(device)).coverage.days_missing).toBeGreaterThan(0);
});

test('5: a meter that only produces', async () => {
	const { device, run } = await connected(prm.producer);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	expect(metricsOf(await deviceOf(device))).toEqual(['production']);
	expect((await daysOf(device, 'production')).filter(({ value }) => value !== null).length).toBeGreaterThan(
		55,
	);
	expect(await countReadings(device, 'production')).toBeGreaterThan(1_000);
});

test('6: a meter that draws and feeds in', async () => {
	const { device, run } = await connected(prm.selfConsumer);
	expect(run).toMatchObject({ status: 'succeeded', error_code: null });

	expect(metricsOf(await deviceOf(device)).sort()).toEqual(['consumption', 'max_power', 'production']);
	expect(await countReadings(device, 'consumption')).toBe(await countReadings(device, 'production'));
});

test('7: three meters in one consent of the former page: each becomes a meter, and learns its direction', async () => {
	const [first = '', ...others] = prm.three;
	const { device, authorize_path } = await configure(server, building, { point_id: first });
	const { consentPage, cookie } = await depart(server, authorize_path);
	const former = new URL(consentPage.href.replace('/v2/', '/v1/'));
	const form = new URLSearchParams({ decision: 'approve' });
	for (const name of ['client_id', 'duration', 'state']) form.set(name, former.searchParams.get(name) ?? '');
	for (const pointId of prm.three) form.append('point_id', pointId);
	const answer = await fetch(former.origin + former.pathname, {
		method: 'POST',
		body: form,
		redirect: 'manual',
	});
	const studio = await comeBack(server, new URL(answer.headers.get('location') ?? ''), cookie);
	expect(Object.fromEntries(studio.searchParams)).toMatchObject({ consent: 'granted', meters: '3' });

	const detail = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
	const devices = detail.devices.filter(({ point_id }) => prm.three.includes(point_id ?? ''));
	expect(devices.map(({ point_id }) => point_id).sort()).toEqual([...prm.three].sort());
	expect(devices.find(({ point_id }) => point_id === first)?.id).toBe(device);
	expect(others).toHaveLength(2);
	for (const { id } of devices) {
		expect(await waitForSync(server, id)).toMatchObject({ status: 'succeeded', error_code: null });
		const { channels, load_curve } = await deviceOf(id);
		expect(channels).toContainEqual(expect.objectContaining({ metric: 'production', state: 'not_measured' }));
		expect(load_curve).toBe('collected');
	}
});

test('8: taken back at once: the consent ends, and nothing is asked again', async () => {
	const { device, run } = await connected(prm.revoked);
	expect(run).toMatchObject({ status: 'failed', error_code: 'ADAM-DC-0008' });
	expect(await deviceOf(device)).toMatchObject({ status: 'stopped', consent: { status: 'revoked' } });

	await control('calls', 'DELETE');
	expect(await post(server, `/kilowatch/buildings/${building}/linky/sync`, {})).not.toContainEqual(
		expect.objectContaining({ device }),
	);
	const { last } = await control<{ last: { query: string }[] }>('calls', 'GET');
	expect(last.filter(({ query }) => query.includes(prm.revoked))).toEqual([]);
});

describe('trouble at the operator', () => {
	let device: string;

	beforeAll(async () => {
		const detail = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
		device = detail.devices.find(({ point_id }) => point_id === prm.steady)?.id ?? '';
		for (const { id } of detail.devices) await waitForSync(server, id);
	});

	const yesterday = () => {
		const date = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

		return { from: date(5), to: date(3) };
	};

	async function syncAgain(): Promise<SyncRunState> {
		await post(server, `/kilowatch/buildings/${building}/linky/sync`, { devices: [device], ...yesterday() });

		return waitForSync(server, device);
	}

	test('an API we have not subscribed to ends no consent', async () => {
		await control('gateway', 'PUT', { notSubscribed: ['mesure_synchrone_auto'] });
		expect(await syncAgain()).toMatchObject({ status: 'failed', error_code: '900908' });
		await control('gateway', 'DELETE');

		expect(await deviceOf(device)).toMatchObject({ status: 'active', consent: { status: 'active' } });
		expect(await syncAgain()).toMatchObject({ status: 'succeeded', rows_written: 0 });
	});

	test('a body of another form fails loudly, with its beginning and nobody’s data in the run', async () => {
		await control(`meters/${prm.steady}/faults`, 'PUT', { isUnknownShape: true });
		const run = await syncAgain();
		await control(`meters/${prm.steady}/faults`, 'DELETE');

		expect(run).toMatchObject({ status: 'failed', error_code: 'unexpected_body' });
		const { error_excerpt } = await must<{ error_excerpt: string }>(server, `/items/iot_sync_runs/${run.id}`);
		expect(error_excerpt.length).toBeGreaterThan(10);
		expect(error_excerpt).not.toMatch(/[1-9]/);
		expect(await syncAgain()).toMatchObject({ status: 'succeeded', rows_written: 0 });
	});

	test('points reversed, doubled and sent as a stream of bytes are the same points', async () => {
		const faults = { order: 'reversed', isDoubled: true, isOctetStream: true };
		await control(`meters/${prm.steady}/faults`, 'PUT', faults);
		const run = await syncAgain();
		await control(`meters/${prm.steady}/faults`, 'DELETE');

		expect(run).toMatchObject({ status: 'succeeded', rows_written: 0 });
	});

	test('a value that was corrected changes its reading and its day, and nothing else', async () => {
		const { from } = yesterday();
		await control(`meters/${prm.steady}/faults`, 'PUT', { corrections: [{ day: from, factor: 2 }] });
		const run = await syncAgain();
		await control(`meters/${prm.steady}/faults`, 'DELETE');

		// 48 half-hours that are not zero, their day once for its total and once for its curve, and the day's maximum
		expect(run.status).toBe('succeeded');
		expect(run.rows_written).toBeGreaterThan(40);
		expect(run.rows_written).toBeLessThanOrEqual(51);
		expect(await syncAgain()).toMatchObject({ status: 'succeeded', rows_written: run.rows_written });
	});
});

test('a holder who refuses has refused, whichever the page', async () => {
	const { authorize_path } = await configure(server, building, { label: 'Refused' });
	const { consentPage, cookie } = await depart(server, authorize_path);
	const studio = await comeBack(server, await decide(consentPage, prm.steady, 'refuse'), cookie);

	expect(Object.fromEntries(studio.searchParams)).toMatchObject({
		consent: 'refused',
		code: 'access_denied',
	});
});

test('a consent whose meter the operator cannot name yet waits, and arrives by itself', async () => {
	const meters = await control<{ pointId: string; label: string }[]>('meters', 'GET');
	const { pointId = '' } = meters.find(({ label }) => label === 'Hôtel du Lac – cuisine') ?? {};
	await control('gateway', 'PUT', { notSubscribed: ['subscribed_services'] });
	const { authorize_path, device } = await configure(server, building, { label: 'Later', scopes: ['daily'] });
	const { consentPage, cookie } = await depart(server, authorize_path);
	const studio = await comeBack(server, await decide(consentPage, pointId, 'approve'), cookie);

	expect(Object.fromEntries(studio.searchParams)).toEqual({ consent: 'waiting', code: '900908' });
	expect(await deviceOf(device)).toMatchObject({
		status: 'pending',
		point_id: null,
		consent: { status: 'pending', is_awaited: true },
	});

	await control('gateway', 'DELETE');
	await withClient(server.database.connection, (client) =>
		client.query('UPDATE kilowatch_internal.waiting_consents SET next_try_at = now()'),
	);
	await waitUntil(async () => ((await deviceOf(device)).status === 'active' ? true : undefined), {
		timeoutMs: 90_000,
		intervalMs: 1_000,
		onTimeout: () => new Error('The consent did not arrive'),
	});
	expect(await deviceOf(device)).toMatchObject({ point_id: pointId, consent: { is_awaited: false } });
	expect(await waitForSync(server, device)).toMatchObject({ status: 'succeeded' });
});
