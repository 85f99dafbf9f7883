import { describe, expect, it } from 'vitest';
import type { Meter } from '../meters/meter.ts';
import { plainMeter, testSandbox, youngMeter, type TestSandbox } from '../test-sandbox.ts';

const person: Meter = {
	...plainMeter,
	production: () => [100, 100],
	activatedOn: '2024-10-12',
	contract: {
		...plainMeter.contract,
		subscribedPowerKva: 9,
		offPeakHours: 'HC (22H38-6H38)',
		holder: { kind: 'person', title: 'M', firstName: 'Jean', lastName: 'Testeur' },
	},
};

const get = async (sandbox: TestSandbox, path: string): Promise<Response> =>
	sandbox.app.request(path, { headers: { authorization: `Bearer ${await sandbox.token()}` } });

async function shared(meter: Meter): Promise<TestSandbox> {
	const sandbox = testSandbox('2026-11-23T09:00:00Z', { meters: [meter] });
	await sandbox.share(meter);

	return sandbox;
}

describe('contract data of 2026', () => {
	it('are two contracts for who draws and feeds in, the second without subscribed power', async () => {
		const sandbox = await shared(person);
		const contracts = (await (
			await get(sandbox, `/situation_contrat_auto/v1/${person.pointId}`)
		).json()) as Record<string, unknown>[];

		expect(contracts).toHaveLength(2);
		expect(contracts[0]).toMatchObject({
			contract_start: '2024-10-12T00:00:00+0200',
			contract_type: 'Contrat GRD-F',
			subscribed_power: { unit: 'kVA', value: 9 },
			segment: 'C5',
			person: { title: 'M', lastname: 'Testeur', firstname: 'Jean' },
			organization: null,
		});
		expect(contracts[1]).toMatchObject({ contract_type: 'Contrat GRD-A', segment: 'P4' });
		expect(contracts[1]).not.toHaveProperty('subscribed_power');
	});

	it('tell the day of activation, by direction', async () => {
		const sandbox = await shared(plainMeter);
		expect(await (await get(sandbox, `/synth_contrat_auto/v1/${plainMeter.pointId}`)).json()).toMatchObject({
			segments: [{ segment: 'C5' }],
			consumption_last_activation_date: '2015-01-01T00:00:00+0100',
			generation_last_activation_date: null,
			services_level: 'Communicant (ouvert aux services)',
		});
	});

	it('tell the meter and its off-peak hours, or none', async () => {
		const withHours = await shared(person);
		expect(await (await get(withHours, `/comptage_auto/v1/${person.pointId}`)).json()).toMatchObject({
			relais: { plageHeuresCreuses: 'HC (22H38-6H38)' },
		});
		const without = await shared(plainMeter);
		expect(await (await get(without, `/comptage_auto/v1/${plainMeter.pointId}`)).json()).toMatchObject({
			relais: { plageHeuresCreuses: null },
		});
	});

	it('tell the place', async () => {
		const sandbox = await shared(plainMeter);
		expect(
			await (await get(sandbox, `/donnees_generales_auto/v1/${plainMeter.pointId}`)).json(),
		).toMatchObject({ address: { postal_code_city: '75000 PARIS', insee_code: '75056' } });
	});

	it.each(['situation_contrat_auto', 'synth_contrat_auto', 'comptage_auto', 'donnees_generales_auto'])(
		'%s needs the PRM in its path, a consent and a token',
		async (subject) => {
			const sandbox = testSandbox('2026-11-23T09:00:00Z', { meters: [plainMeter, youngMeter] });
			await sandbox.share(plainMeter);
			const path = `/${subject}/v1/${plainMeter.pointId}`;

			expect((await get(sandbox, path)).status).toBe(200);
			expect((await get(sandbox, `/${subject}/v1?pointId=${plainMeter.pointId}`)).status).toBe(500);
			expect((await get(sandbox, `${path}?pointId=${plainMeter.pointId}`)).status).toBe(500);
			expect((await get(sandbox, `/${subject}/v1/1234`)).status).toBe(500);
			const foreign = await get(sandbox, `/${subject}/v1/${youngMeter.pointId}`);
			expect(foreign.status).toBe(403);
			expect(await foreign.json()).toMatchObject({ error: 'ADAM-DC-0008' });
			expect((await sandbox.app.request(path)).status).toBe(401);
		},
	);
});

describe('customer data of the generation before', () => {
	it('are the contract with a date that carries an offset', async () => {
		const sandbox = await shared(person);
		const path = `/customers_upc/v5/usage_points/contracts?usage_point_id=${person.pointId}`;
		expect(await (await get(sandbox, path)).json()).toMatchObject({
			customer: {
				usage_points: [
					{
						usage_point: { usage_point_id: person.pointId, usage_point_status: 'com', meter_type: 'AMM' },
						contracts: {
							segment: 'C5',
							subscribed_power: '9 kVA',
							last_activation_date: '2024-10-12+02:00',
							distribution_tariff: 'BTINFMUDT',
							offpeak_hours: 'HC (22H38-6H38)',
							contract_status: 'SERVC',
						},
					},
				],
			},
		});
	});

	it('are the holder, a person or a body', async () => {
		const path = (meter: Meter): string => `/customers_i/v5/identity?usage_point_id=${meter.pointId}`;
		expect(await (await get(await shared(person), path(person))).json()).toMatchObject({
			identity: { natural_person: { lastname: 'Testeur' } },
		});
		expect(await (await get(await shared(plainMeter), path(plainMeter))).json()).toMatchObject({
			identity: { legal_entity: { name: 'Syndic du simulateur' } },
		});
	});

	it('are not there for a point that only feeds in', async () => {
		const producer: Meter = { ...plainMeter, consumption: null, production: () => [1, 1] };
		const path = `/customers_upa/v5/usage_points/addresses?usage_point_id=${producer.pointId}`;
		expect((await get(await shared(producer), path)).status).toBe(404);
	});

	it.each([
		['', 'usage_point_id parameter is required'],
		['?usage_point_id=123', 'usage_point_id parameter must be 14 digits long'],
	])('refuse %j', async (query, description) => {
		const answer = await get(await shared(plainMeter), `/customers_cd/v5/contact_data${query}`);
		expect(answer.status).toBe(400);
		expect(await answer.json()).toEqual({ error: 'Invalid_request', error_description: description });
	});
});
