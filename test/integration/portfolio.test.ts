/** What a building used, and of how many days: only meters that draw owe days of consumption. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayId } from '../../extensions/kilowatch/src/domain/day-id.ts';
import { readPortfolio, type PortfolioFacts } from '../../extensions/kilowatch/src/insight/portfolio.ts';

import { createSchema, type SchemaForTest } from '../support/schema.ts';

const october = { from: '2026-10-01', to: '2026-11-01' };

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

async function read(): Promise<PortfolioFacts | undefined> {
	return (await readPortfolio(schema.database, [schema.building], october))[0];
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
