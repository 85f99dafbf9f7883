/** The views that other programs read by SQL: what a role that may read them sees, and everything that it does not. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { migrateDown } from '../../extensions/kilowatch/src/storage/migrate/runner.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { VIEW_SCHEMA, views } from '../../extensions/kilowatch/src/storage/views/definitions.ts';
import { passwordVerifier } from '../../extensions/kilowatch/src/storage/views/password-verifier.ts';
import {
	findRole,
	listOtherReadable,
	statementsToCreate,
	statementsToGrant,
	statementsToRevoke,
} from '../../extensions/kilowatch/src/storage/views/read-role.ts';
import { migrations } from '../../migrations/index.ts';
import type { DatabaseConnection } from '../../scripts/database/connection.ts';
import { only } from '../support/schema.ts';
import { bootstrapSchemaProject, up, type SchemaProject } from './schema-project.ts';

const timeZone = 'Europe/Paris';
const role = `kilowatch_test_reader_${randomBytes(4).toString('hex')}`;
const password = 'a password of tests';

let project: SchemaProject;
let database: Database;
let connection: DatabaseConnection;
let reader: pg.Client;
let building: string;
let hypertable: boolean;
const meters: Record<string, { device: string; channel: number }> = {};

beforeAll(async () => {
	project = await bootstrapSchemaProject();
	const copy = await project.copy();
	database = copy.database;
	connection = copy.project.database;
	await up(database);
	({ hypertable } = await detectDatabase(database));
	building = await value(
		`INSERT INTO buildings (name, city, floor_area, dwellings) VALUES ('Les Tilleuls', 'Lyon', 1200.5, 12) RETURNING id AS value`,
	);
	meters.common = await addMeter('22516914714270', 'Cage A');
	meters.personal = await addMeter('09775542606818', 'Mme Dupont');
	await database.query('UPDATE iot_devices SET personal = true WHERE id = $1', [meters.personal.device]);
	for (const { channel } of Object.values(meters)) await fill(channel, '2026-01-01', '2026-04-06');
	for (const statement of [
		...statementsToCreate(role, connection.database, passwordVerifier(password, randomBytes(16))),
		...statementsToGrant({ name: role, personalDays: false }),
	]) {
		await database.query(statement);
	}
	reader = await connect();
});

afterAll(async () => {
	await reader.end();
	for (const statement of statementsToRevoke(role)) await database.query(statement);
	await database.query(`DROP ROLE ${role}`);
	await project.drop();
});

async function connect(): Promise<pg.Client> {
	const client = new pg.Client({ ...connection, user: role, password });
	client.on('error', () => undefined);
	await client.connect();

	return client;
}

async function value<Value>(text: string, values: unknown[] = []): Promise<Value> {
	return only((await database.query<{ value: Value }>(text, values)).rows).value;
}

async function addMeter(pointId: string, label: string): Promise<{ device: string; channel: number }> {
	const device = await value<string>(
		`INSERT INTO iot_devices (building, provider, point_id, label, status) VALUES ($1, 'enedis', $2, $3, 'active')
		 RETURNING id AS value`,
		[building, pointId, label],
	);
	const channel = await value<number>(
		`INSERT INTO iot_channels (device, metric, unit) VALUES ($1, 'consumption', 'Wh') RETURNING id AS value`,
		[device],
	);

	return { device, channel };
}

/** Half-hours of 10 Wh; of the last day one is missing, and the day before it has another total of the operator's own. */
async function fill(channel: number, from: string, to: string): Promise<void> {
	const days = localDays(from, to, timeZone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) =>
		Array.from({ length: (endSeconds - startSeconds) / 1800 }, (_, index) => ({
			startSeconds: startSeconds + index * 1800,
			durationSeconds: 1800,
			value: 10,
			quality: 'raw' as const,
		})),
	);
	await storeWindow(database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings: readings.slice(0, -1),
		dayTotals: [{ date: days.at(-2)?.date ?? '', value: 500 }],
		usualStepSeconds: 1800,
		asked: undefined,
	});
}

async function ask<Row extends object>(
	text: string,
	values: unknown[] = [],
	client = reader,
): Promise<Row[]> {
	return (await client.query<Row>(text, values)).rows;
}

/** The server's code of refusing. */
async function codeOf(text: string, client = reader): Promise<string> {
	return client.query(text).then(
		() => 'done',
		(error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
	);
}

const INSUFFICIENT_PRIVILEGE = '42501';

describe('what is in them', () => {
	test('exactly the columns that are documented, each with its comment', async () => {
		const { rows } = await database.query<{ place: string; comment: string | null }>(
			`SELECT format('%s.%s', relation.relname, attribute.attname) AS place,
				col_description(relation.oid, attribute.attnum) AS comment
			 FROM pg_class relation JOIN pg_attribute attribute ON attribute.attrelid = relation.oid AND attnum > 0
			 WHERE relation.relnamespace = $1::regnamespace AND relation.relkind = 'v'
			 ORDER BY relation.relname, attribute.attnum`,
			[VIEW_SCHEMA],
		);
		const described = views
			.flatMap(({ name, columns }) =>
				Object.entries(columns).map(([column, comment]) => ({ place: `${name}.${column}`, comment })),
			)
			.toSorted((one, other) =>
				(one.place.split('.')[0] ?? '').localeCompare(other.place.split('.')[0] ?? ''),
			);
		expect(rows).toEqual(described);
	});

	test('buildings, and meters: of a natural person that there is one', async () => {
		expect(await ask('SELECT * FROM v_buildings')).toEqual([
			{
				id: building,
				name: 'Les Tilleuls',
				city: 'Lyon',
				country: 'FR',
				timezone: timeZone,
				floor_area: '1200.50',
				dwellings: '12',
				heating: null,
				year_built: null,
			},
		]);
		expect(await ask('SELECT personal, label, point_ending FROM v_meters ORDER BY personal')).toEqual([
			{ personal: false, label: 'Cage A', point_ending: '4270' },
			{ personal: true, label: null, point_ending: null },
		]);
	});

	test('days as the API tells them, over the hour that was left out, and months of them', async () => {
		const days = await ask<{ date: Date; value: number | null; curve_value: number }>(
			`SELECT date::text, value, curve_value FROM v_days WHERE building = $1 AND date >= '2026-03-29' AND date < '2026-04-06'
			 ORDER BY date`,
			[building],
		);
		expect(days[0]).toEqual({ date: '2026-03-29', value: 460, curve_value: 460 });
		expect(days.slice(-2)).toEqual([
			{ date: '2026-04-04', value: 500, curve_value: 480 },
			{ date: '2026-04-05', value: null, curve_value: 470 },
		]);
		expect(await ask('SELECT month::text, value, days_known, days FROM v_months ORDER BY month')).toEqual([
			{ month: '2026-01-01', value: 31 * 480, days_known: 31, days: 31 },
			{ month: '2026-02-01', value: 28 * 480, days_known: 28, days: 28 },
			{ month: '2026-03-01', value: 31 * 480 - 20, days_known: 31, days: 31 },
			{ month: '2026-04-01', value: 3 * 480 + 500, days_known: 4, days: 30 },
		]);
	});

	test('readings of a time, by the function as by the view', async () => {
		const since = '2026-02-10T00:00:00Z';
		const until = '2026-03-20T12:00:00Z';
		const byView = await ask(
			'SELECT * FROM v_readings WHERE "timestamp" >= $1 AND "timestamp" < $2 ORDER BY "timestamp"',
			[since, until],
		);
		expect(byView).toHaveLength(38 * 48 + 24);
		expect(await ask('SELECT * FROM readings($1, $2) ORDER BY "timestamp"', [since, until])).toEqual(byView);
	});

	test('a point that was connected anew is not counted twice', async () => {
		const { device, channel } = await addMeter('11111111111111', 'old');
		await fill(channel, '2026-02-01', '2026-02-04');
		const count = () => ask(`SELECT 1 FROM v_days WHERE device = '${device}'`);
		await database.query(`UPDATE iot_devices SET status = 'archived' WHERE id = $1`, [device]);
		expect(await count()).toHaveLength(3);
		await addMeter('11111111111111', 'new');
		expect(await count()).toHaveLength(0);
	});
});

describe('what is not', () => {
	test('nothing finer than that a natural person’s meter exists', async () => {
		const { device = '' } = meters.personal ?? {};
		for (const { name, columns } of views) {
			if (!('device' in columns) || name === 'v_personal_days') continue;
			expect([name, await ask(`SELECT 1 FROM ${name} WHERE device = $1`, [device])]).toEqual([name, []]);
		}
		expect(await codeOf('SELECT 1 FROM v_personal_days')).toBe(INSUFFICIENT_PRIVILEGE);
	});

	test('alerts of it, by device or by channel', async () => {
		const { device, channel } = meters.personal ?? {};
		await database.query(
			`INSERT INTO iot_alerts (building, device, channel, rule, severity, period_from)
			 SELECT $1, device, channel, 'test', 'minor', now()
			 FROM (VALUES ($2::uuid, NULL::int), (NULL, $3), ($4, NULL), (NULL, NULL)) alert (device, channel)`,
			[building, device, channel, meters.common?.device],
		);
		const rows = await ask<{ device: string | null }>('SELECT device FROM v_alerts ORDER BY device');
		expect(rows.map((row) => row.device)).toEqual([meters.common?.device, null]);
	});

	test('a function of the reader’s own that looks at every row is shown none that the view leaves out', async () => {
		const told: string[] = [];
		const client = await connect();
		client.on('notice', ({ message = '' }) => told.push(message));
		await client.query(`SET default_transaction_read_only = off`);
		await client.query(
			`CREATE FUNCTION pg_temp.look(seen text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
			 $$ BEGIN RAISE NOTICE '%', seen; RETURN true; END $$`,
		);
		for (const view of ['v_days', 'v_months']) {
			await ask(`SELECT 1 FROM ${view} WHERE pg_temp.look(device::text)`, [], client);
		}
		await client.end();
		expect([...new Set(told)]).toEqual([meters.common?.device]);
	});

	test('every other table, and every way to write', async () => {
		const { rows: tables } = await database.query<{ place: string }>(
			`SELECT format('%I.%I', table_schema, table_name) AS place FROM information_schema.tables
			 WHERE table_schema IN ('public', 'kilowatch_internal', 'kilowatch_jobs')
				AND table_name NOT LIKE 'pg_stat%'`,
		);
		expect(tables.length).toBeGreaterThan(50);
		for (const { place } of tables) {
			expect([place, await codeOf(`SELECT 1 FROM ${place}`)]).toEqual([place, INSUFFICIENT_PRIVILEGE]);
		}
		expect(await listOtherReadable(database, role)).toEqual([]);

		await reader.query('SET default_transaction_read_only = off');
		for (const { name } of views) {
			for (const write of [`DELETE FROM ${name}`, `UPDATE ${name} SET building = NULL`]) {
				expect([write, await codeOf(write)]).not.toEqual([write, 'done']);
			}
		}
		expect(await codeOf(`UPDATE v_meters SET status = 'x'`)).toBe(INSUFFICIENT_PRIVILEGE);
		expect(await codeOf('CREATE TABLE kilowatch_views.mine (a int)')).toBe(INSUFFICIENT_PRIVILEGE);
		expect(await codeOf('CREATE TABLE public.mine (a int)')).toBe(INSUFFICIENT_PRIVILEGE);
		expect(await codeOf('SELECT kilowatch_internal.reading_id(1, now())')).toBe(INSUFFICIENT_PRIVILEGE);
		await reader.query('SET default_transaction_read_only = on');
	});
});

describe('how quick they are', () => {
	const plan = async (text: string): Promise<string> => {
		const rows = await ask<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`);

		return rows.map((row) => row['QUERY PLAN']).join('\n');
	};
	const chunksIn = (text: string) => new Set(text.match(/_hyper_\d+_\d+_chunk\b/g) ?? []).size;
	const time = `'2026-02-10T00:00:00Z', '2026-02-11T00:00:00Z'`;

	test('bounds of the function reach the key, and leave chunks out', async () => {
		const bounded = await plan(`SELECT * FROM readings(${time})`);
		expect(bounded).toMatch(/id >= /);
		if (!hypertable) return;
		const all = await plan('SELECT * FROM v_readings');
		expect(chunksIn(all)).toBeGreaterThan(3);
		expect(chunksIn(bounded)).toBe(1);
		expect(chunksIn(await plan(`SELECT * FROM v_readings WHERE id >= first_id('2026-03-20Z')`))).toBeLessThan(
			chunksIn(all),
		);
	});

	test('dates and devices reach the days, and a month only its own', async () => {
		const { device = '' } = meters.common ?? {};
		// The table is small here, and reading all of it the quickest.
		await reader.query('SET enable_seqscan = off');
		const days = await plan(`SELECT * FROM v_days WHERE device = '${device}' AND date >= '2026-03-01'`);
		expect(days).toMatch(/Cond: .*date >= '2026-03-01'/);
		const months = await plan(`SELECT * FROM v_months WHERE month >= '2026-03-01'`);
		expect(months).toMatch(/Function Scan on generate_series[^\n]*\n\s*Filter: [^\n]*2026-03-01/);
		await reader.query('RESET enable_seqscan');
	});
});

test('the queries of the documentation are what they say', async () => {
	const page = await readFile(new URL('../../docs/sql-views.md', import.meta.url), 'utf8');
	const queries = [...page.matchAll(/```sql\n(SELECT[^`]*)```/g)].map(([, query = '']) =>
		query
			.replaceAll('$__timeFrom()', "'2026-03-01T00:00:00Z'")
			.replaceAll('$__timeTo()', "'2026-03-03T00:00:00Z'")
			.replaceAll('$building', building)
			.replaceAll('$meter', meters.common?.device ?? ''),
	);
	const [days = [], powers = []] = await Promise.all(
		queries.map((query) => ask<Record<string, unknown>>(query)),
	);

	expect(queries).toHaveLength(2);
	expect(days.map((day) => Object.values(day).slice(1))).toEqual([1, 2, 3].map(() => ['Cage A', 0.48]));
	expect(powers).toHaveLength(96);
	expect(powers[0]).toMatchObject({ W: 20 });
});

describe('their life', () => {
	test('a reader keeps its right over being made anew, and a column may change in Directus meanwhile', async () => {
		await database.query('ALTER TABLE buildings ALTER COLUMN heating TYPE varchar(40)');
		await database.query('ALTER TABLE buildings DROP COLUMN heating');
		expect(await ask('SELECT heating FROM v_buildings')).toEqual([{ heating: null }]);
		await database.query('ALTER TABLE buildings ADD COLUMN heating text');

		await database.query(`GRANT SELECT ON ${VIEW_SCHEMA}.v_buildings TO PUBLIC`);
		await database.query(`UPDATE kilowatch_internal.install SET views_digest = 'of another version'`);
		const before = await value<number>(`SELECT '${VIEW_SCHEMA}.v_days'::regclass::oid AS value`);
		expect(await up(database)).toEqual([]);
		expect(await value(`SELECT '${VIEW_SCHEMA}.v_days'::regclass::oid AS value`)).not.toBe(before);
		expect(await codeOf('SELECT 1 FROM v_days')).toBe('done');
		expect(await codeOf('SELECT 1 FROM v_personal_days')).toBe(INSUFFICIENT_PRIVILEGE);
		expect(
			await value(
				`SELECT relacl::text LIKE '%=r/%' AS value FROM pg_class WHERE oid = '${VIEW_SCHEMA}.v_buildings'::regclass`,
			),
		).toBe(true);
		await database.query(`REVOKE SELECT ON ${VIEW_SCHEMA}.v_buildings FROM PUBLIC`);
	});

	test('what a project has built on them is not dropped with them', async () => {
		await database.query(`CREATE VIEW own_view AS SELECT * FROM ${VIEW_SCHEMA}.v_days`);
		await database.query(`UPDATE kilowatch_internal.install SET views_digest = NULL`);
		await expect(up(database)).rejects.toThrow(
			/own_view depends on view kilowatch_views.v_days.*Nothing was changed/s,
		);
		await database.query('DROP VIEW own_view');
		expect(await up(database)).toEqual([]);
	});

	test('the days of natural persons are given apart, and taken back; nothing is left after revoking', async () => {
		for (const statement of statementsToGrant({ name: role, personalDays: true }))
			await database.query(statement);
		expect(await ask('SELECT 1 FROM v_personal_days')).toHaveLength(95);
		for (const statement of statementsToGrant({ name: role, personalDays: false })) {
			await database.query(statement);
		}
		expect(await codeOf('SELECT 1 FROM v_personal_days')).toBe(INSUFFICIENT_PRIVILEGE);
		for (const statement of statementsToRevoke(role)) await database.query(statement);
		for (const { name } of views) {
			expect(await codeOf(`SELECT 1 FROM ${VIEW_SCHEMA}.${name}`)).toBe(INSUFFICIENT_PRIVILEGE);
		}
		expect(await findRole(database, role)).toMatchObject({ exists: true, isSuperuser: false });
		expect(await findRole(database, 'nobody at all')).toMatchObject({ exists: false });
		for (const statement of statementsToGrant({ name: role, personalDays: false })) {
			await database.query(statement);
		}
	});

	test('a step back takes them away, the next start makes them, and the whole way down leaves nothing', async () => {
		await migrateDown(database, { migrations, deleteData: false, to: migrations.length - 1 });
		expect(await up(database)).toHaveLength(1);
		await migrateDown(database, { migrations, deleteData: true });
		expect(await value(`SELECT to_regnamespace('${VIEW_SCHEMA}') IS NULL AS value`)).toBe(true);
		await up(database);
	});
});
