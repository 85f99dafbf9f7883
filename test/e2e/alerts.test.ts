/** From stored readings to an alert that a Flow and a manager hear of, once, with two processes; then what people say of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Alert, PreviewAnswer } from '../../extensions/kilowatch/src/shared/http-contract/alerts.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { storeHours, usualHour, type HourOf } from '../support/hourly-meter.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson, type Person } from '../support/people.ts';

const today = new Date().toISOString().slice(0, 10);
const yesterday = addDays(today, -1);

let server: TestServer;
let database: Database;
let building: string;
let meter: MeasuredMeter;
let person: MeasuredMeter;
let manager: Person;
let reader: Person;

beforeAll(async () => {
	server = await startTestServer({ sandbox: false });
	database = openDatabase({
		connection: { connectionString: server.database.url },
		maxConnections: 2,
		onIdleError: () => undefined,
	});
	manager = await addPerson(server, 'manager', [policyIds.manager]);
	reader = await addPerson(server, 'reader', [policyIds.reader]);
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls', manager: manager.id })).id;
	const { id: flow } = await post(server, '/flows', {
		name: 'Tell',
		trigger: 'event',
		status: 'active',
		accountability: null,
		options: { type: 'action', scope: ['items.create'], collections: ['iot_alerts'] },
	});
	const { id: operation } = await post(server, '/operations', {
		flow,
		key: 'note',
		type: 'item-create',
		position_x: 19,
		position_y: 1,
		options: {
			collection: 'iot_tariffs',
			permissions: '$full',
			emitEvents: false,
			payload: { name: '{{$trigger.key}}' },
		},
	});
	await must(server, `/flows/${flow}`, { method: 'PATCH', body: { operation } });
	await server.startAnother();

	meter = await addMeasuredMeter(server, building, {
		pointId: '11111111111111',
		date: yesterday,
		values: [],
	});
	person = await addMeasuredMeter(server, building, {
		pointId: '22222222222222',
		date: yesterday,
		values: [],
		personal: true,
	});
	const surge: HourOf = (date, hour) => (usualHour(date, hour) ?? 0) * (date >= addDays(today, -2) ? 1.7 : 1);
	const spike: HourOf = (date, hour) =>
		(usualHour(date, hour) ?? 0) * (date === yesterday && (hour === 14 || hour === 15) ? 5 : 1);
	for (const [{ channel }, kwhOf] of [
		[meter, surge],
		[person, spike],
	] as const) {
		await storeHours(database, channel, { from: addDays(today, -100), to: today }, kwhOf);
	}
	await waitUntil(async () => ((await listAlerts()).length >= 2 ? true : undefined), {
		timeoutMs: 200_000,
		intervalMs: 2_000,
		onTimeout: () => new Error('No alerts came'),
	});
}, 400_000);
afterAll(async () => {
	await database.close();
	await server.stop();
});

async function listAlerts(query = '', token?: string): Promise<Alert[]> {
	return must<Alert[]>(server, `/kilowatch/alerts?building=${building}${query}`, token ? { token } : {});
}

test('an alert is raised within the minute, told in sentences, and starts a Flow once in all processes', async () => {
	const alerts = await listAlerts('&language=fr');
	const own = alerts.filter(({ device }) => device === meter.device);
	expect(own).toHaveLength(1);
	expect(own[0]).toMatchObject({
		building_name: 'Les Tilleuls',
		status: 'open',
		is_coarse: false,
		may_update: true,
		explanation: { days: 2, excess: { excess_wh: expect.any(Number) as unknown } },
	});
	expect(own[0]?.sentences?.[0]).toContain('de plus que prévu');
	const heard = await must<{ name: string }[]>(server, '/items/iot_tariffs?limit=-1');
	expect(heard.map(({ name }) => name).sort()).toEqual(alerts.map(({ id }) => id).sort());
});

test('of a natural person it tells the day, and the hours to who may see personal data', async () => {
	const of = (alerts: Alert[]) => alerts.find(({ device }) => device === person.device);
	const all = of(await listAlerts());
	expect(all).toMatchObject({
		rule: 'short-spike',
		is_coarse: false,
		explanation: { hours: { from: '14:00' } },
	});
	expect(all?.energy_wh).toBeGreaterThan(1000);
	expect(of(await listAlerts('', reader.token))).toMatchObject({
		is_coarse: true,
		may_update: false,
		energy_wh: null,
		explanation: { hours: null, evidence: null },
	});
	const [row] = await must<Record<string, unknown>[]>(
		server,
		`/items/iot_alerts?filter[device][_eq]=${person.device}`,
		{ token: reader.token },
	);
	expect(row).toMatchObject({ energy_impact: null, observed: null });
	expect(JSON.stringify(row)).not.toContain('14:00');
});

test('a manager takes note of it and says what it was; the same again changes nothing', async () => {
	const [alert] = (await listAlerts()).filter(({ device }) => device === meter.device);
	const say = (what: string, body: object) =>
		must<{ changed: boolean }>(server, `/kilowatch/alerts/${alert?.id}/${what}`, {
			method: 'POST',
			body,
			token: manager.token,
		});
	expect(await say('acknowledge', { comment: 'The boiler' })).toMatchObject({ changed: true });
	expect(await say('acknowledge', { comment: 'The boiler' })).toMatchObject({ changed: false });
	expect(await say('verdict', { verdict: 'known_cause' })).toMatchObject({ changed: true });
	expect(await say('verdict', { verdict: 'known_cause' })).toMatchObject({ changed: false });
	expect((await listAlerts('&status=acknowledged'))[0]).toMatchObject({
		id: alert?.id,
		acknowledged_by: manager.id,
		verdict: 'known_cause',
		verdict_by: manager.id,
		comment: 'The boiler',
	});
});

test('pages follow each other, and a foreign cursor is refused', async () => {
	const first = await ask<Alert[]>(server, '/kilowatch/alerts?limit=1');
	const second = await ask<Alert[]>(
		server,
		`/kilowatch/alerts?limit=1&cursor=${String(first.meta.next_cursor)}`,
	);
	expect(second.data[0]?.id).not.toBe(first.data[0]?.id);
	expect(await ask(server, '/kilowatch/alerts?cursor=x')).toMatchObject({
		code: 'KILOWATCH_INVALID_REQUEST',
	});
});

test('settings are checked whoever writes them, and a preview tells what they would have found', async () => {
	const path = `/kilowatch/buildings/${building}/alert-settings`;
	const wrong = { severity: { major: { days: 30 } } };
	const refused = { status: 400, code: 'KILOWATCH_ALERT_SETTINGS' };
	expect(await ask(server, path, { method: 'POST', body: { settings: wrong } })).toMatchObject(refused);
	expect(
		await ask(server, `/items/buildings/${building}`, { method: 'PATCH', body: { alert_settings: wrong } }),
	).toMatchObject(refused);
	expect(
		await ask(server, '/kilowatch/alert-settings', { method: 'POST', body: { settings: { nothing: {} } } }),
	).toMatchObject(refused);
	const own = { 'above-average': { enabled: true } };
	expect(
		await must(server, path, { method: 'POST', body: { settings: own }, token: manager.token }),
	).toMatchObject({
		own,
		settings: { 'above-average': { enabled: true, windowDays: 30 } },
	});

	const preview = await ask<PreviewAnswer['data']>(
		server,
		`/kilowatch/buildings/${building}/alert-rules/preview`,
		{
			method: 'POST',
			body: { months: 3 },
			token: manager.token,
		},
	);
	expect(preview.data.find(({ rule }) => rule === 'above-average')).toMatchObject({ enabled: true });
	expect(preview.data.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(1);
	expect(preview.data.find(({ building: said }) => said.known_cause === 1)).toMatchObject({
		building: { precision: 1 },
		portfolio: { precision: 1 },
	});
	expect(preview.meta).toMatchObject({ devices: 2 });
});
