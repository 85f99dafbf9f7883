/** What a building's consumption costs, on a database, in cases counted by hand. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import {
	readBuildingCosts,
	type CostsRequest,
} from '../../extensions/kilowatch/src/insight/costs/building-costs.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';

const schemas: SchemaForTest[] = [];
let schema: SchemaForTest;

beforeEach(async () => {
	schema = await createSchema();
	schemas.push(schema);
});
afterAll(async () => {
	for (const one of schemas) await one.drop();
});

/** Half-hours of as many Wh, and the operator's totals of days. */
async function store(
	channel: number,
	from: string,
	to: string,
	valueAt: (startSeconds: number) => number | null,
	totals: Record<string, number> = {},
): Promise<void> {
	const days = localDays(from, to, zone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) => {
		const ofDay: Reading[] = [];
		for (let start = startSeconds; start < endSeconds; start += 1_800) {
			const value = valueAt(start);
			if (value !== null) ofDay.push({ startSeconds: start, durationSeconds: 1_800, value, quality: 'raw' });
		}

		return ofDay;
	});
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings,
		dayTotals: Object.entries(totals).map(([date, value]) => ({ date, value })),
		usualStepSeconds: 1_800,
		asked: undefined,
	});
}

async function addTariff(type: string, ...periods: object[]): Promise<string> {
	const { rows } = await schema.database.query<{ id: string }>(
		`INSERT INTO iot_tariffs (name, type, periods) VALUES ('Tarif', $1, $2) RETURNING id`,
		[type, JSON.stringify(periods)],
	);

	return only(rows).id;
}

async function set(
	table: 'buildings' | 'iot_devices',
	key: string,
	values: Record<string, unknown>,
): Promise<void> {
	for (const [column, value] of Object.entries(values)) {
		await schema.database.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [key, value]);
	}
}

async function read(from: string, to: string, change: Partial<CostsRequest> = {}) {
	return readBuildingCosts(schema.database, {
		building: schema.building,
		period: { from, to },
		timeZone: zone,
		resolution: 'month',
		device: undefined,
		isEstimated: false,
		mayReadPersonalData: true,
		...change,
	});
}

const flat = {
	price: '0.20',
	subscription: '12',
	subscription_per: 'month',
	vat_subscription: '5.5',
	vat_energy: '20',
};
const peak = { price: '0.25', price_low: '0.15' };

describe('a flat tariff', () => {
	test('of the building is every meter’s but those that have one of their own', async () => {
		const one = await schema.addMeter('22516914714270');
		const other = await schema.addMeter('22516914714288');
		await set('buildings', schema.building, { electricity_tariff: await addTariff('flat', flat) });
		await set('iot_devices', other.device, { tariff: await addTariff('flat', { price: '0.10' }) });
		// 24 kWh a day each
		for (const { channel } of [one, other]) await store(channel, '2025-06-01', '2025-07-01', () => 500);
		const { costs } = await read('2025-06-01', '2025-07-01');

		// (720 kWh × 0.20) × 1.2 + 12 × 1.055
		expect(costs.meters.map(({ device, total_eur }) => [device, total_eur])).toEqual([
			[one.device, 185.46],
			[other.device, 72],
		]);
		expect(costs.total).toMatchObject({
			energy_wh: 1_440_000,
			total_eur: 257.46,
			subscription_eur: 12,
			energy_eur: 216,
			taxes_eur: 0,
			vat_eur: 29.46,
			is_gross: true,
			days_costed: 60,
			days_expected: 60,
			registers: [{ register: 'total', energy_wh: 1_440_000, energy_eur: 216 }],
		});
		expect(costs.rows).toHaveLength(1);
	});

	test('that changes its price changes it on that day, and costs of the past follow a changed tariff', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		const tariff = await addTariff(
			'flat',
			{ price: '0.20', to: '2025-06-16' },
			{ price: '0.30', from: '2025-06-16' },
		);
		await set('iot_devices', device, { tariff });
		await store(channel, '2025-06-01', '2025-07-01', () => 500);
		expect((await read('2025-06-01', '2025-07-01')).costs.total.total_eur).toBe(180);
		await schema.database.query('UPDATE iot_tariffs SET periods = $2 WHERE id = $1', [
			tariff,
			JSON.stringify([{ price: '0.10' }]),
		]);
		expect((await read('2025-06-01', '2025-07-01')).costs.total.total_eur).toBe(72);
	});

	test('is due for the time on days whose use is not known, and those are told', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await set('iot_devices', device, { tariff: await addTariff('flat', { ...flat, from: '2025-06-02' }) });
		await store(channel, '2025-06-01', '2025-07-01', (start) => (start < 1_749_000_000 ? null : 500));
		const { costs } = await read('2025-06-01', '2025-07-01');
		expect(costs.total).toMatchObject({ subscription_eur: 11.6, days_expected: 30 });
		expect(costs.meters[0]?.obstacles).toEqual([
			{ reason: 'no_price', days: 1 },
			{ reason: 'unknown_energy', days: 3 },
		]);
		expect(costs.total.days_costed).toBe(26);
	});
});

test('without a tariff nothing costs anything, and an unreadable one says so; what is emitted is known all the same', async () => {
	const { channel, device } = await schema.addMeter('22516914714270');
	await store(channel, '2024-06-01', '2024-06-02', () => 500);
	const { costs, emissionFactors } = await read('2024-06-01', '2024-06-02');
	expect(costs.total).toMatchObject({ total_eur: null, energy_wh: 24_000, co2_kg: 1.246, days_costed: 0 });
	expect(costs.meters[0]).toMatchObject({ tariff: null, obstacles: [{ reason: 'no_tariff', days: 1 }] });
	expect(emissionFactors).toMatchObject([
		{ country: 'FR', year: 2024, grams_per_kwh: 51.9, days: 1, days_of_another_time: 0 },
	]);

	await set('iot_devices', device, { tariff: await addTariff('flat', { price: 'much' }) });
	expect((await read('2024-06-01', '2024-06-02')).costs.meters[0]).toMatchObject({
		tariff: { name: 'Tarif' },
		total_eur: null,
		obstacles: [{ reason: 'unreadable_tariff', days: 1 }],
	});
});

describe('peak and off-peak', () => {
	test('on a day of 25 hours and one of 23, by the meter’s own minutes', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await set('iot_devices', device, {
			tariff: await addTariff('peak_off_peak', peak),
			off_peak_hours: 'HC (0H54-6H54;11H54-13H54)',
		});
		await store(channel, '2025-10-26', '2025-10-27', () => 500);
		await store(channel, '2025-03-30', '2025-03-31', () => 500);
		// 1 kWh an hour: 9 of 25 hours are off-peak in autumn, 7 of 23 in spring.
		const autumn = (await read('2025-10-26', '2025-10-27')).costs.total;
		expect(autumn.registers).toEqual([
			{ register: 'peak', energy_wh: 16_000, energy_eur: 4 },
			{ register: 'off_peak', energy_wh: 9_000, energy_eur: 1.35 },
		]);
		expect((await read('2025-03-30', '2025-03-31')).costs.total.registers).toEqual([
			{ register: 'peak', energy_wh: 16_000, energy_eur: 4 },
			{ register: 'off_peak', energy_wh: 7_000, energy_eur: 1.05 },
		]);
	});

	test('hours that the contract had before hold for the days before', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await set('iot_devices', device, {
			tariff: await addTariff('peak_off_peak', peak),
			off_peak_hours: 'HC (0H00-6H00)',
			former_off_peak_hours: JSON.stringify([{ until: '2025-06-02', hours: 'HC (0H00-8H00)' }]),
		});
		await store(channel, '2025-06-01', '2025-06-03', () => 500);
		const { costs } = await read('2025-06-01', '2025-06-03', { resolution: 'day' });
		expect(costs.rows.map(({ at, registers }) => [at, registers[1]?.energy_wh])).toEqual([
			['2025-06-01', 8_000],
			['2025-06-02', 6_000],
		]);
	});

	test('a total without a curve is not guessed at, unless that is asked for', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		const tariff = await addTariff('peak_off_peak', { ...peak, subscription: 365, subscription_per: 'year' });
		await set('iot_devices', device, { tariff });
		await store(channel, '2025-06-01', '2025-06-02', () => null, { '2025-06-01': 24_000 });
		expect((await read('2025-06-01', '2025-06-02')).costs.meters[0]?.obstacles).toEqual([
			{ reason: 'no_hours', days: 1 },
		]);
		await set('iot_devices', device, { off_peak_hours: 'HC (22H30-6H30)' });
		const { costs } = await read('2025-06-01', '2025-06-02');
		expect(costs.total).toMatchObject({ total_eur: 1, energy_eur: 0, days_costed: 0, energy_wh: 24_000 });
		expect(costs.meters[0]?.obstacles).toEqual([{ reason: 'no_split', days: 1 }]);
		const estimated = await read('2025-06-01', '2025-06-02', { isEstimated: true });
		// 16 hours at 0.25, 8 at 0.15
		expect(estimated.costs.total).toMatchObject({ total_eur: 6.2, days_costed: 1, days_estimated: 1 });
		await set('iot_devices', device, { off_peak_hours: 'la nuit' });
		expect((await read('2025-06-01', '2025-06-02')).costs.meters[0]?.obstacles).toEqual([
			{ reason: 'unreadable_hours', days: 1 },
		]);
	});

	test('the operator’s total is billed, shared out as the curve is', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await set('iot_devices', device, {
			tariff: await addTariff('peak_off_peak', peak),
			off_peak_hours: 'HC (0H00-6H00)',
		});
		await store(channel, '2025-06-01', '2025-06-02', () => 500, { '2025-06-01': 28_000 });
		expect((await read('2025-06-01', '2025-06-02')).costs.total.registers).toMatchObject([
			{ register: 'peak', energy_wh: 21_000 },
			{ register: 'off_peak', energy_wh: 7_000 },
		]);
	});
});

test('a Belgian day and night are read from the registers where the meter has them', async () => {
	const { channel, device } = await schema.addMeter('541448820044186577');
	await set('iot_devices', device, { tariff: await addTariff('two_rate', peak) });
	// A Sunday, all night, and a Monday
	await store(channel, '2025-06-01', '2025-06-03', () => 500);
	const days = await read('2025-06-01', '2025-06-03', { resolution: 'day' });
	expect(days.costs.rows.map(({ registers }) => registers.map(({ energy_wh }) => energy_wh))).toEqual([
		[0, 24_000],
		[15_000, 9_000],
	]);
	await schema.database.query(
		`WITH channel AS (
			INSERT INTO iot_channels (device, metric, register, unit)
			SELECT $1, 'consumption', register, 'Wh' FROM unnest(ARRAY['day', 'night']) AS register RETURNING id, register
		)
		INSERT INTO iot_daily (id, channel, date, value, points_expected, points_received, status, source)
		SELECT id::bigint * 1048576 + (DATE '2025-06-02' - DATE '1970-01-01'), id, DATE '2025-06-02',
			CASE register WHEN 'day' THEN 14000 ELSE 10500 END, 0, 0, 'complete', 'operator' FROM channel`,
		[device],
	);
	const { costs } = await read('2025-06-02', '2025-06-03');
	expect(costs.total.registers).toEqual([
		{ register: 'day', energy_wh: 14_000, energy_eur: 3.5 },
		{ register: 'night', energy_wh: 10_500, energy_eur: 1.58 },
	]);
});

describe('a natural person’s meter', () => {
	test('tells two numbers a day by its contract’s hours, and by no other ones', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await set('iot_devices', device, { personal: true, off_peak_hours: 'HC (0H00-6H00)' });
		await store(channel, '2025-06-01', '2025-06-02', () => 500);
		const ask = async (type: string, period: object, change: Partial<CostsRequest> = {}) => {
			await set('iot_devices', device, { tariff: await addTariff(type, period) });
			const found = await read('2025-06-01', '2025-06-02', { mayReadPersonalData: false, ...change });

			return [found.withheld.length, found.costs.total.registers.map(({ energy_wh }) => energy_wh)];
		};
		expect(await ask('peak_off_peak', peak)).toEqual([0, [18_000, 6_000]]);
		expect(await ask('peak_off_peak', { ...peak, low_hours: '0h-6h' })).toEqual([0, [18_000, 6_000]]);
		expect(await ask('peak_off_peak', { ...peak, low_hours: '0h-6h30' })).toEqual([1, []]);
		expect(await ask('two_rate', peak)).toEqual([1, []]);
		expect(await ask('peak_off_peak', peak, { timeZone: 'Europe/Lisbon' })).toEqual([1, []]);
		expect(await ask('two_rate', peak, { mayReadPersonalData: true })).toEqual([0, [0, 24_000]]);
		// An even split tells nothing but the total.
		expect(await ask('peak_off_peak', { ...peak, low_hours: '0h-12h' }, { isEstimated: true })).toEqual([
			0,
			[12_000, 12_000],
		]);
	});
});

test('rows and meters make the total, to the last digit that is told', async () => {
	const { channel, device } = await schema.addMeter('22516914714270');
	await set('iot_devices', device, {
		tariff: await addTariff('peak_off_peak', {
			...flat,
			...peak,
			taxes: [{ name: 'Accise', per_kwh: '0.0337' }],
		}),
		off_peak_hours: 'HC (22H38-6H38)',
	});
	await store(channel, '2025-01-01', '2026-01-01', (start) => 100 + ((start / 1_800) % 97) / 7);
	const [year, months, days] = await Promise.all(
		(['year', 'month', 'day'] as const).map((resolution) => read('2025-01-01', '2026-01-01', { resolution })),
	);
	const total = year?.costs.total.total_eur ?? 0;
	expect(year?.costs.rows).toHaveLength(1);
	expect(months?.costs.rows).toHaveLength(12);
	expect(days?.costs.rows).toHaveLength(365);
	for (const found of [year, months, days]) {
		const sum = found?.costs.rows.reduce((all, row) => all + (row.total_eur ?? 0), 0) ?? 0;
		expect(Math.abs(sum - total)).toBeLessThan(0.005 + 365 * 0.00005);
		for (const row of [...(found?.costs.rows ?? []), found?.costs.total]) {
			const parts =
				(row?.subscription_eur ?? 0) + (row?.energy_eur ?? 0) + (row?.taxes_eur ?? 0) + (row?.vat_eur ?? 0);
			expect(parts).toBeCloseTo(row?.total_eur ?? 0, 9);
		}
	}
});

test('the project’s own factors go before the shipped ones, and what cannot be one is none', async () => {
	const { channel } = await schema.addMeter('22516914714270');
	await store(channel, '2025-06-01', '2025-06-02', () => 500);
	await schema.database.query(
		`INSERT INTO iot_reference_values (kind, country, year, value, unit, method, source) VALUES
			('emission_factor', 'FR', 2025, 0.04, 'kgCO2e/kWh', 'mine', 'me'),
			('emission_factor', 'FR', 2026, 1, 'furlong', 'mine', 'me'),
			('benchmark', 'FR', 2025, 100, 'kWh/m2', 'mine', 'me')`,
	);
	const { costs, emissionFactors } = await read('2025-06-01', '2025-06-02');
	expect(costs.total.co2_kg).toBe(0.96);
	expect(emissionFactors).toMatchObject([
		{ method: 'mine', source: 'me', year: 2025, days_of_another_time: 0 },
	]);
	await set('buildings', schema.building, { country: 'LU' });
	const elsewhere = await read('2025-06-01', '2025-06-02');
	expect(elsewhere.costs.total.co2_kg).toBeNull();
	expect(elsewhere).toMatchObject({ emissionFactors: [], daysWithoutFactor: 1 });
});
