/** The weather explains what it can: by degree days of the building, whenever its temperatures come. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeDue, type AlertingContext } from '../../extensions/kilowatch/src/alerting/judge-due.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { storeTemperatures } from '../../extensions/kilowatch/src/storage/weather/temperatures.ts';
import { createWriter } from '../support/alert-writer.ts';
import { storeHours, usualHour, type HourOf } from '../support/hourly-meter.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const today = '2026-03-10';
const first = addDays(today, -150);
/** when it gets cold */
const snap = addDays(today, -3);

let schema: SchemaForTest;
let meter: Awaited<ReturnType<SchemaForTest['addMeter']>>;
let context: AlertingContext;

beforeEach(async () => {
	schema = await createSchema();
	await schema.database.query(`UPDATE buildings SET country = 'FR', timezone = 'Europe/Paris'`);
	meter = await schema.addMeter();
	context = {
		database: schema.database,
		writer: createWriter(schema.database),
		now: () => new Date(`${today}T05:00:00Z`),
		log: (message, facts) => {
			throw new Error(message, { cause: facts.error });
		},
	};
});
afterEach(() => schema.drop());

/** Degrees below 18 °C: a restless winter, and then the cold snap. */
function cold(date: string): number {
	const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;

	return 6 + 2.5 * Math.sin(day / 3) + ((day * 7) % 5) * 0.5 + (date >= snap ? 14 : 0);
}
const heated: HourOf = (date, hour) => (usualHour(date, hour) ?? 0) * (1 + 0.035 * cold(date));
const surge: HourOf = (date, hour) => (heated(date, hour) ?? 0) * (date >= snap ? 1.5 : 1);
const temperatures = (from: string, to: string, warmer = 0) =>
	Array.from({ length: Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) }, (_, place) => {
		const date = addDays(from, place);
		const mean = 18 + warmer - cold(date);

		return { date, mean, min: mean - 3, max: mean + 3 };
	});
const tell = (days: ReturnType<typeof temperatures>) =>
	storeTemperatures(schema.database, schema.building, { days, source: 'push' });

interface Row {
	status: string;
	close_reason: string | null;
	explanation: { excess: { excess_wh: number; parts: Record<string, number | null> } | null };
}

async function surges(): Promise<Row[]> {
	const { rows } = await schema.database.query<Row>(
		`SELECT status, close_reason, explanation FROM iot_alerts WHERE rule NOT LIKE 'data-%' ORDER BY period_from`,
	);

	return rows;
}

async function dueRows() {
	const { rows } = await schema.database.query<{ channel: number; from_date: string }>(
		'SELECT channel, from_date FROM kilowatch_internal.alert_due ORDER BY channel',
	);

	return rows;
}

test('a temperature that comes or changes makes the building’s meters due from its day on; the same again does not', async () => {
	await storeHours(schema.database, meter.channel, { from: first, to: today }, usualHour);
	await judgeDue(context);
	expect(await dueRows()).toEqual([]);

	await tell(temperatures(snap, today));
	expect(await dueRows()).toEqual([{ channel: meter.channel, from_date: snap }]);
	await judgeDue(context);
	await tell(temperatures(snap, today));
	expect(await dueRows()).toEqual([]);

	await tell(temperatures(addDays(snap, 1), addDays(snap, 2), 1));
	expect(await dueRows()).toEqual([{ channel: meter.channel, from_date: addDays(snap, 1) }]);
});

test('a cold snap is an alert only as long as nobody has told how cold it was', async () => {
	await tell(temperatures(first, snap));
	await storeHours(schema.database, meter.channel, { from: first, to: today }, heated);
	await judgeDue(context);
	expect(await surges()).toMatchObject([{ status: 'open' }]);

	await tell(temperatures(snap, today));
	await judgeDue(context);
	expect(await surges()).toMatchObject([{ status: 'closed', close_reason: 'corrected' }]);
});

test('of what lies above the usual in a cold snap, the cold’s part is told', async () => {
	await tell(temperatures(first, today));
	await storeHours(schema.database, meter.channel, { from: first, to: today }, surge);
	await judgeDue(context);

	const [row] = await surges();
	const { excess_wh = 0, parts = {} } = row?.explanation.excess ?? {};
	expect(row?.status).toBe('open');
	expect(parts.cold_wh).toBeGreaterThan(0.2 * excess_wh);
	expect(parts.cold_wh).toBeLessThan(0.6 * excess_wh);
	expect(Object.values(parts).reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBe(excess_wh);
});

test('of a building that is heated with gas the cold is told nothing of', async () => {
	await schema.database.query(`UPDATE buildings SET heating = 'gas'`);
	await tell(temperatures(first, today));
	await storeHours(schema.database, meter.channel, { from: first, to: today }, surge);
	await judgeDue(context);

	expect(await surges()).toMatchObject([{ explanation: { excess: { parts: { cold_wh: null } } } }]);
});
