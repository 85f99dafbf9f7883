import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	addDays,
	datesBetween,
	localDateOf,
	localDay,
	localHourOf,
	subtractMonths,
} from '../../extensions/kilowatch/src/domain/local-days.ts';
import type {
	BuildingDetail,
	PortfolioBuilding,
} from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { ConfigureAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import type { DayReading, RawReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import type { StatusDetail } from '../../extensions/kilowatch/src/shared/http-contract/status.ts';
import type {
	SyncAnswer,
	SyncRunState,
} from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { rootFolder } from '../../scripts/paths.ts';
import { freePort } from '../../scripts/process/ports.ts';
import {
	providerEnvironment,
	sandboxEnvironment,
	startSandbox,
	type Sandbox,
} from '../../scripts/sandbox.ts';
import { ask, graphql, must, post } from '../support/ask.ts';
import { testDatabaseKind } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { comeBack, configure, connect, decide, depart, waitForSync } from '../support/holder.ts';
import { autumnLoad, HOLE_DAY } from '../support/load-file.ts';
import { startRecordingProxy, type RecordingProxy } from '../support/recording-proxy.ts';

const realFile = path.join(rootFolder, '../shared/data/buildings_hourly_kwh.csv.gz');
const realMeter = 'Cockatoo_lodging_Lynne';
const METERS = ['Escalier', 'Cave', 'Toiture'];
const load = autumnLoad(new Date(), METERS[0] ?? '');
const totalWh = sum(load.hoursWh.values());

let folder: string;
let proxy: RecordingProxy;
let sandbox: Sandbox | undefined;
let server: TestServer;
let building: string;
/** point ids by the meter's label */
let points: Map<string, string>;
let device: string;
/** what may stand nowhere in clear */
const secrets = new Set<string>();

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-first-meter-'));
	proxy = await startRecordingProxy();
	server = await startTestServer({ sandbox: false, environment: providerEnvironment(proxy.url) });
	const file = path.join(folder, 'load.csv');
	await writeFile(file, withMoreMeters(load.csv));
	points = await openOperator(file, 'none');
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
});

afterAll(async () => {
	await server.stop();
	await sandbox?.stop();
	await proxy.stop();
	await rm(folder, { recursive: true, force: true });
});

/** The same load three times, under the other meters' names. */
function withMoreMeters(csv: string): string {
	const [, ...rows] = csv.trim().split('\n');

	return [
		['timestamp_local', ...METERS].join(','),
		...rows.map((row) => `${row},${row.split(',')[1]},${row.split(',')[1]}`),
		'',
	].join('\n');
}

/** The operator begins anew with another file behind its meters; answers their point ids by label. */
async function openOperator(file: string, shift: string): Promise<Map<string, string>> {
	await sandbox?.stop();
	sandbox = await startSandbox({
		port: await freePort(),
		logFile: path.join(folder, 'sandbox.log'),
		environment: {
			...sandboxEnvironment({ directusUrl: server.url }),
			KILOWATCH_SANDBOX_DATA: file,
			KILOWATCH_SANDBOX_SHIFT: shift,
		},
	});
	proxy.forwardTo(sandbox.url);
	const meters = (await (await fetch(`${sandbox.url}/sandbox/meters`)).json()) as {
		pointId: string;
		label: string;
	}[];

	return new Map(meters.map(({ label, pointId }) => [label, pointId]));
}

function pointOf(label: string): string {
	const point = points.get(label);
	if (point === undefined) throw new Error(`The sandbox has no meter ${label}`);

	return point;
}

function sum(values: Iterable<number>): number {
	return [...values].reduce((total, value) => total + value, 0);
}

/** The part of a query that keeps to one metric's channels; the same meter has one of its days' maximum power, too. */
function ofMetric(metric: string): string {
	return `filter[channel][metric][_eq]=${metric}`;
}

/** Energy by the UTC hour in which the readings start. */
function byHour(rows: readonly { timestamp: string; value: number }[]): Map<number, number> {
	const hours = new Map<number, number>();
	for (const { timestamp, value } of rows) {
		const start = Math.floor(Date.parse(timestamp) / 3_600_000) * 3_600_000;
		hours.set(start, (hours.get(start) ?? 0) + value);
	}

	return hours;
}

/** Every page of our readings route, to its end. */
async function readPages<Row>(query: string, limit: number): Promise<Row[][]> {
	const pages: Row[][] = [];
	for (let cursor: unknown = undefined; cursor !== null;) {
		const next = typeof cursor === 'string' ? `&cursor=${cursor}` : '';
		const answer = await ask<Row[]>(
			server,
			`/kilowatch/buildings/${building}/readings?${query}&limit=${limit}${next}`,
		);
		expect(answer.status).toBe(200);
		pages.push(answer.data);
		cursor = answer.meta.next_cursor;
	}

	return pages;
}

/** A digest of every reading and every day there is. */
async function digest(): Promise<unknown> {
	return withClient(server.database.connection, async (client) => {
		const { rows } = await client.query<Record<string, string>>(`
			SELECT (SELECT md5(string_agg(r::text, '|' ORDER BY r.id)) FROM iot_readings r) AS readings,
				(SELECT count(*) FROM iot_readings) AS count,
				(SELECT md5(string_agg(d::text, '|' ORDER BY d.id)) FROM iot_daily d) AS days
		`);

		return rows[0];
	});
}

/** Asks for a sync and waits for its end; the calls are those that really reached the operator. */
async function syncAgain(body: object): Promise<{ run: SyncRunState; calls: string[] }> {
	const before = proxy.calls.length;
	const answer = await ask<SyncAnswer['data']>(server, `/kilowatch/buildings/${building}/linky/sync`, {
		method: 'POST',
		body,
	});
	expect(answer).toMatchObject({ status: 202, data: [{ device }] });
	await waitForSync(server, device);
	const run = await must<SyncRunState>(server, `/kilowatch/sync-runs/${answer.data[0]?.run}`);

	return { run, calls: proxy.calls.slice(before) };
}

describe('asking for a consent', () => {
	test('the same request gives the same answer', async () => {
		const first = await configure(server, building, { point_id: pointOf('Escalier'), label: 'Escalier' });
		const second = await configure(server, building, { point_id: pointOf('Escalier'), label: 'Escalier' });

		expect(second).toEqual(first);
		expect(first.authorize_path).toBe(`/kilowatch/consents/${first.consent}/authorize`);
		expect(await must(server, `/items/iot_devices/${first.device}?fields=status,point_id`)).toEqual({
			status: 'pending',
			point_id: pointOf('Escalier'),
		});
	});

	test('tells beforehand what the history takes', async () => {
		const answer = await ask(server, `/kilowatch/buildings/${building}/linky/configure`, {
			method: 'POST',
			body: {
				provider: 'enedis',
				scopes: ['daily', 'load_curve'],
				point_id: pointOf('Escalier'),
				label: 'Escalier',
			},
		});

		expect(answer).toMatchObject({
			status: 200,
			meta: { history: { seconds: expect.any(Number) as number } },
		});
		const { calls } = (answer.meta as unknown as ConfigureAnswer['meta']).history;
		// two years of the curve are 105, three of the totals and of the maxima four each, or three without a 29 February
		expect([111, 113]).toContain(calls);
	});

	test.each([
		[{ provider: 'fluvius' }, 503, 'KILOWATCH_PROVIDER_OFF'],
		// Its consent page names no meter.
		[{ provider: 'ores' }, 400, 'KILOWATCH_POINT_ID'],
		[{ point_id: '123' }, 400, 'KILOWATCH_POINT_ID'],
		[{ scopes: [] }, 400, 'KILOWATCH_INVALID_REQUEST'],
		[{ provider: 'edf' }, 400, 'KILOWATCH_INVALID_REQUEST'],
		[{ scope: 'daily' }, 400, 'KILOWATCH_INVALID_REQUEST'],
		[{ label: 'a\0b' }, 400, 'KILOWATCH_INVALID_REQUEST'],
	])('%j is refused', async (change, status, code) => {
		const body = { provider: 'enedis', scopes: ['daily'], ...change };
		const answer = await ask(server, `/kilowatch/buildings/${building}/linky/configure`, {
			method: 'POST',
			body,
		});

		expect(answer).toMatchObject({ status, code });
	});

	test('the holder is sent to the operator, with a cookie that no script can read', async () => {
		const { authorize_path } = await configure(server, building, { point_id: pointOf('Escalier') });
		const { consentPage, setCookie } = await depart(server, authorize_path);

		expect(consentPage.origin + consentPage.pathname).toBe(`${proxy.url}/dataconnect/v2/oauth2/authorize`);
		expect(Object.fromEntries(consentPage.searchParams)).toEqual({
			client_id: 'kilowatch-sandbox',
			response_type: 'code',
			duration: 'P36M',
			state: expect.stringMatching(/^[\w-]{43}$/) as string,
		});
		expect(setCookie).toMatch(
			/^kilowatch_consent_[0-9a-f]{12}=[\w-]{43}; Max-Age=900; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
		);
	});

	test.each(['cross-site', 'same-site'])('a %s page cannot start a consent', async (site) => {
		const { authorize_path } = await configure(server, building, { point_id: pointOf('Escalier') });
		const answer = await ask(server, authorize_path, {
			headers: { 'Sec-Fetch-Site': site },
			redirect: 'manual',
		});

		expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
	});
});

describe('coming back', () => {
	const unknown = { consent: 'failed', code: 'unknown_state' };

	test.each([
		['with a state that was never given', (url: URL) => url.searchParams.set('state', 'x'.repeat(43)), true],
		['without a state', (url: URL) => url.searchParams.delete('state'), true],
		['without the cookie', () => undefined, false],
		['for another provider', (url: URL) => (url.pathname = url.pathname.replace('enedis', 'ores')), true],
		['for no provider', (url: URL) => (url.pathname = url.pathname.replace('enedis', 'x')), true],
	])('%s leads nowhere', async (_, change, hasCookie) => {
		const { authorize_path, consent } = await configure(server, building, { point_id: pointOf('Toiture') });
		const { consentPage, cookie } = await depart(server, authorize_path);
		const callback = new URL(`${server.url}/kilowatch/oauth/enedis/callback`);
		callback.search = `autorisation_id=1&state=${consentPage.searchParams.get('state')}`;
		change(callback);
		const studio = await comeBack(server, callback, hasCookie ? cookie : undefined);

		expect(studio.pathname).toBe('/admin/kilowatch');
		expect(Object.fromEntries(studio.searchParams)).toEqual(unknown);
		expect(await must(server, `/items/iot_consents/${consent}?fields=status`)).toEqual({ status: 'pending' });
	});

	test('with the cookie of another browser leads nowhere', async () => {
		const { authorize_path } = await configure(server, building, { point_id: pointOf('Toiture') });
		const mine = await depart(server, authorize_path);
		const theirs = await depart(server, authorize_path);
		const callback = new URL(`${server.url}/kilowatch/oauth/enedis/callback`);
		callback.search = `autorisation_id=1&state=${mine.consentPage.searchParams.get('state')}`;

		expect(Object.fromEntries((await comeBack(server, callback, theirs.cookie)).searchParams)).toEqual(
			unknown,
		);
	});

	test('a refusal is kept as a refusal, and the meter can be asked for again', async () => {
		const asked = await configure(server, building, { point_id: pointOf('Toiture') });
		const { consentPage, cookie } = await depart(server, asked.authorize_path);
		const studio = await comeBack(server, await decide(consentPage, pointOf('Toiture'), 'refuse'), cookie);

		expect(studio.pathname).toBe(`/admin/kilowatch/buildings/${building}`);
		expect(Object.fromEntries(studio.searchParams)).toEqual({ consent: 'refused', code: 'access_denied' });
		expect(await must(server, `/items/iot_consents/${asked.consent}?fields=status`)).toEqual({
			status: 'refused',
		});
		expect(await ask(server, asked.authorize_path, { redirect: 'manual' })).toMatchObject({
			status: 409,
			code: 'KILOWATCH_CONSENT_STATE',
		});

		const again = await configure(server, building, { point_id: pointOf('Toiture') });
		expect(again.device).toBe(asked.device);
		expect(again.consent).not.toBe(asked.consent);
	});

	test('with a consent for another meter than the one asked for fails', async () => {
		const asked = await configure(server, building, { point_id: pointOf('Toiture') });
		const { consentPage, cookie } = await depart(server, asked.authorize_path);
		const studio = await comeBack(server, await decide(consentPage, pointOf('Cave'), 'approve'), cookie);

		expect(Object.fromEntries(studio.searchParams)).toEqual({ consent: 'failed', code: 'other_point' });
		expect(await must(server, `/items/iot_devices/${asked.device}?fields=status`)).toEqual({
			status: 'pending',
		});
	});
});

describe('the first meter', () => {
	let consent: string;

	test('is connected by its holder’s consent', async () => {
		const asked = await configure(server, building, { point_id: pointOf('Escalier'), label: 'Escalier' });
		device = asked.device;
		consent = asked.consent;
		const { consentPage, cookie } = await depart(server, asked.authorize_path);
		const callback = await decide(consentPage, pointOf('Escalier'), 'approve');
		secrets.add(cookie.split('=')[1] ?? '');
		const studio = await comeBack(server, callback, cookie);

		expect(studio.pathname).toBe(`/admin/kilowatch/buildings/${building}`);
		expect(studio.search).toBe('?consent=granted&meters=1');
		expect(
			await must(server, `/items/iot_consents/${consent}?fields=status,external_id,granted_at,proof`),
		).toEqual({
			status: 'active',
			external_id: callback.searchParams.get('autorisation_id'),
			granted_at: expect.stringMatching(/Z$/) as string,
			proof: expect.objectContaining({ operator: 'enedis' }) as unknown,
		});

		const replayed = await comeBack(server, callback, cookie);
		expect(Object.fromEntries(replayed.searchParams)).toEqual({ consent: 'failed', code: 'unknown_state' });
	});

	test('its history arrives by itself', async () => {
		const run = await waitForSync(server, device);

		expect(run).toMatchObject({
			trigger: 'consent',
			status: 'succeeded',
			error_code: null,
			error_message: null,
		});
		expect(run.windows_done).toBe(run.windows_total);
		// One for each window, and one for the contract, which stands in three APIs.
		const windows = proxy.calls.filter((call) => call.includes('/mesure_synchrone'));
		expect(run.windows_total).toBe(windows.length);
		expect(run.provider_calls).toBe(windows.length + 1);
		expect(
			proxy.calls.filter((call) => /\/(situation_contrat|synth_contrat|comptage)_auto/.test(call)),
		).toHaveLength(3);
		expect(await must(server, `/items/iot_devices/${device}?fields=status,point_id,last_reading_at`)).toEqual(
			{
				status: 'active',
				point_id: pointOf('Escalier'),
				last_reading_at: new Date(Math.max(...load.hoursWh.keys()) + 3_600_000).toISOString(),
			},
		);
	});

	test('every half hour is there once, with the file’s energy', async () => {
		const pages = await readPages<RawReading>(`resolution=raw&from=${load.from}&to=${load.to}`, 500);
		const rows = pages.flat();
		const starts = rows.map(({ timestamp }) => Date.parse(timestamp));

		expect(pages.map(({ length }) => length)).toEqual([
			500,
			500,
			500,
			500,
			500,
			load.hoursWh.size * 2 - 2500,
		]);
		expect(byHour(rows)).toEqual(load.hoursWh);
		expect(starts).toEqual([...new Set(starts)].sort((one, other) => one - other));
		expect(new Set(rows.map(({ duration_s, source }) => `${duration_s} ${source}`))).toEqual(
			new Set(['1800 operator']),
		);
		expect(sum(rows.map(({ value }) => value))).toBe(totalWh);
	});

	test('the day of 25 hours has its 50 points, the doubled hour twice', async () => {
		const { changeDate } = load;
		const query = `resolution=raw&from=${changeDate}&to=${addDays(changeDate, 1)}`;
		const rows = (await readPages<RawReading>(query, 1000)).flat();
		const first = Date.parse(`${addDays(changeDate, -1)}T22:00:00Z`);

		expect(rows.map(({ timestamp }) => Date.parse(timestamp))).toEqual(
			Array.from({ length: 50 }, (_, index) => first + index * 1_800_000),
		);
		expect(
			await must(
				server,
				`/items/iot_daily?filter[date][_eq]=${changeDate}&${ofMetric('consumption')}` +
					'&fields=points_expected,points_received,status,value',
			),
		).toEqual([
			{ points_expected: 50, points_received: 50, status: 'complete', value: load.daysWh.get(changeDate) },
		]);
	});

	test('the days are the file’s, page by page', async () => {
		const pages = await readPages<DayReading>(`from=${load.from}&to=${load.to}`, 20);
		const rows = pages.flat();
		const holeDate = addDays(load.from, HOLE_DAY);

		expect(pages.map(({ length }) => length)).toEqual([20, 20, 16]);
		expect(new Map(rows.map(({ date, value }) => [date, value]))).toEqual(load.daysWh);
		expect(new Map(rows.map(({ date, curve_value }) => [date, curve_value]))).toEqual(load.daysWh);
		expect(rows.filter(({ status }) => status !== 'complete')).toMatchObject([
			{ date: holeDate, status: 'partial', points_expected: 48, points_received: 46 },
		]);
	});

	test('a cursor that is none, or of the other resolution, is refused', async () => {
		const path = `/kilowatch/buildings/${building}/readings?from=${load.from}&to=${load.to}&limit=1`;
		const day = await ask(server, `${path}&resolution=day`);
		const raw = await ask(server, `${path}&resolution=raw`);

		expect(day.meta.next_cursor).toEqual(expect.any(String));
		for (const wrong of [
			`${path}&cursor=abc`,
			`${path}&resolution=raw&cursor=${String(day.meta.next_cursor)}`,
			`${path}&resolution=day&cursor=${String(raw.meta.next_cursor)}`,
		]) {
			expect(await ask(server, wrong)).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
		}
	});

	test('what has not changed is not sent a second time', async () => {
		const period = `from=${load.from}&to=${load.to}`;
		const { personal } = await must<{ personal: boolean }>(
			server,
			`/items/iot_devices/${device}?fields=personal`,
		);
		const kept = personal ? 'private, no-store' : 'private, no-cache';
		const tags = new Set<string>();
		for (const [path, cacheControl] of [
			[`/kilowatch/buildings/${building}/readings?resolution=raw&${period}`, kept],
			[`/kilowatch/buildings/${building}/readings?resolution=month&${period}`, kept],
			[`/kilowatch/buildings/${building}/statistics?${period}`, kept],
			[`/kilowatch/portfolio?${period}`, 'private, no-store'],
		] as const) {
			const first = await server.request(path);
			const tag = first.headers.get('etag') ?? '';
			expect(tag).toMatch(/^W\/"[\w-]+"$/);
			expect(first.headers.get('cache-control')).toBe(cacheControl);
			expect(Object.keys((await first.json()) as object)).toEqual(['data', 'meta']);

			// `fetch` says `Cache-Control: no-cache` with it.
			const again = await server.request(path, { headers: { 'If-None-Match': `"another", ${tag}` } });
			expect([again.status, await again.text()]).toEqual([304, '']);
			expect(again.headers.get('etag')).toBe(tag);
			expect(again.headers.get('cache-control')).toBe(cacheControl);

			const other = await server.request(path, { headers: { 'If-None-Match': [...tags, '"x"'].join() } });
			expect(other.status).toBe(200);
			tags.add(tag);
		}
		const refused = await server.request(`/kilowatch/buildings/${building}/readings?limit=0`, {
			headers: { 'If-None-Match': '*' },
		});
		expect(refused.status).toBe(400);
	});

	test('the same rows by Directus’ REST, through channel, device and building', async () => {
		const ofBuilding = `filter[channel][device][building][_eq]=${building}`;
		const readings = await must<{ timestamp: string; value: number; channel: { device: string } }[]>(
			server,
			`/items/iot_readings?${ofBuilding}&limit=-1&sort=timestamp&fields=timestamp,value,channel.device`,
		);
		const days = await must<{ date: string; value: number }[]>(
			server,
			`/items/iot_daily?${ofBuilding}&${ofMetric('consumption')}&filter[date][_lt]=${load.to}` +
				'&limit=-1&fields=date,value',
		);
		const sums = await must(
			server,
			`/items/iot_readings?${ofBuilding}&aggregate[sum]=value&aggregate[count]=*&groupBy[]=channel`,
		);

		expect(byHour(readings)).toEqual(load.hoursWh);
		expect(new Set(readings.map(({ channel }) => channel.device))).toEqual(new Set([device]));
		expect(new Map(days.map(({ date, value }) => [date, value]))).toEqual(load.daysWh);
		expect(sums).toEqual([
			{
				channel: expect.any(Number) as number,
				sum: { value: totalWh },
				count: String(load.hoursWh.size * 2),
			},
		]);
	});

	test('the same rows by GraphQL, with the building’s name on each', async () => {
		const data = await graphql<{
			readings: { timestamp: string; value: number; channel: { device: { building: { name: string } } } }[];
			sums: { sum: { value: number } }[];
			days: { value: number }[];
		}>(
			server,
			`query {
				readings: iot_readings(
					filter: { channel: { device: { building: { id: { _eq: "${building}" } } } } }
					limit: -1
				) { timestamp value channel { device { building { name } } } }
				sums: iot_readings_aggregated(
					filter: { channel: { device: { building: { id: { _eq: "${building}" } } } } }
				) { sum { value } }
				days: iot_daily(
					filter: {
						channel: { metric: { _eq: "consumption" }, device: { building: { id: { _eq: "${building}" } } } }
					}
					limit: -1
				) { value }
			}`,
		);

		expect(byHour(data.readings)).toEqual(load.hoursWh);
		expect(new Set(data.readings.map(({ channel }) => channel.device.building.name))).toEqual(
			new Set(['Les Tilleuls']),
		);
		expect(data.sums).toEqual([{ sum: { value: totalWh } }]);
		expect(sum(data.days.map(({ value }) => value))).toBe(sum(load.daysWh.values()));
	});

	test('the portfolio adds its days up', async () => {
		const from = addDays(load.changeDate, -7);
		const to = addDays(load.changeDate, 7);
		const portfolio = await must<PortfolioBuilding[]>(server, `/kilowatch/portfolio?from=${from}&to=${to}`);
		const expected = [...load.daysWh].filter(([date]) => date >= from && date < to).map(([, value]) => value);

		expect(portfolio.find(({ id }) => id === building)).toMatchObject({
			energy_wh: sum(expected),
			days_known: 14,
		});
	});

	test('the building’s page has its meter, consent and last run', async () => {
		const detail = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);

		expect(detail).toMatchObject({ name: 'Les Tilleuls', may_update: true });
		expect(detail.devices.find(({ id }) => id === device)).toMatchObject({
			label: 'Escalier',
			status: 'active',
			consent: { id: consent, status: 'active', scopes: ['daily', 'load_curve'] },
			last_run: { status: 'succeeded' },
		});
	});

	test('connected is connected: here and elsewhere it is a conflict', async () => {
		const other = (await post(server, '/items/buildings', { name: 'Autre' })).id;
		const body = { provider: 'enedis', scopes: ['daily'], point_id: pointOf('Escalier') };
		for (const key of [building, other]) {
			const answer = await ask(server, `/kilowatch/buildings/${key}/linky/configure`, {
				method: 'POST',
				body,
			});
			expect(answer).toMatchObject({ status: 409, code: 'KILOWATCH_CONFLICT' });
		}
	});

	test('a second sync asks for nothing and changes nothing', async () => {
		const before = await digest();
		const { run, calls } = await syncAgain({});

		expect(run).toMatchObject({
			status: 'succeeded',
			trigger: 'manual',
			provider_calls: 0,
			rows_written: 0,
			seconds_left: null,
		});
		expect(calls).toEqual([]);
		expect(await digest()).toEqual(before);
	});

	test('a period fetched again changes no row', async () => {
		const before = await digest();
		const { run, calls } = await syncAgain({ from: load.from, to: load.to });

		// 56 days are one call for the totals, one for the maxima and, at 7 days a call, eight for the curve.
		expect(run).toMatchObject({
			status: 'succeeded',
			windows_total: 10,
			provider_calls: 10,
			rows_written: 0,
		});
		expect(calls).toHaveLength(10);
		expect(await digest()).toEqual(before);
	});

	test('a meter of another building cannot be synced from here', async () => {
		const answer = await ask(server, `/kilowatch/buildings/${building}/linky/sync`, {
			method: 'POST',
			body: { devices: ['00000000-0000-4000-8000-000000000000'] },
		});

		expect(answer).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
	});
});

describe('secrets', () => {
	test('stand in clear neither in the database nor in the log', async () => {
		expect(proxy.tokens.size).toBeGreaterThan(0);
		for (const token of proxy.tokens) secrets.add(token);
		secrets.add('kilowatch-sandbox-secret');
		secrets.add(server.project.environment?.IOT_ENCRYPTION_KEY ?? '');
		const log = await readFile(path.join(server.project.folder, '../directus.log'), 'utf8');
		const database = await dumpDatabase();

		expect(log).toContain('/kilowatch/oauth/enedis/callback');
		expect(database).toContain('Les Tilleuls');
		for (const secret of secrets) {
			expect(secret.length).toBeGreaterThan(20);
			expect(log).not.toContain(secret);
			expect(database).not.toContain(secret);
		}
	});

	test('the credentials are sealed in the vault, which is no collection', async () => {
		const [consent] = await must<{ id: string; external_id: string }[]>(
			server,
			`/items/iot_consents?filter[device][_eq]=${device}&filter[status][_eq]=active`,
		);
		const { rows } = await withClient(server.database.connection, (client) =>
			client.query<{ field: string; sealed: string }>(
				'SELECT field, sealed FROM kilowatch_internal.vault WHERE owner = $1',
				[`consent:${consent?.id}`],
			),
		);

		expect(rows.map(({ field }) => field)).toEqual(['credentials']);
		expect(rows[0]?.sealed).not.toContain(consent?.external_id);
		expect(Buffer.from(rows[0]?.sealed.split(/[.:]/).at(-1) ?? '', 'base64url').toString()).not.toContain(
			'external',
		);
		for (const name of ['vault', 'kilowatch_internal.vault', 'oauth_transactions']) {
			expect((await ask(server, `/items/${name}`)).status).toBe(403);
		}
	});
});

/** Every row of every table of the project and of ours, as text. */
async function dumpDatabase(): Promise<string> {
	return withClient(server.database.connection, async (client) => {
		const { rows: tables } = await client.query<{ name: string }>(
			`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
			WHERE schemaname IN ('public', 'kilowatch_internal') AND tablename <> 'iot_readings'`,
		);
		const dumps: string[] = [];
		for (const { name } of tables) {
			const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
			dumps.push(...rows.map(({ row }) => row));
		}

		return dumps.join('\n');
	});
}

test('the status names the database it stands on', async () => {
	const { database, providers } = await must<StatusDetail>(server, '/kilowatch/status');

	expect(database.hypertable).toBe(testDatabaseKind() === 'timescaledb');
	expect(providers.filter(({ configured }) => configured).map(({ name }) => name)).toEqual([
		'enedis',
		'ores',
	]);
});

test('two years of a real building arrive with the file’s sum', async (context) => {
	if (!existsSync(realFile)) context.skip('the real load is not here: ../shared/data');
	points = await openOperator(realFile, 'weeks');
	const real = (await post(server, '/items/buildings', { name: 'Lynne' })).id;
	const meter = await connect(server, real, pointOf(realMeter));
	const run = await waitForSync(server, meter);
	expect(run).toMatchObject({ status: 'succeeded', error_message: null });

	const file = readRealDays();
	const today = localDateOf(Date.now() / 1000, 'Europe/Paris');
	const isPublished = localHourOf(Date.now() / 1000, 'Europe/Paris') >= 8;
	const newest = addDays(today, isPublished ? -1 : -2);
	const oldest = subtractMonths(today, 24);
	const days = await must<{ date: string; curve_value: number | null; points_received: number }[]>(
		server,
		`/items/iot_daily?filter[channel][device][_eq]=${meter}&${ofMetric('consumption')}&limit=-1&fields=date,curve_value,points_received`,
	);
	const stored = new Map(
		days
			.filter(({ points_received }) => points_received > 0)
			.map(({ date, curve_value }) => [date, curve_value]),
	);
	const expected = new Map([...file].filter(([date]) => date >= oldest && date <= newest));
	expect([...stored.keys()].sort()).toEqual([...expected.keys()].sort());
	// An hour is served in whole Wh: half a Wh off at most, in each of a day's hours.
	const wrong = [...expected].filter(
		([date, { energyWh, hours }]) => Math.abs((stored.get(date) ?? 0) - energyWh) > hours / 2,
	);
	expect(wrong).toEqual([]);
	expect(expected.size).toBeGreaterThan(600);

	const [whole] = await must<{ sum: { value: number }; count: string }[]>(
		server,
		`/items/iot_readings?filter[channel][device][_eq]=${meter}&aggregate[sum]=value&aggregate[count]=*`,
	);
	const hours = sum([...expected.values()].map((day) => day.hours));
	expect(whole?.count).toBe(String(hours * 2));
	expect(
		Math.abs((whole?.sum.value ?? 0) - sum([...expected.values()].map((day) => day.energyWh))),
	).toBeLessThan(hours / 2);
});

/** The real meter's days as the sandbox moves and serves them: by whole weeks, and through both clock changes. */
function readRealDays(): Map<string, { energyWh: number; hours: number }> {
	const [header = '', ...rows] = gunzipSync(readFileSync(realFile)).toString().trim().split('\n');
	const column = header.split(',').indexOf(realMeter);
	const yesterday = addDays(localDateOf(Date.now() / 1000, 'Europe/Paris'), -1);
	const lastDate = rows.at(-1)?.slice(0, 10) ?? '';
	const weeks = Math.ceil(datesBetween(lastDate, yesterday).length / 7);
	const days = new Map<string, { energyWh: number; hours: number }>();
	for (const row of rows) {
		const cells = row.split(',');
		const [fileDate = '', hour = ''] = (cells[0] ?? '').split(' ');
		const date = addDays(fileDate, weeks * 7);
		const times = hour === '02:00:00' ? hoursOf(date) - 23 : 1;
		const cell = cells[column];
		if (!cell || times === 0) continue;
		const day = days.get(date) ?? { energyWh: 0, hours: 0 };
		days.set(date, { energyWh: day.energyWh + times * Number(cell) * 1000, hours: day.hours + times });
	}

	return days;
}

/** 23, 24 or 25 */
function hoursOf(date: string): number {
	const { startSeconds, endSeconds } = localDay(date, 'Europe/Paris');

	return (endSeconds - startSeconds) / 3600;
}
