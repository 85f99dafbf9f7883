/** What is forecast of a building's days, what is kept of it, and what takes it away. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { keepForecasts } from '../../extensions/kilowatch/src/api/keep-forecasts.ts';
import { addDays, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readBuildingForecast } from '../../extensions/kilowatch/src/insight/building-forecast.ts';
import { deleteDevice } from '../../extensions/kilowatch/src/storage/erasure/erase-rows.ts';
import { purgeForecasts, readForecasts } from '../../extensions/kilowatch/src/storage/forecasts.ts';
import { purgeScope } from '../../extensions/kilowatch/src/storage/readings/purge-scope.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const today = '2026-11-23';
/** In Paris, the night before that day's data comes. */
const night = new Date('2026-11-23T01:00:00Z');

const schemas: SchemaForTest[] = [];
let schema: SchemaForTest;
const log: unknown[] = [];

beforeEach(async () => {
	schema = await createSchema();
	schemas.push(schema);
	log.length = 0;
});
afterAll(async () => {
	for (const one of schemas) await one.drop();
});

/** Weekdays of 10 kWh and weekends of 6, a fifth more in winter. */
function usual(date: string): number {
	const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
	const month = Number(date.slice(5, 7));

	return (weekday === 0 || weekday === 6 ? 6_000 : 10_000) * (month <= 3 || month >= 11 ? 1.2 : 1);
}

async function store(channel: number, from: string, to: string, valueOf = usual): Promise<void> {
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days: localDays(from, to, zone),
		readings: [],
		dayTotals: localDays(from, to, zone).map(({ date }) => ({ date, value: valueOf(date) })),
		usualStepSeconds: undefined,
		asked: undefined,
	});
}

async function read(knownDays = 15) {
	const { forecast } = await readBuildingForecast(schema.database, {
		building: schema.building,
		today,
		knownDays,
	});

	return forecast;
}

const keep = (now = night) =>
	keepForecasts(schema.database, now, (message, facts) => log.push([message, facts]));

const kept = () => readForecasts(schema.database, schema.building, '2020-01-01');

describe('a forecast', () => {
	test('of a building without a meter, of one that was just connected, and of one that fell silent, says why there is none', async () => {
		expect(await read()).toMatchObject({
			obstacle: 'no_meters',
			days: [],
			month: { days: 30, days_known: 0, energy_wh: null },
			track_record: { months: [], months_compared: 0, median_error: null },
		});
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-11-12', today);
		expect(await read()).toMatchObject({
			obstacle: 'too_few_days',
			days: [],
			month: { days_known: 11, energy_wh: null },
		});
		await store(channel, '2026-08-01', '2026-10-01');
		await schema.database.query("DELETE FROM iot_daily WHERE date > '2026-09-30'");
		expect(await read()).toMatchObject({ obstacle: 'no_recent_days', days: [], year: { energy_wh: null } });
	});

	test('of two regular years comes true, with its track record', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2024-10-01', today);
		const forecast = await read();

		expect(forecast.obstacle).toBeNull();
		expect(forecast.days.map(({ date }) => date)).toEqual(
			Array.from({ length: 30 }, (_, index) => addDays(today, index)),
		);
		for (const { date, energy_wh, lower_wh, upper_wh } of forecast.days) {
			expect(Math.abs(energy_wh / usual(date) - 1)).toBeLessThan(0.05);
			expect(lower_wh).toBeLessThanOrEqual(energy_wh);
			expect(upper_wh).toBeGreaterThanOrEqual(energy_wh);
		}
		const sum = (from: string, to: string) =>
			localDays(from, to, zone).reduce((total, { date }) => total + usual(date), 0);
		expect(forecast.month).toMatchObject({
			from: '2026-11-01',
			to: '2026-12-01',
			days_known: 22,
			known_wh: sum('2026-11-01', today),
			days_estimated: 0,
		});
		expect((forecast.month.energy_wh ?? 0) / sum('2026-11-01', '2026-12-01')).toBeCloseTo(1, 2);
		expect((forecast.year.energy_wh ?? 0) / sum('2026-01-01', '2027-01-01')).toBeCloseTo(1, 2);
		expect(forecast.basis).toMatchObject({
			first_date: '2024-10-01',
			last_date: '2026-11-22',
			days_missing: 0,
			own_range_share: 1,
			year_known: true,
			off: false,
		});
		expect(forecast.methods.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 9);
		expect(forecast.track_record.months.map(({ month, origin }) => [month, origin])).toEqual(
			Array.from({ length: 12 }, (_, index) => [
				addDays('2025-11-15', 30.44 * index).slice(0, 7),
				'replayed',
			]),
		);
		expect(forecast.track_record).toMatchObject({ known_days: 15, months_compared: 12 });
		expect(forecast.track_record.median_error).toBeLessThan(0.02);
	});

	test('fills holes with what was to be expected, and says how many', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-01-01', today);
		await schema.database.query("DELETE FROM iot_daily WHERE date BETWEEN '2026-11-05' AND '2026-11-08'");
		await schema.database.query("DELETE FROM iot_daily WHERE date > '2026-11-20'");
		const { month, days, basis } = await read();

		expect(month).toMatchObject({ days_known: 16, days_estimated: 4 });
		expect(basis).toMatchObject({ days_missing: 6, last_date: '2026-11-20', year_known: false });
		expect(days[0]?.date).toBe(today);
		const all = localDays('2026-11-01', '2026-12-01', zone).reduce((sum, { date }) => sum + usual(date), 0);
		expect(Math.abs((month.energy_wh ?? 0) / all - 1)).toBeLessThan(0.03);
	});
});

describe('a kept forecast', () => {
	test('is one a night, however often and by however many it is made', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-06-01', '2026-11-22');
		const results = await Promise.all([keep(), keep()]);
		expect(results.map(({ failed }) => failed)).toEqual([0, 0]);
		expect(results[0].kept + results[1].kept).toBe(1);
		const [first] = await kept();
		expect(first).toMatchObject({ madeOn: today, month: '2026-11-01', knownDays: 21, channels: [channel] });

		await store(channel, '2026-11-01', '2026-11-22', (date) => 3 * usual(date));
		expect(await keep()).toEqual({ kept: 0, without: 0, failed: 0 });
		expect(await kept()).toEqual([first]);
		expect(await keep(new Date('2026-11-24T01:00:00Z'))).toEqual({ kept: 1, without: 0, failed: 0 });
		expect(log).toEqual([]);
	});

	test('cannot be changed', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-06-01', today);
		await keep();
		await expect(
			schema.database.query('UPDATE kilowatch_internal.forecasts SET predicted_wh = 1'),
		).rejects.toThrow('a forecast that was made is not changed');
	});

	test('is what the track record tells, against what came and of the same meters alone', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-05-01', '2026-10-16');
		// As far as anybody knew in the middle of October.
		expect(await keep(new Date('2026-10-16T01:00:00Z'))).toMatchObject({ kept: 1 });
		await store(channel, '2026-10-16', today, (date) => 1.5 * usual(date));
		const october = async () => (await read()).track_record.months.find(({ month }) => month === '2026-10');
		const told = await october();

		expect(told).toMatchObject({ origin: 'kept', made_on: '2026-10-16', known_days: 15, held: false });
		expect(told?.error).toBeLessThan(-0.15);
		expect(told?.came_wh).toBe(
			localDays('2026-10-01', '2026-11-01', zone).reduce(
				(sum, { date }) => sum + (date < '2026-10-16' ? 1 : 1.5) * usual(date),
				0,
			),
		);

		const other = await schema.addMeter('22516914714289');
		await store(other.channel, '2026-05-01', today);
		expect(await october()).toMatchObject({ origin: 'kept', came_wh: null, obstacle: 'other_meters' });
	});

	test('goes with the meter, with the days it was made from, and with time', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await store(channel, '2026-06-01', today);
		const { database } = schema;
		await keep();
		await database.transaction((connection) => purgeScope(connection, device, 'daily'));
		expect(await kept()).toEqual([]);

		await store(channel, '2026-06-01', today);
		await keep();
		await database.transaction((connection) => deleteDevice(connection, device));
		expect(await kept()).toEqual([]);

		const again = await schema.addMeter('22516914714270');
		await store(again.channel, '2026-06-01', today);
		await keep();
		expect(await purgeForecasts(database, today)).toBe(0);
		expect(await purgeForecasts(database, addDays(today, 1))).toBe(1);
	});

	test('of a building whose zone is none does not keep others from theirs', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		await store(channel, '2026-06-01', today);
		const { rows } = await schema.database.query<{ id: string }>(
			"INSERT INTO buildings (id, name, timezone) VALUES ('00000000-0000-4000-8000-000000000000', 'Nowhere', 'Mars/Olympus') RETURNING id",
		);
		await schema.database.query(
			`INSERT INTO iot_devices (id, building, device_type, provider, status)
			 VALUES (gen_random_uuid(), $1, 'electricity_meter', 'file', 'active')`,
			[rows[0]?.id],
		);
		expect(await keep()).toMatchObject({ kept: 1, failed: 1 });
		expect(log).toHaveLength(1);
	});
});
