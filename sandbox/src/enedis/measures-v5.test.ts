import { describe, expect, it } from 'vitest';
import { plainMeter, roofMeter, testSandbox, type TestSandbox } from '../test-sandbox.ts';

const DAILY = '/metering_data_dc/v5/daily_consumption';
const CURVE = '/metering_data_clc/v5/consumption_load_curve';
const MAXIMUM = '/metering_data_dcmp/v5/daily_consumption_max_power';
const DAILY_PRODUCTION = '/metering_data_dp/v5/daily_production';
const PRODUCTION_CURVE = '/metering_data_plc/v5/production_load_curve';

interface Reading {
	value: string;
	date: string;
}

const query = (start: string, end: string, { pointId } = plainMeter): Record<string, string> => ({
	usage_point_id: pointId,
	start,
	end,
});
const good = query('2026-11-20', '2026-11-22');

async function shared(): Promise<TestSandbox> {
	const meters = [plainMeter, roofMeter];
	const sandbox = testSandbox(undefined, { meters });
	for (const meter of meters) await sandbox.share(meter);

	return sandbox;
}

const head = { usage_point_id: plainMeter.pointId, start: '2026-11-20', end: '2026-11-22', quality: 'BRUT' };

describe('the measures of generation v5', () => {
	it('have the daily consumption in the documented shape', async () => {
		const response = await (await shared()).measureV5(DAILY, good);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({
			meter_reading: {
				...head,
				reading_type: { unit: 'Wh', measurement_kind: 'energy', aggregate: 'sum', measuring_period: 'P1D' },
				interval_reading: [
					{ value: '24276', date: '2026-11-20' },
					{ value: '24276', date: '2026-11-21' },
				],
			},
		});
	});

	it('have the curve without a measuring period, each point with its step', async () => {
		const response = await (await shared()).measureV5(CURVE, good);
		const { meter_reading: reading } = (await response.json()) as {
			meter_reading: { interval_reading: Reading[] };
		};
		expect(reading.interval_reading).toHaveLength(96);
		expect(reading).toMatchObject({
			...head,
			reading_type: { unit: 'W', measurement_kind: 'power', aggregate: 'average' },
		});
		expect(reading).not.toHaveProperty('reading_type.measuring_period');
		expect(reading.interval_reading[0]).toEqual({
			value: '950',
			date: '2026-11-20 00:30:00',
			interval_length: 'PT30M',
			measure_type: 'B',
		});
		expect(reading.interval_reading.at(-1)?.date).toBe('2026-11-22 00:00:00');
	});

	it('have the maximum with its moment as date', async () => {
		const response = await (await shared()).measureV5(MAXIMUM, good);
		const { meter_reading: reading } = (await response.json()) as {
			meter_reading: { interval_reading: Reading[] };
		};
		expect(reading).toMatchObject({
			reading_type: {
				unit: 'VA',
				measurement_kind: 'power',
				aggregate: 'maximum',
				measuring_period: 'P1D',
			},
		});
		expect(reading.interval_reading[0]?.date).toMatch(/^2026-11-20 23:\d\d:\d\d$/);
	});

	it.each([
		[DAILY, 'consommation_quotidienne', plainMeter, {}],
		[CURVE, 'courbe_de_charge_consommation', plainMeter, {}],
		[MAXIMUM, 'puissance_conso_max_quotidienne', plainMeter, { mesuresPas: 'P1D', grandeurPhysique: 'PMA' }],
		[DAILY_PRODUCTION, 'production_quotidienne', roofMeter, {}],
		[PRODUCTION_CURVE, 'courbe_de_charge_production', roofMeter, {}],
	])('%s has the values and stamps of generation 2026', async (path, path2026, meter, further) => {
		const sandbox = await shared();
		const old = (await (await sandbox.measureV5(path, query('2026-10-23', '2026-10-27', meter))).json()) as {
			meter_reading: { interval_reading: Reading[] };
		};
		const recent = (await (
			await sandbox.measure(path2026, {
				pointId: meter.pointId,
				dateDebut: '2026-10-23',
				dateFin: '2026-10-27',
				...further,
			})
		).json()) as { grandeur: { points: { v: string; d: string }[] }[] };
		expect(old.meter_reading.interval_reading.length).toBeGreaterThan(3);
		expect(old.meter_reading.interval_reading.map(({ value, date }) => [value, date])).toEqual(
			recent.grandeur[0]?.points.map(({ v, d }) => [v, d]),
		);
	});

	it('take a person’s id, and pass over what they do not know', async () => {
		const sandbox = await shared();
		expect((await sandbox.measureV5(DAILY, { ...good, person_id: '1358019319' })).status).toBe(200);
		expect((await sandbox.measureV5(DAILY, { ...good, other: 'x' })).status).toBe(200);
	});

	it('need a token', async () => {
		expect((await testSandbox().app.request(`${DAILY}?${new URLSearchParams(good).toString()}`)).status).toBe(
			401,
		);
	});
});

describe.each([DAILY, CURVE, MAXIMUM])('refusals of %s', (path) => {
	it.each([
		[{ start: '2026-11-20', end: '2026-11-22' }, 'usage_point_id parameter is required'],
		[{ ...good, usage_point_id: '123' }, 'usage_point_id parameter must be 14 digits long'],
		[{ ...good, start: '' }, 'Start date parameter is required'],
		[{ ...good, end: '' }, 'End date parameter is required'],
		[{ ...good, start: '20/11/2026' }, 'Start date parameter must be in the format YYYY-MM-DD'],
		[{ ...good, end: '2026-11-31' }, 'End date parameter must be in the format YYYY-MM-DD'],
		[{ ...good, end: '2026-11-24' }, 'The end date parameter must be earlier than the current date'],
		[{ ...good, end: '2026-11-20' }, 'Start date should be before end date'],
		[{ ...good, start: '2026-11-23' }, 'Start date should be before end date'],
		[{ ...good, person_id: '' }, 'person_id parameter is required'],
		[{ ...good, person_id: '12' }, 'person_id parameter must be 10 digits long'],
	])('%j: 400 with its description', async (wrong, description) => {
		const response = await (await shared()).measureV5(path, wrong);
		expect(response.status).toBe(400);
		expect(await response.json()).toEqual({
			error: 'Invalid_request',
			error_description: description,
			error_uri: 'https://bluecoder.enedis.fr/api-doc/consulter-souscrire',
		});
	});

	it('403 without a consent, 400 in the wrong direction', async () => {
		const without = await testSandbox().measureV5(path, good);
		expect([without.status, ((await without.json()) as { error: string }).error]).toEqual([
			403,
			'ADAM-DC-0008',
		]);
		const wrong = await (await shared()).measureV5(path, query('2026-11-20', '2026-11-22', roofMeter));
		expect([wrong.status, ((await wrong.json()) as { error: string }).error]).toEqual([400, 'ADAM-ERR0069']);
	});

	it('takes one day, and today as the end', async () => {
		expect((await (await shared()).measureV5(path, query('2026-11-22', '2026-11-23'))).status).toBe(200);
	});
});

describe('the curve’s limits in v5', () => {
	it.each([
		['2026-11-15', '2026-11-23', 'ADAM-ERR0126'],
		['2024-11-07', '2024-11-08', 'ADAM-ERR0125'],
	])('%s to %s is 400 %s', async (start, end, code) => {
		const response = await (await shared()).measureV5(CURVE, query(start, end));
		expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([400, code]);
	});
});

describe('the generations that are served', () => {
	const statuses = async (sandbox: TestSandbox): Promise<number[]> => {
		const recent = { pointId: plainMeter.pointId, dateDebut: '2026-11-20', dateFin: '2026-11-22' };

		return [
			(await sandbox.measure('consommation_quotidienne', recent)).status,
			(await sandbox.measureV5(DAILY, good)).status,
		];
	};

	it.each([
		['both', [200, 200]],
		['2026', [200, 404]],
		['v5', [404, 200]],
	] as const)('%s: %j, by option and by control', async (generation, expected) => {
		const byOption = testSandbox(undefined, { api: generation });
		await byOption.share(plainMeter);
		expect(await statuses(byOption)).toEqual(expected);
		expect(await (await byOption.app.request('/sandbox/api')).json()).toEqual({ generation });

		const byControl = await shared();
		expect(await (await byControl.put('/sandbox/api', { generation })).json()).toEqual({ generation });
		expect(await statuses(byControl)).toEqual(expected);
	});

	it('cut the contract’s calls of their generation, too', async () => {
		const sandbox = await shared();
		await sandbox.put('/sandbox/api', { generation: '2026' });
		const contracts = '/customers_upc/v5/usage_points/contracts';
		expect((await sandbox.measureV5(contracts, { usage_point_id: plainMeter.pointId })).status).toBe(404);
		await sandbox.put('/sandbox/api', { generation: 'v5' });
		expect((await sandbox.measureV5(contracts, { usage_point_id: plainMeter.pointId })).status).toBe(200);
	});

	it('are not changed to what there is not', async () => {
		expect((await testSandbox().put('/sandbox/api', { generation: 'v4' })).status).toBe(400);
	});
});
