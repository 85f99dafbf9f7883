import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayId } from '../../extensions/kilowatch/src/domain/day-id.ts';
import { datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Period } from '../../extensions/kilowatch/src/insight/building-days.ts';
import {
	readReportFacts,
	type ReportFacts,
	type ReportRequest,
} from '../../extensions/kilowatch/src/insight/report-facts.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const october = { from: '2026-10-01', to: '2026-11-01' };

let schema: SchemaForTest;

interface DayFields {
	value?: number;
	curve_value?: number;
	points_expected?: number;
	points_received?: number;
	status?: string;
	source?: string;
}

beforeAll(async () => {
	schema = await createSchema();
	await schema.database.query(
		`UPDATE buildings SET name = 'Les Tilleuls', address = '12 rue de la République', city = 'Lyon',
			floor_area = 1000.50, dwellings = 40, timezone = 'Europe/Paris'`,
	);
});
afterAll(() => schema.drop());

async function fill(channel: number, from: string, to: string, fields: DayFields): Promise<void> {
	const row = { status: 'complete', source: 'operator', points_expected: 48, points_received: 48, ...fields };
	for (const date of datesBetween(from, to)) {
		await schema.database.query(
			`INSERT INTO iot_daily (id, channel, date, value, curve_value, points_expected, points_received, status, source)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (id) DO UPDATE SET (value, curve_value, points_expected, points_received, status, source)
				= (excluded.value, excluded.curve_value, excluded.points_expected, excluded.points_received,
					excluded.status, excluded.source)`,
			[
				dayId(channel, date),
				channel,
				date,
				row.value ?? null,
				row.curve_value ?? null,
				row.points_expected,
				row.points_received,
				row.status,
				row.source,
			],
		);
	}
}

const reader = { mayReadPersonalData: true, visible: [] };

async function readFacts(
	period: Period = october,
	changed: Partial<ReportRequest> = {},
): Promise<ReportFacts> {
	const facts = await readReportFacts(schema.database, {
		building: schema.building,
		period,
		...reader,
		...changed,
	});
	if (!facts) throw new Error('There is no such building');

	return facts;
}

// One story, each test a step further.
test('a building without a meter has a report of nothing', async () => {
	const facts = await readFacts();

	expect(facts.building).toEqual({
		id: schema.building,
		name: 'Les Tilleuls',
		address: '12 rue de la République',
		city: 'Lyon',
		floorAreaM2: 1000.5,
		dwellings: 40,
		timezone: 'Europe/Paris',
	});
	expect(facts.meters).toEqual([]);
	expect(facts.figures).toMatchObject({ expectedDays: 31, knownDays: 0, missingDays: 31, totalWh: null });
	expect(facts.whPerSquareMetre).toBeNull();
});

test('of an unknown building there is none', async () => {
	expect(
		await readReportFacts(schema.database, {
			building: '00000000-0000-4000-8000-000000000000',
			period: october,
			...reader,
		}),
	).toBeUndefined();
});

test('the operator’s total, else the curve’s sum, of the total register of consumption only', async () => {
	const { channel, device } = await schema.addMeter('22516914714270');
	await schema.database.query(`UPDATE iot_devices SET label = 'Stairs', personal = true WHERE id = $1`, [
		device,
	]);
	const { rows } = await schema.database.query<{ id: number }>(
		`INSERT INTO iot_channels (device, metric, register, unit) VALUES
			($1, 'consumption', 'peak', 'Wh'), ($1, 'production', 'total', 'Wh') RETURNING id`,
		[device],
	);
	for (const { id } of rows) await fill(id, october.from, october.to, { value: 1_000_000 });
	await fill(channel, '2026-10-01', '2026-10-21', { value: 10_000, curve_value: 9000 });
	await fill(channel, '2026-10-21', '2026-11-01', { curve_value: 9000 });
	await fill(channel, '2026-09-01', '2026-10-01', { value: 8000 });
	await fill(channel, '2025-10-01', '2025-10-16', { value: 12_000 });
	const facts = await readFacts();

	// 20 totals of 10 kWh and 11 curves of 9 kWh.
	expect(facts.figures).toEqual({
		expectedDays: 31,
		knownDays: 31,
		partialDays: 0,
		missingDays: 0,
		totalWh: 299_000,
		meanWhPerDay: 299_000 / 31,
		highest: { date: '2026-10-01', energyWh: 10_000 },
		lowest: { date: '2026-10-21', energyWh: 9000 },
		partialWh: 0,
	});
	expect(facts.whPerSquareMetre).toBe(299_000 / 1000.5);
	expect(facts.whPerDwelling).toBe(7475);
	expect(facts.statistics.comparison.previous).toMatchObject({
		from: '2026-09-01',
		to: '2026-10-01',
		days_compared: 30,
		current_wh: 290_000,
		earlier_wh: 240_000,
		obstacle: null,
	});
	// 2 October to 1 November 2025, of which 14 days are known; each set against the same weekday.
	expect(facts.statistics.comparison.last_year).toMatchObject({
		from: '2025-10-02',
		days_compared: 14,
		current_wh: 140_000,
		earlier_wh: 168_000,
	});
	expect(facts.beside).toMatchObject({ kind: 'last_year', period: { from: '2025-10-02', to: '2025-11-02' } });
	expect(facts.beside?.energiesWh.filter((energy) => energy !== null)).toHaveLength(14);
	expect(facts.months).toHaveLength(1);
	expect(facts.months[0]).toMatchObject({ knownDays: 31, knownWh: 299_000, comparedDays: 14 });
	expect(facts.meters).toEqual([
		{
			device,
			label: 'Stairs',
			pointId: '…4270',
			provider: 'enedis',
			status: 'active',
			knownDays: 31,
			partialDays: 0,
			missingDays: 0,
			gaps: [],
			lastDate: '2026-10-31',
			pointsExpected: 31 * 48,
			pointsReceived: 31 * 48,
			sourceDays: { operator: 31, file: 0, push: 0 },
		},
	]);
});

test('a second meter with holes: its days are missing in the building’s, and the report says which', async () => {
	const { channel, device } = await schema.addMeter('22516914714271');
	await schema.database.query(`UPDATE iot_devices SET label = 'Lift' WHERE id = $1`, [device]);
	await fill(channel, '2026-10-01', '2026-10-31', { value: 1000, source: 'file' });
	await fill(channel, '2026-10-12', '2026-10-14', { status: 'missing', points_received: 0 });
	await fill(channel, '2026-10-20', '2026-10-21', {
		curve_value: 400,
		points_received: 20,
		status: 'partial',
	});
	const facts = await readFacts();

	expect(facts.figures).toMatchObject({ knownDays: 27, partialDays: 4, missingDays: 0 });
	// The stairs' 12, 13 and 20 October with 10 kWh, the 31st with 9, and the lift's 400 Wh.
	expect(facts.figures.partialWh).toBe(39_400);
	expect(facts.figures.totalWh).toBe(299_000 - 39_000 + 27 * 1000);
	expect(facts.days[11]).toEqual({
		date: '2026-10-12',
		state: 'partial',
		energyWh: 10_000,
	});
	expect(facts.meters.find(({ label }) => label === 'Lift')).toMatchObject({
		pointId: '22516914714271',
		knownDays: 27,
		partialDays: 1,
		missingDays: 3,
		gaps: [
			{ from: '2026-10-12', to: '2026-10-14' },
			{ from: '2026-10-20', to: '2026-10-21' },
			{ from: '2026-10-31', to: '2026-11-01' },
		],
		lastDate: '2026-10-30',
		sourceDays: { operator: 1, file: 27, push: 0 },
	});
	// In September the lift's meter knew nothing, so the building's days were not known.
	expect(facts.statistics.comparison.previous).toMatchObject({
		days_compared: 0,
		obstacle: 'no_common_days',
	});
});

test('a stopped meter is in no sum after its last day, is named, and forbids the comparison', async () => {
	await schema.database.query(`UPDATE iot_devices SET status = 'stopped' WHERE label = 'Lift'`);
	const { channel } = await schema.addMeter('22516914714272');
	await schema.database.query(`UPDATE iot_devices SET status = 'pending' WHERE point_id = '22516914714272'`);
	await fill(channel, '2026-11-01', '2026-12-01', { value: 5 });
	await schema.database.query(
		`INSERT INTO iot_daily (id, channel, date, value) SELECT channel.id::bigint * 1048576 + (day.date - DATE '1970-01-01'),
			channel.id, day.date, 7000
		FROM iot_channels channel JOIN iot_devices device ON device.id = channel.device,
			(SELECT generate_series(DATE '2026-11-01', DATE '2026-11-30', '1 day')::date AS date) day
		WHERE device.label = 'Stairs' AND channel.register = 'total' AND channel.metric = 'consumption'`,
	);
	const facts = await readFacts({ from: '2026-11-01', to: '2026-12-01' });

	expect(facts.stoppedMeters).toEqual(['Lift']);
	expect(facts.meters.map(({ label }) => label)).toEqual(['Stairs']);
	expect(facts.figures).toMatchObject({ knownDays: 30, totalWh: 210_000 });
	expect(facts.statistics.comparison.previous).toMatchObject({ change: null, obstacle: 'other_meters' });
});

test('a meter that only feeds in is waited for on no day', async () => {
	const before = await readFacts();
	const { channel } = await schema.addMeter('22516914714273');
	await schema.database.query(`UPDATE iot_channels SET state = 'not_measured' WHERE id = $1`, [channel]);

	expect(await readFacts()).toEqual(before);
});

test('the same stored data give the same facts', async () => {
	expect(JSON.stringify(await readFacts())).toBe(JSON.stringify(await readFacts()));
});

test('who may not see natural persons’ hours gets a report without any, that names the meters', async () => {
	const facts = await readFacts(october, { mayReadPersonalData: false });

	expect(facts.withheldMeters).toEqual(['Stairs']);
	expect(facts.statistics.week).toBeNull();
	expect((await readFacts()).withheldMeters).toEqual([]);
});

test('alerts of the period come in order of time, with what was said of them and by nobody', async () => {
	await schema.database.query(
		`INSERT INTO iot_alerts (building, rule, severity, period_from, period_until, status, verdict, comment)
		VALUES ($1, 'week-drift', 'minor', '2026-10-20T22:00:00Z', NULL, 'open', NULL, NULL),
			($1, 'day-surge', 'major', '2026-10-04T22:00:00Z', '2026-10-05T22:00:00Z', 'closed', 'true', 'Boiler'),
			($1, 'day-surge', 'major', '2026-11-01T23:00:00Z', '2026-11-02T23:00:00Z', 'closed', 'false', NULL)`,
		[schema.building],
	);
	const { alerts, isCut } = (await readFacts()).alerts;

	expect(isCut).toBe(false);
	expect(alerts).toMatchObject([
		{ rule: 'day-surge', from: '2026-10-04T22:00:00.000Z', verdict: 'true', comment: 'Boiler' },
		{ rule: 'week-drift', until: null, status: 'open' },
	]);
	expect(JSON.stringify(alerts)).not.toContain('_by');
});

test('it is set beside similar buildings that may be seen, and natural persons are not told of', async () => {
	const { database, building } = schema;
	const { rows } = await database.query<{ id: string }>(
		`INSERT INTO buildings (name, floor_area) SELECT 'B' || number, 1000 FROM generate_series(1, 5) number RETURNING id`,
	);
	for (const [index, { id }] of rows.entries()) {
		await database.query(
			`WITH device AS (
				INSERT INTO iot_devices (building, provider, status, personal) VALUES ($1, 'file', 'active', $2) RETURNING id
			), channel AS (
				INSERT INTO iot_channels (device, metric, unit) SELECT id, 'consumption', 'Wh' FROM device RETURNING id
			)
			INSERT INTO iot_daily (id, channel, date, value)
			SELECT channel.id::bigint * 1048576 + (date::date - DATE '1970-01-01'), channel.id, date, $3
			FROM channel, generate_series(DATE '2026-10-01', DATE '2026-10-31', '1 day') date`,
			[id, index === 4, (index + 1) * 10_000],
		);
	}
	const visible = rows.map(({ id }) => id);
	const benchmark = async (keys: readonly string[]) =>
		(await readFacts(october, { visible: keys })).benchmark.perSquareMetre;

	// The stairs’ meter is a natural person’s.
	expect(await benchmark(visible)).toMatchObject({ obstacle: 'few_personal_meters', group: null });
	await database.query(`UPDATE iot_devices SET personal = false WHERE building = $1`, [building]);
	expect(await benchmark(visible)).toMatchObject({
		obstacle: null,
		similar: 5,
		withheld: 1,
		group: { below: expect.any(Number) as number },
	});
	expect(await benchmark(visible.slice(0, 3))).toMatchObject({ obstacle: 'few_buildings', similar: 4 });
	expect(await benchmark([])).toMatchObject({ obstacle: 'few_buildings', similar: 1 });
});
