/** What a building used, and of how many days: only meters that draw owe days of consumption. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayId } from '../../extensions/kilowatch/src/domain/day-id.ts';
import { datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { rank, totalsOf } from '../../extensions/kilowatch/src/insight/portfolio-figures.ts';
import { readPortfolio, type PortfolioFacts } from '../../extensions/kilowatch/src/insight/portfolio.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const october = { from: '2026-10-01', to: '2026-11-01' };

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

async function read(): Promise<PortfolioFacts | undefined> {
	return (
		await readPortfolio(schema.database, { buildings: [schema.building], period: october, isCompared: true })
	)[0];
}

async function addChannel(device: string, metric: string, state = 'active'): Promise<number> {
	const { rows } = await schema.database.query<{ id: number }>(
		`INSERT INTO iot_channels (device, metric, unit, state) VALUES ($1, $2, 'Wh', $3) RETURNING id`,
		[device, metric, state],
	);
	if (!rows[0]) throw new Error('No channel was made');

	return rows[0].id;
}

async function addDay(channel: number, date: string, fields: Record<string, number>): Promise<void> {
	const { value = null, curve = null, expected = 48, received = 48 } = fields;
	await schema.database.query(
		`INSERT INTO iot_daily (id, channel, date, value, curve_value, points_expected, points_received, status, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 'complete', 'operator')`,
		[dayId(channel, date), channel, date, value, curve, expected, received],
	);
}

// One story, each test a step further.
test('a building without a meter owes nothing', async () => {
	expect(await read()).toMatchObject({ devices: 0, energy_wh: null, days_known: 0, days_expected: 0 });
});

test('a day is the operator’s total, else its whole curve; part of a curve is no day, and a zero is one', async () => {
	const { channel, device } = await schema.addMeter('22516914714270');
	await addDay(channel, '2026-10-01', { value: 10_000, curve: 9000 });
	await addDay(channel, '2026-10-02', { curve: 9000 });
	await addDay(channel, '2026-10-03', { curve: 9000, received: 47 });
	await addDay(channel, '2026-10-04', { value: 0 });
	await addDay(channel, '2026-11-01', { value: 7 });
	await addDay(await addChannel(device, 'max_power'), '2026-10-01', { value: 6000 });

	expect(await read()).toMatchObject({ devices: 1, energy_wh: 19_000, days_known: 3, days_expected: 31 });
});

test('a meter that only feeds in owes no day, whether the operator said so or it was never asked', async () => {
	const told = await schema.addMeter('22516914714271');
	await schema.database.query(`UPDATE iot_channels SET state = 'not_measured' WHERE id = $1`, [told.channel]);
	await addDay(await addChannel(told.device, 'production'), '2026-10-01', { value: 50_000 });
	const never = await schema.addMeter('22516914714272');
	await schema.database.query(`UPDATE iot_channels SET metric = 'production' WHERE id = $1`, [never.channel]);

	expect(await read()).toMatchObject({ devices: 3, energy_wh: 19_000, days_known: 3, days_expected: 31 });
});

test('one of which nothing is known yet owes all its days', async () => {
	const { channel } = await schema.addMeter('22516914714273');
	await schema.database.query('DELETE FROM iot_channels WHERE id = $1', [channel]);

	expect(await read()).toMatchObject({ devices: 4, days_known: 3, days_expected: 62 });
});

describe('several buildings', () => {
	const buildings: string[] = [];
	const period = { from: '2026-02-01', to: '2026-03-01' };
	const readAll = (isCompared: boolean) => readPortfolio(schema.database, { buildings, period, isCompared });

	beforeAll(async () => {
		for (const [name, floorArea, dwellings] of [
			['Grande', 1000, 20],
			['Petite', 100, 4],
			['Sans surface', null, 0],
			['Vide', 500, 5],
		] as const) {
			const { rows } = await schema.database.query<{ id: string }>(
				'INSERT INTO buildings (name, floor_area, dwellings) VALUES ($1, $2, $3) RETURNING id',
				[name, floorArea, dwellings],
			);
			buildings.push(rows[0]?.id ?? '');
		}
		const [grande = '', petite = '', without = ''] = buildings;
		// January has three days more than February, which have no counterpart.
		await addMeasured(grande, { from: '2026-01-01', to: '2026-03-01', wh: 10_000 });
		// Four days are not known in February, and the last of January not either.
		await addMeasured(petite, { from: '2026-01-01', to: '2026-02-25', wh: 2000, but: ['2026-01-10'] });
		// Known on less than half of the days.
		await addMeasured(without, { from: '2026-02-01', to: '2026-02-11', wh: 5000 });
	});

	async function addMeasured(
		building: string,
		{ from, to, wh, but = [] }: { from: string; to: string; wh: number; but?: string[] },
	): Promise<void> {
		const { channel, device } = await schema.addMeter();
		await schema.database.query('UPDATE iot_devices SET building = $1 WHERE id = $2', [building, device]);
		for (const date of datesBetween(from, to)) {
			if (!but.includes(date)) await addDay(channel, date, { value: date < '2026-02-01' ? wh * 2 : wh });
		}
	}

	test('figures by size are of the whole period, scaled where days are missing, and say how many', async () => {
		const [grande, petite, without, empty] = await readAll(false);
		expect(grande).toMatchObject({
			energy_wh: 280_000,
			scaled_wh: 280_000,
			scaled_days: 0,
			energy_per_m2_wh: 280,
			energy_per_dwelling_wh: 14_000,
			previous: null,
		});
		expect(petite).toMatchObject({
			energy_wh: 48_000,
			scaled_wh: 56_000,
			scaled_days: 4,
			energy_per_m2_wh: 560,
			energy_per_dwelling_wh: 14_000,
		});
		expect(without).toMatchObject({
			energy_wh: 50_000,
			scaled_wh: null,
			scaled_days: 0,
			energy_per_m2_wh: null,
		});
		expect(empty).toMatchObject({ energy_wh: null, scaled_wh: null, energy_per_m2_wh: null });
	});

	test('against the period before, day by day, only of days that are known in both', async () => {
		const rows = await readAll(true);
		expect(rows.map(({ previous }) => previous)).toEqual([
			{ days_compared: 28, current_wh: 280_000, earlier_wh: 560_000, change: -0.5 },
			{ days_compared: 23, current_wh: 46_000, earlier_wh: 92_000, change: -0.5 },
			{ days_compared: 0, current_wh: null, earlier_wh: null, change: null },
			{ days_compared: 0, current_wh: null, earlier_wh: null, change: null },
		]);
		expect(totalsOf(rows)).toEqual({
			buildings: 4,
			devices: 3,
			energy_wh: 378_000,
			days_known: 62,
			days_expected: 84,
			energy_per_m2_wh: 336_000 / 1100,
			buildings_per_m2: 2,
			energy_per_dwelling_wh: 14_000,
			buildings_per_dwelling: 2,
			previous: { days_compared: 51, current_wh: 326_000, earlier_wh: 652_000, change: -0.5 },
		});
	});

	test('a meter that was stopped counts what it measured, and scales nothing', async () => {
		await schema.database.query(`UPDATE iot_devices SET status = 'stopped' WHERE building = $1`, [
			buildings[2],
		]);
		expect((await readAll(false))[2]).toMatchObject({
			scaled_wh: 50_000,
			scaled_days: 0,
			energy_per_m2_wh: null,
		});
	});

	test('ranked by what is asked for', async () => {
		const rows = await readAll(false);
		expect(rank(rows, '-per_m2').map(({ name, rank }) => [name, rank])).toEqual([
			['Petite', 1],
			['Grande', 2],
			['Sans surface', null],
			['Vide', null],
		]);
	});
});
