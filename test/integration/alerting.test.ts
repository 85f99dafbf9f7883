import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeDue, type AlertingContext } from '../../extensions/kilowatch/src/alerting/judge-due.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { createWriter } from '../support/alert-writer.ts';
import { storeHours, storeTotals, usualHour, type HourOf } from '../support/hourly-meter.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const today = '2026-11-10';
const first = addDays(today, -120);
const yesterday = addDays(today, -1);

let schema: SchemaForTest;
let meter: Awaited<ReturnType<SchemaForTest['addMeter']>>;
let writer: ReturnType<typeof createWriter>;
let context: AlertingContext;
let failures: unknown[];

beforeEach(async () => {
	schema = await createSchema();
	await schema.database.query(`UPDATE buildings SET country = 'FR', timezone = 'Europe/Paris'`);
	meter = await schema.addMeter();
	writer = createWriter(schema.database);
	failures = [];
	context = {
		database: schema.database,
		writer,
		now: () => new Date(`${today}T05:00:00Z`),
		log: (_, facts) => failures.push(facts),
	};
});
afterEach(async () => {
	expect(failures).toEqual([]);
	await schema.drop();
});

interface Row {
	id: string;
	rule: string;
	rules: string[];
	severity: string;
	status: string;
	close_reason: string | null;
	period_from: Date;
	period_until: Date;
	energy_impact: number | null;
	observed: number | null;
	explanation: Record<string, unknown>;
}

async function alerts(): Promise<Row[]> {
	const { rows } = await schema.database.query<Row>('SELECT * FROM iot_alerts ORDER BY period_from, rule');

	return rows;
}

async function dueRows() {
	const { rows } = await schema.database.query<{ channel: number; from_date: string }>(
		'SELECT channel, from_date FROM kilowatch_internal.alert_due ORDER BY channel',
	);

	return rows;
}

const raised =
	(from: string, to: string, factor = 1.6): HourOf =>
	(date, hour) =>
		(usualHour(date, hour) ?? 0) * (date >= from && date < to ? factor : 1);
const store = (kwhOf: HourOf, from = first, to = today, channel = meter.channel) =>
	storeHours(schema.database, channel, { from, to }, kwhOf);

test('what is stored is due once, and not any more when it is judged', async () => {
	await store(usualHour);
	expect(await dueRows()).toEqual([{ channel: meter.channel, from_date: first }]);
	await store(usualHour, addDays(today, -3));
	expect(await dueRows()).toEqual([{ channel: meter.channel, from_date: first }]);

	expect(await judgeDue(context)).toEqual({ series: 1, created: 0, changed: 0, failed: 0 });
	expect(failures).toEqual([]);
	expect(await dueRows()).toEqual([]);
	expect(await alerts()).toEqual([]);

	// Again the same changes nothing, so nothing is due.
	await store(usualHour);
	expect(await dueRows()).toEqual([]);
});

test('an alert is raised, grows, and closes by itself', async () => {
	const day = addDays(today, -4);
	await store(raised(day, addDays(day, 1)), first, addDays(day, 1));
	context.now = () => new Date(`${addDays(day, 1)}T05:00:00Z`);
	await judgeDue(context);
	const [alert] = await alerts();
	expect(alert).toMatchObject({ status: 'open', rule: expect.any(String) as unknown, close_reason: null });
	expect(alert?.energy_impact).toBeGreaterThan(20_000);
	expect(alert?.explanation).toMatchObject({
		days: 1,
		from: day,
		completeness: 1,
		former_weeks: { length: 4 },
	});

	await store(raised(day, addDays(day, 2)), addDays(day, 1), addDays(day, 2));
	context.now = () => new Date(`${addDays(day, 2)}T05:00:00Z`);
	await judgeDue(context);
	expect(await alerts()).toMatchObject([{ id: alert?.id, status: 'open', days: 2 }]);

	await store(usualHour, addDays(day, 2), addDays(day, 12));
	context.now = () => new Date(`${addDays(day, 12)}T05:00:00Z`);
	await judgeDue(context);
	expect(await alerts()).toMatchObject([{ id: alert?.id, status: 'closed', close_reason: 'normal' }]);
	expect(writer.heard.map(({ event }) => event)).toEqual(['create', 'update', 'update']);
	expect(failures).toEqual([]);
});

test('a corrected past closes the alert that would not have come, and says why', async () => {
	const day = addDays(today, -2);
	await store(raised(day, today));
	await judgeDue(context);
	expect(await alerts()).toMatchObject([{ status: 'open' }]);

	await store(usualHour, day, today);
	await judgeDue(context);
	expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'corrected' }]);
});

test('a correction that moves an episode moves its alert, and makes no second one', async () => {
	const day = addDays(today, -6);
	await store(raised(day, addDays(day, 3)));
	await judgeDue(context);
	const [before] = await alerts();
	await store(raised(addDays(day, 1), addDays(day, 5)), day, today);
	await judgeDue(context);
	const after = await alerts();
	expect(after).toHaveLength(1);
	expect(after[0]?.id).toBe(before?.id);
	expect(after[0]?.period_from.getTime()).toBeGreaterThan(before?.period_from.getTime() ?? 0);
});

test('a first history raises only what is news', async () => {
	const long = addDays(today, -390);
	const surges: HourOf = (date, hour) => {
		const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;

		return (usualHour(date, hour) ?? 0) * (day % 30 === 0 ? 1.8 : 1);
	};
	await store(surges, long);
	await judgeDue(context);
	expect((await alerts()).length).toBeLessThanOrEqual(1);

	await store(raised(yesterday, today), yesterday);
	await judgeDue(context);
	expect(await alerts()).toContainEqual(expect.objectContaining({ status: 'open' }));
});

test('two that judge at once raise it once', async () => {
	await store(raised(addDays(today, -2), today));
	const other = createWriter(schema.database);
	const results = await Promise.all([judgeDue(context), judgeDue({ ...context, writer: other })]);
	expect(results.filter((result) => result !== undefined).length).toBeGreaterThanOrEqual(1);
	expect(await alerts()).toHaveLength(1);
	expect([...writer.heard, ...other.heard].filter(({ event }) => event === 'create')).toHaveLength(1);
	expect(await dueRows()).toEqual([]);
});

test('whatever dies after an alert was made, it is not made again', async () => {
	await store(raised(addDays(today, -2), today));
	const dying = {
		...writer,
		create: async (alert: Parameters<typeof writer.create>[0]) => {
			await writer.create(alert);
			throw new Error('killed');
		},
	};
	await judgeDue({ ...context, writer: dying });
	expect(failures.splice(0)).toMatchObject([{ device: meter.device }]);
	expect(await dueRows()).toHaveLength(1);
	await schema.database.query('UPDATE kilowatch_internal.alert_due SET not_before = NULL');
	await judgeDue(context);
	expect(await alerts()).toHaveLength(1);
	expect(writer.heard.filter(({ event }) => event === 'create')).toHaveLength(1);
	expect(await dueRows()).toEqual([]);
});

test('what comes while a meter is judged is judged, too', async () => {
	await store(usualHour, first, yesterday);
	const { listDue, settleDue } = await import('../../extensions/kilowatch/src/storage/alerts/alert-due.ts');
	const due = await listDue(schema.database, 10, context.now());
	await store(usualHour, yesterday, today);
	await settleDue(
		schema.database,
		due.map((one) => ({ ...one, digest: '' })),
	);
	expect(await dueRows()).toEqual([{ channel: meter.channel, from_date: first }]);
});

test('stores at once do not wait for each other, and all of them are due', async () => {
	const meters = [meter, await schema.addMeter(), await schema.addMeter()];
	await Promise.all(
		meters.flatMap(({ channel }) =>
			[0, 10, 20].map((ago) => store(usualHour, addDays(today, -ago - 10), addDays(today, -ago), channel)),
		),
	);
	expect(await dueRows()).toEqual(meters.map(({ channel }) => ({ channel, from_date: addDays(today, -30) })));
});

test('a meter that is being synced waits for the end of it', async () => {
	await store(raised(addDays(today, -2), today));
	await schema.database.query(`INSERT INTO iot_sync_runs (device, trigger) VALUES ($1, 'schedule')`, [
		meter.device,
	]);
	expect(await judgeDue(context)).toMatchObject({ series: 0 });
	await schema.database.query(`UPDATE iot_sync_runs SET status = 'succeeded'`);
	expect(await judgeDue(context)).toMatchObject({ series: 1, created: 1 });
});

describe('settings', () => {
	test('one that is switched off closes its alerts and says that the rules have changed', async () => {
		const { markSettingsChanged } =
			await import('../../extensions/kilowatch/src/storage/alerts/alert-due.ts');
		await store(raised(addDays(today, -2), today));
		await judgeDue(context);
		const off = Object.fromEntries(
			['day-surge', 'night-base-load', 'week-drift', 'short-spike'].map((rule) => [rule, { enabled: false }]),
		);
		await schema.database.query('UPDATE buildings SET alert_settings = $1', [JSON.stringify(off)]);
		await markSettingsChanged(schema.database, [schema.building]);
		await judgeDue(context);
		expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'rules_changed' }]);
	});
});

test('a meter of which only days are known is judged by the rules that can', async () => {
	await schema.database.query('UPDATE buildings SET alert_settings = $1', [
		JSON.stringify({ 'above-average': { enabled: true } }),
	]);
	const day = (date: string) =>
		100 + ((Date.parse(date) / 86_400_000) % 5) + (date >= addDays(today, -2) ? 60 : 0);
	await storeTotals(schema.database, meter.channel, { from: first, to: today }, day);
	await judgeDue(context);
	expect(await alerts()).toContainEqual(
		expect.objectContaining({ rule: 'above-average', severity: 'major', status: 'open' }),
	);
	expect((await alerts()).every(({ rule }) => rule === 'above-average' || rule === 'week-drift')).toBe(true);
});

test('of a natural person’s meter an alert tells days, and keeps the rest apart', async () => {
	await schema.database.query('UPDATE iot_devices SET personal = true');
	const spike: HourOf = (date, hour) =>
		(usualHour(date, hour) ?? 0) * (date === yesterday && (hour === 14 || hour === 15) ? 5 : 1);
	await store(spike);
	await judgeDue(context);
	const [alert] = await alerts();
	expect(alert).toMatchObject({
		rule: 'short-spike',
		observed: null,
		energy_impact: null,
		period_from: new Date(`${addDays(yesterday, -1)}T23:00:00Z`),
		period_until: new Date(`${yesterday}T23:00:00Z`),
		explanation: { hours: null, evidence: null, excess: null, cost: null },
	});
	const { rows } = await schema.database.query<{ facts: object }>(
		'SELECT facts FROM kilowatch_internal.alert_details',
	);
	expect(rows).toMatchObject([
		{
			facts: {
				energy_impact: expect.any(Number) as unknown,
				explanation: { hours: { from: '14:00', until: '16:00' } },
			},
		},
	]);
});

test('an erased scope takes the hours that it was judged by', async () => {
	const { purgeScope } = await import('../../extensions/kilowatch/src/storage/readings/purge-scope.ts');
	await store(raised(addDays(today, -2), today));
	await judgeDue(context);
	const count = async () => {
		const { rows } = await schema.database.query<{ hours: number }>(
			'SELECT count(*)::int AS hours FROM kilowatch_internal.alert_hours',
		);

		return rows[0]?.hours;
	};
	expect(await count()).toBeGreaterThan(5);
	await schema.database.transaction((connection) => purgeScope(connection, meter.device, 'load_curve'));
	expect(await count()).toBe(0);
	await judgeDue(context);
	expect(await count()).toBe(0);
	expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'not_read' }]);
});
