import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeDue, type AlertingContext } from '../../extensions/kilowatch/src/alerting/judge-due.ts';
import { judgeStates } from '../../extensions/kilowatch/src/alerting/judge-states.ts';
import { tellAlerts, type TellingContext } from '../../extensions/kilowatch/src/alerting/tell-alerts.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { forgetMessages } from '../../extensions/kilowatch/src/storage/erasure/messages.ts';
import { createWriter } from '../support/alert-writer.ts';
import { storeHours, usualHour } from '../support/hourly-meter.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const today = '2026-11-10';
const timeZone = 'Europe/Paris';
const manager = '0b0f7a52-3c40-4e2b-9d5e-0a5f7c1e00aa';
const admin = '0b0f7a52-3c40-4e2b-9d5e-0a5f7c1e00bb';

let schema: SchemaForTest;
let writer: ReturnType<typeof createWriter>;
let context: AlertingContext;
let telling: TellingContext;
let messages: { to: string; subject: string; message: string }[];

beforeEach(async () => {
	schema = await createSchema();
	// As far as telling needs them.
	await schema.database.query(`
		ALTER TABLE directus_users ADD COLUMN status text DEFAULT 'active', ADD COLUMN language text, ADD COLUMN role uuid;
		CREATE TABLE directus_settings (default_language text);
		INSERT INTO directus_settings VALUES ('fr-FR');
		CREATE TABLE directus_roles (id uuid, parent uuid);
		CREATE TABLE directus_policies (id uuid, admin_access boolean, app_access boolean);
		CREATE TABLE directus_access (policy uuid, "user" uuid, role uuid);
		CREATE TABLE directus_notifications (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message text);
		INSERT INTO directus_users (id, email) VALUES ('${manager}', 'manager'), ('${admin}', 'admin');
		INSERT INTO directus_policies VALUES ('${admin}', true, true);
		INSERT INTO directus_access (policy, "user") VALUES ('${admin}', '${admin}');
		UPDATE buildings SET manager = '${manager}';
	`);
	writer = createWriter(schema.database);
	messages = [];
	context = {
		database: schema.database,
		writer,
		now: () => new Date(`${today}T05:00:00Z`),
		log: (_, facts) => {
			throw facts.error;
		},
	};
	telling = {
		database: schema.database,
		async notify(to, { subject, message }) {
			messages.push({ to, subject, message });
			const { rows } = await schema.database.query<{ id: number }>(
				'INSERT INTO directus_notifications (message) VALUES ($1) RETURNING id',
				[message],
			);

			return only(rows).id;
		},
		buildingUrl: (building) => `https://example.com/${building}`,
		scope: 'all',
		log: (_, facts) => {
			throw facts.error;
		},
	};
});
afterEach(() => schema.drop());

async function raise(label: string): Promise<string> {
	const meter = await schema.addMeter();
	await schema.database.query('UPDATE iot_devices SET label = $2 WHERE id = $1', [meter.device, label]);
	const since = addDays(today, -2);
	await storeHours(
		schema.database,
		meter.channel,
		{ from: addDays(today, -90), to: today },
		(date, hour) => (usualHour(date, hour) ?? 0) * (date >= since ? 1.7 : 1),
	);

	return meter.device;
}

async function alerts() {
	const { rows } = await schema.database.query<{
		id: string;
		device: string;
		rule: string;
		severity: string;
		status: string;
		close_reason: string | null;
	}>('SELECT id, device, rule, severity, status, close_reason FROM iot_alerts ORDER BY created_at');

	return rows;
}

describe('telling', () => {
	test('a manager gets one message about all, in the own language, once, from however many processes', async () => {
		await raise('Cave');
		await raise('Grenier');
		await judgeDue(context);
		const told = await Promise.all([tellAlerts(telling), tellAlerts(telling), tellAlerts(telling)]);

		expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
		expect(messages).toHaveLength(1);
		expect(messages[0]).toMatchObject({ to: manager, subject: '2 alertes de consommation' });
		expect(messages[0]?.message).toContain(String.raw`**Les Tilleuls\, Cave** (`);
		expect(messages[0]?.message).toContain(String.raw`**Les Tilleuls\, Grenier** (`);
		expect(await tellAlerts(telling)).toBe(0);
	});

	test('one that has become worse is told again, as that', async () => {
		await raise('Cave');
		await judgeDue(context);
		await tellAlerts(telling);
		await schema.database.query(`UPDATE iot_alerts SET severity = 'critical'`);
		await tellAlerts(telling);

		expect(messages).toHaveLength(2);
		expect(messages[1]?.message).toContain('**Aggravées**');
		// Better again is no news.
		await schema.database.query(`UPDATE iot_alerts SET severity = 'minor'`);
		expect(await tellAlerts(telling)).toBe(0);
	});

	test('what somebody has seen already, or is over, is not told', async () => {
		await raise('Cave');
		await judgeDue(context);
		await schema.database.query(`UPDATE iot_alerts SET status = 'acknowledged'`);
		expect(await tellAlerts(telling)).toBe(0);
	});

	test('without a manager the admins are told, but not where people see only what is assigned to them', async () => {
		await schema.database.query('UPDATE buildings SET manager = NULL');
		await raise('Cave');
		await judgeDue(context);
		expect(await tellAlerts({ ...telling, scope: 'assigned' })).toBe(0);
		await schema.database.query('DELETE FROM kilowatch_internal.alert_notices');
		await tellAlerts(telling);
		expect(messages.map(({ to }) => to)).toEqual([admin]);
	});

	test('what a process has taken on and not told is told by the next one', async () => {
		await raise('Cave');
		await judgeDue(context);
		await tellAlerts({ ...telling, notify: () => Promise.reject(new Error('killed')), log: () => undefined });
		expect(await tellAlerts(telling)).toBe(0);
		await schema.database.query(
			`UPDATE kilowatch_internal.alert_notices SET claimed_at = now() - interval '1 hour'`,
		);
		expect(await tellAlerts(telling, 'stale')).toBe(1);
		expect(messages).toHaveLength(1);
	});

	test('an erasure takes the meter’s lines out of the messages', async () => {
		const device = await raise('Cave');
		await raise('Grenier');
		await judgeDue(context);
		await tellAlerts(telling);
		await forgetMessages(schema.database, device);
		const { rows } = await schema.database.query<{ message: string }>(
			'SELECT message FROM directus_notifications',
		);
		expect(only(rows).message).not.toContain('Cave');
		expect(only(rows).message).toContain('Grenier');
	});
});

describe('states', () => {
	const fail = (device: string, nights: number, status = 'failed') =>
		schema.database.query(
			`INSERT INTO iot_sync_runs (device, trigger, status, queued_at, finished_at)
			 SELECT $1, 'schedule', $4, at, at FROM generate_series(1, $2::int) night,
				LATERAL (SELECT $3::date - night + interval '2 hours' AS at) moment`,
			[device, nights, today, status],
		);

	test('a meter that could not be read for three nights is told of, and closes when it can', async () => {
		const { device } = await schema.addMeter();
		await fail(device, 2);
		expect(await judgeStates(context, timeZone)).toBe(0);
		await fail(device, 3);
		expect(await judgeStates(context, timeZone)).toBe(1);
		expect(await judgeStates(context, timeZone)).toBe(0);
		expect(await alerts()).toMatchObject([
			{ device, rule: 'sync-failing', severity: 'minor', status: 'open' },
		]);
		await tellAlerts(telling);
		expect(messages).toHaveLength(1);

		await schema.database.query(
			`INSERT INTO iot_sync_runs (device, trigger, status, queued_at, finished_at)
			 VALUES ($1, 'schedule', 'succeeded', $2, $2)`,
			[device, `${today}T02:00:00Z`],
		);
		expect(await judgeStates(context, timeZone)).toBe(1);
		expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'normal' }]);
	});

	test('a consent that ends is an alert, of which people are told elsewhere', async () => {
		const { device, consent } = await schema.addMeter();
		await schema.database.query('UPDATE iot_consents SET valid_until = $2 WHERE id = $1', [
			consent,
			addDays(today, 20),
		]);
		await judgeStates(context, timeZone);
		expect(await alerts()).toMatchObject([{ device, rule: 'consent-ending', severity: 'minor' }]);
		expect(await tellAlerts(telling)).toBe(0);
		await judgeStates({ ...context, now: () => new Date(`${addDays(today, 15)}T05:00:00Z`) }, timeZone);
		expect(await alerts()).toMatchObject([{ severity: 'major' }]);
		await schema.database.query('UPDATE iot_consents SET valid_until = $2 WHERE id = $1', [
			consent,
			addDays(today, 700),
		]);
		await judgeStates(context, timeZone);
		expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'normal' }]);
	});

	test('alerts of a meter that is not read any more are closed', async () => {
		const device = await raise('Cave');
		await judgeDue(context);
		await schema.database.query(`UPDATE iot_devices SET status = 'stopped' WHERE id = $1`, [device]);
		await judgeStates(context, timeZone);
		expect(await alerts()).toMatchObject([{ status: 'closed', close_reason: 'not_read' }]);
	});
});
