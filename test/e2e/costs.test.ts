/** Tariffs as people write them, and what a building then costs, on a real Directus. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../scripts/database/connection.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { CostsAnswer } from '../../extensions/kilowatch/src/shared/http-contract/costs.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { ask, must, post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson, type Person } from '../support/people.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);
const invalid = { status: 400, code: 'KILOWATCH_INVALID_REQUEST' };

let server: TestServer;
let building: string;
let meter: MeasuredMeter;
let personal: MeasuredMeter;
let manager: Person;
let reader: Person;

beforeAll(async () => {
	server = await startTestServer({ sandbox: false });
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls', country: 'FR' })).id;
	meter = await addMeasuredMeter(server, building, { pointId: '11111111111111', date, values: [600, 400] });
	personal = await addMeasuredMeter(server, building, {
		pointId: '22222222222222',
		date,
		values: [3_000],
		personal: true,
	});
	manager = await addPerson(server, 'manager', [policyIds.manager]);
	reader = await addPerson(server, 'reader', [policyIds.reader]);
});

afterAll(() => server.stop());

/** Half-hours of the whole local day. */
async function fillDay(channel: number): Promise<void> {
	await withClient(server.database.connection, (client) =>
		client.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, source)
			SELECT kilowatch_internal.reading_id($1, start), $1, start, 1800, 62.5, 'operator'
			FROM generate_series($2::date::timestamp AT TIME ZONE 'Europe/Paris',
				($2::date + 1)::timestamp AT TIME ZONE 'Europe/Paris' - interval '30 minutes', interval '30 minutes') AS start
			ON CONFLICT DO NOTHING`,
			[channel, date],
		),
	);
}

async function readCosts(token: string | null, query = ''): Promise<CostsAnswer> {
	const path = `/kilowatch/buildings/${building}/costs?from=${date}&to=${addDays(date, 1)}${query}`;
	const response = await server.request(path, { token });
	expect(response.status).toBe(200);

	return (await response.json()) as CostsAnswer;
}

const flat = (price: string) => ({ name: 'Base', type: 'flat', periods: [{ price }] });

test('a manager writes a tariff for a building, a reader reads what it costs, and the past follows a change', async () => {
	const tariff = await ask<{ id: string }>(server, '/items/iot_tariffs', {
		method: 'POST',
		body: flat('0.20'),
		token: manager.token,
	});
	expect(tariff.status).toBe(200);
	const path = `/items/iot_tariffs/${tariff.data.id}`;
	const assigned = await ask(server, `/items/buildings/${building}`, {
		method: 'PATCH',
		body: { electricity_tariff: tariff.data.id },
		token: manager.token,
	});
	expect(assigned.status).toBe(200);

	const { data, meta } = await readCosts(reader.token);
	expect(data.total).toMatchObject({ energy_wh: 4_000, total_eur: 0.8, days_costed: 2, days_expected: 2 });
	expect(meta.emission_factors).toMatchObject([{ country: 'FR', year: 2024, days_of_another_time: 2 }]);
	expect(meta.emission_factors[0]?.source).toContain('ADEME');

	for (const [token, status] of [
		[reader.token, 403],
		[manager.token, 200],
	] as const) {
		const change = { method: 'PATCH', body: { periods: [{ price: '0.30' }] }, token };
		expect((await ask(server, path, change)).status).toBe(status);
	}
	expect((await readCosts(reader.token)).data.total.total_eur).toBe(1.2);
	expect(await ask(server, path, { method: 'DELETE' })).toMatchObject({
		status: 400,
		code: 'KILOWATCH_PROTECTED',
		message: expect.stringContaining('This tariff prices buildings') as unknown,
	});
});

describe('a tariff that cannot be reckoned with', () => {
	test.each<[object, string]>([
		[{ name: 'x' }, 'periods: must have at least one period'],
		[{ name: 'x', periods: [{ price: '0,2' }] }, 'periods.0.price: must be a number'],
		[{ name: 'x', type: 'tempo', periods: [{ price: 1 }] }, 'no other kind of tariff'],
		[{ name: 'x', type: 'two_rate', periods: [{ price: 1 }] }, 'periods.0.price_low'],
		[{ name: 'x', periods: '[{"price": -1}]' }, 'must not be negative'],
	])('%j is refused, and changes nothing', async (body, message) => {
		const before = await must<unknown[]>(server, '/items/iot_tariffs');
		const answer = await ask(server, '/items/iot_tariffs', { method: 'POST', body });
		expect(answer).toMatchObject(invalid);
		expect(answer.message).toContain(message);
		expect(await must<unknown[]>(server, '/items/iot_tariffs')).toEqual(before);
	});

	test('is refused as a change of a part, too', async () => {
		const { id } = await post(server, '/items/iot_tariffs', flat('0.2'));
		const change = (body: object) => ask(server, `/items/iot_tariffs/${id}`, { method: 'PATCH', body });
		expect(await change({ type: 'two_rate' })).toMatchObject(invalid);
		expect(await change({ periods: [] })).toMatchObject(invalid);
		expect((await change({ name: 'Other' })).status).toBe(200);
		expect((await change({ type: 'two_rate', periods: [{ price: 1, price_low: 1 }] })).status).toBe(200);
	});

	test('nobody learns of it who may not write', async () => {
		const answer = await ask(server, '/items/iot_tariffs', { method: 'POST', body: {}, token: reader.token });
		expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
	});
});

test('a factor has its unit and its source', async () => {
	const factor = {
		kind: 'emission_factor',
		country: 'FR',
		year: 2026,
		value: '40',
		unit: 'gCO2e/kWh',
		method: 'average',
		source: 'us',
	};
	const write = (change: object) =>
		ask<{ id: string }>(server, '/items/iot_reference_values', {
			method: 'POST',
			body: { ...factor, ...change },
		});
	for (const [change, message] of [
		[{ unit: 'kWh' }, 'unit'],
		[{ source: ' ' }, 'source'],
		[{ value: -1 }, 'value'],
		[{ year: null }, 'year'],
		[{ valid_from: '2026-02-01', valid_until: '2026-01-01' }, 'valid_until'],
	] as const) {
		const answer = await write(change);
		expect([change, answer]).toMatchObject([change, invalid]);
		expect(answer.message).toContain(message);
	}
	const { status, data } = await write({});
	expect(status).toBe(200);
	const path = `/items/iot_reference_values/${data.id}`;
	expect(await ask(server, path, { method: 'PATCH', body: { unit: 'kWh' } })).toMatchObject(invalid);
	expect((await ask(server, path, { method: 'PATCH', body: { value: '41.5' } })).status).toBe(200);
	// A benchmark has other units.
	expect((await write({ kind: 'benchmark', unit: 'kWh/m2' })).status).toBe(200);
});

describe('off-peak hours', () => {
	const change = (device: string, body: object, token?: string) =>
		ask(server, `/items/iot_devices/${device}`, { method: 'PATCH', body, ...(token ? { token } : {}) });

	test('in a form that nobody can read are refused', async () => {
		for (const body of [
			{ off_peak_hours: 'la nuit' },
			{ former_off_peak_hours: [{ until: 'then', hours: 'HC (22H-6H)' }] },
			{ former_off_peak_hours: [{ until: '2026-01-01', hours: 'la nuit' }] },
		]) {
			expect([body, await change(meter.device, body, manager.token)]).toMatchObject([body, invalid]);
		}
		expect((await change(meter.device, { off_peak_hours: 'HC (22H00-6H00)' }, manager.token)).status).toBe(
			200,
		);
	});

	test('of a natural person’s meter are not for everybody to choose, for costs by chosen hours would tell its load curve', async () => {
		const hours = { off_peak_hours: 'HC (0H00-0H30)' };
		expect(await change(personal.device, hours, manager.token)).toMatchObject({
			status: 400,
			code: 'KILOWATCH_PROTECTED',
		});
		expect((await change(personal.device, hours)).status).toBe(200);
		const chosen = await post(server, '/items/iot_tariffs', {
			name: 'Chosen',
			type: 'peak_off_peak',
			periods: [{ price: 1, price_low: 0, low_hours: '1h-1h30' }],
		});
		expect((await change(personal.device, { tariff: chosen.id }, manager.token)).status).toBe(200);
		// The whole day has to be known before anything is split.
		await fillDay(personal.channel);
		const { data, meta } = await readCosts(manager.token, `&device=${personal.device}`);
		expect(meta.withheld).toEqual({ devices: [personal.device], reason: 'personal_data' });
		expect(data.meters[0]).toMatchObject({ registers: [], obstacles: [{ reason: 'withheld', days: 1 }] });
		const seen = await readCosts(adminToken, `&device=${personal.device}`);
		expect(seen.meta).not.toHaveProperty('withheld');
		expect(seen.data.total.registers).toHaveLength(2);
	});
});

test('a request of another form is told', async () => {
	const path = `/kilowatch/buildings/${building}/costs`;
	for (const query of ['resolution=hour', 'estimate=yes', 'device=x', 'from=yesterday', 'more=1']) {
		expect([query, await ask(server, `${path}?${query}`)]).toMatchObject([query, invalid]);
	}
});
