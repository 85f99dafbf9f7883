import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	END_OF_TIME_SECONDS,
	MAX_CHANNEL,
	readingId,
} from '../../extensions/kilowatch/src/domain/reading-id.ts';
import { collections } from '../../extensions/kilowatch/src/shared/collections/index.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { InstallRefused } from '../../extensions/kilowatch/src/storage/migrate/install-refused.ts';
import { countCollections } from '../../extensions/kilowatch/src/storage/migrate/licence.ts';
import { grants } from '../../extensions/kilowatch/src/storage/migrate/rights.ts';
import { countApplied, migrateDown } from '../../extensions/kilowatch/src/storage/migrate/runner.ts';
import { setUpStudio } from '../../extensions/kilowatch/src/storage/migrate/studio.ts';
import { migrations } from '../../migrations/index.ts';
import { testDatabaseKind } from '../support/database.ts';
import { bootstrapSchemaProject, describeSchema, picture, up, type SchemaProject } from './schema-project.ts';

const allNumbers = migrations.map(({ number }) => number);
const down = (database: Database, deleteData = false) => migrateDown(database, { migrations, deleteData });
const hasTimescale = testDatabaseKind() === 'timescaledb';

let schema: SchemaProject;

beforeAll(async () => {
	schema = await bootstrapSchemaProject();
});

afterAll(async () => {
	await schema.drop();
});

async function column<Value>(database: Database, sql: string, values: unknown[] = []): Promise<Value[]> {
	const { rows } = await database.query<{ value: Value }>(sql, values);

	return rows.map(({ value }) => value);
}

/** A building, a device and a channel; answers the channel. */
async function addChannel(database: Database): Promise<number> {
	const [channel] = await column<number>(
		database,
		`WITH building AS (INSERT INTO buildings (name) VALUES ('A') RETURNING id),
			device AS (
				INSERT INTO iot_devices (building, provider, point_id) SELECT id, 'enedis', '12345678901234' FROM building
				RETURNING id
			)
		INSERT INTO iot_channels (device, metric, unit) SELECT id, 'consumption', 'Wh' FROM device RETURNING id AS value`,
	);
	if (channel === undefined) throw new Error('No channel was made');

	return channel;
}

describe('a migrated project', () => {
	let database: Database;

	beforeAll(async () => {
		({ database } = await schema.copy());
		expect(await up(database)).toEqual(allNumbers);
	});

	test('the database is what it says it is', async () => {
		const state = await detectDatabase(database);
		const plain = { engine: 'postgresql', compression: 'none' };

		if (!hasTimescale) {
			expect(state).toEqual({
				...plain,
				version: state.version,
				timescaledb: null,
				edition: null,
				hypertable: false,
				retention: 'delete',
			});
		} else if (state.edition === 'apache') {
			expect(state).toMatchObject({ ...plain, hypertable: true, retention: 'drop_chunks' });
		} else {
			expect(state).toMatchObject({ hypertable: true, compression: 'policy', retention: 'policy' });
		}
	});

	test('readings are a hypertable of one chunk a period where there is TimescaleDB', async () => {
		const widths = hasTimescale
			? await column(
					database,
					`SELECT integer_interval AS value FROM timescaledb_information.dimensions
					WHERE hypertable_name = 'iot_readings' AND column_name = 'id'`,
				)
			: [];
		expect(widths).toEqual(hasTimescale ? [2 ** 42] : []);
	});

	test('a second run changes nothing', async () => {
		const before = await picture(database);
		expect(await up(database)).toEqual([]);
		expect(await picture(database)).toEqual(before);
	});

	test('every column has a field, every field a column, every list a relation', async () => {
		const { rows } = await database.query<{ place: string }>(
			`SELECT table_name || '.' || column_name AS place FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name = ANY ($1)`,
			[collections.map(({ collection }) => collection)],
		);
		const fields = collections.flatMap(({ collection, fields }) =>
			fields.filter(({ alias }) => !alias).map(({ field }) => `${collection}.${field}`),
		);
		expect(fields.toSorted()).toEqual(rows.map(({ place }) => place).toSorted());

		const registered = await column<string>(
			database,
			`SELECT collection || '.' || field AS value FROM directus_fields`,
		);
		const declared = collections.flatMap(({ collection, fields }) =>
			fields.map(({ field }) => `${collection}.${field}`),
		);
		expect(registered.toSorted()).toEqual(declared.toSorted());
	});

	test('every foreign key is a relation, and the other way round', async () => {
		const keys = await column<string>(
			database,
			`SELECT format('%s.%s -> %s', conrelid::regclass, attname, confrelid::regclass) AS value
			FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
			JOIN directus_collections ON collection = conrelid::regclass::text
			WHERE contype = 'f' ORDER BY 1`,
		);
		const relations = await column<string>(
			database,
			`SELECT format('%s.%s -> %s', many_collection, many_field, one_collection) AS value
			FROM directus_relations ORDER BY 1`,
		);
		expect(relations.toSorted()).toEqual(keys.toSorted());
		expect(relations).toHaveLength(20);
	});

	test('every closed list is the CHECK of its column', async () => {
		const { rows } = await database.query<{ place: string; definition: string }>(`
			SELECT conrelid::regclass || '.' || attname AS place, pg_get_constraintdef(pg_constraint.oid) AS definition
			FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
			JOIN directus_collections ON collection = conrelid::regclass::text
			WHERE contype = 'c' AND cardinality(conkey) = 1 AND pg_get_constraintdef(pg_constraint.oid) LIKE '%ANY (ARRAY%'
		`);
		const checks = Object.fromEntries(
			rows.map(({ place, definition }) => [
				place,
				[...definition.matchAll(/'([^']+)'::text/g)].map(([, value]) => value),
			]),
		);
		const lists = Object.fromEntries(
			collections.flatMap(({ collection, fields }) =>
				fields
					// Open lists: other countries may be typed, rules come and go; scopes and rules are arrays.
					.filter(({ field, choices }) => choices && !['country', 'scopes', 'rule', 'rules'].includes(field))
					.map(({ field, choices }) => [
						`${collection}.${field}`,
						choices?.choices.map(({ value }) => value) ?? [],
					]),
			),
		);
		expect(checks).toEqual(lists);
	});

	test('14 collections count for the licence, the folder does not', async () => {
		expect(await countCollections(database, [])).toBe(14);
		expect(await countCollections(database, ['iot_audit'])).toBe(13);
	});

	test('the id of a reading is the same in SQL and in JavaScript', async () => {
		const channels = [1, MAX_CHANNEL, ...Array.from({ length: 200 }, () => random(1, MAX_CHANNEL))];
		const seconds = [
			0,
			END_OF_TIME_SECONDS - 1,
			...Array.from({ length: 200 }, () => random(0, END_OF_TIME_SECONDS - 1)),
		];
		const ids = await column<number>(
			database,
			`SELECT kilowatch_internal.reading_id(c, to_timestamp(s)) AS value
			FROM unnest($1::integer[], $2::float8[]) WITH ORDINALITY AS t (c, s, n) ORDER BY n`,
			[channels, seconds],
		);
		expect(ids).toEqual(channels.map((channel, index) => readingId(channel, seconds[index] ?? NaN)));
		expect(
			await column(
				database,
				`SELECT kilowatch_internal.reading_id(7, '2026-03-29T00:59:59.999Z') AS value
				UNION ALL SELECT kilowatch_internal.reading_id(7, '2026-03-29T00:59:59Z')`,
			),
		).toEqual(Array(2).fill(readingId(7, Date.parse('2026-03-29T00:59:59Z') / 1000)));
	});

	test('a reading is stored only under its own id, on a whole second, from 1970', async () => {
		const channel = await addChannel(database);
		const insert = (id: number, timestamp: string) =>
			database.query(
				`INSERT INTO iot_readings (id, channel, "timestamp", duration, value) VALUES ($1, $2, $3, 1800, 1)`,
				[id, channel, timestamp],
			);
		const id = readingId(channel, 1_800_000_000);
		await insert(id, '2027-01-15T08:00:00Z');
		const broken = /iot_readings_id_says_start_and_channel/;
		await expect(insert(id + 1, '2027-01-15T08:00:00Z')).rejects.toThrow(broken);
		await expect(insert(id, '2027-01-15T08:00:00.5Z')).rejects.toThrow(broken);
		await expect(insert(channel * 2 ** 21 - 5, '1969-12-31T23:59:55Z')).rejects.toThrow(broken);
		await expect(insert(id, '2027-01-15T08:00:00Z')).rejects.toMatchObject({ code: '23505' });
	});

	test('the audit log only grows', async () => {
		await database.query(
			`INSERT INTO iot_audit (chain, number, actor, action, previous_hash, hash) VALUES ('c', 1, 'a', 'b', '', 'h')`,
		);
		for (const change of [
			`UPDATE iot_audit SET actor = 'x'`,
			'DELETE FROM iot_audit',
			'TRUNCATE iot_audit',
		]) {
			await expect(database.query(change)).rejects.toThrow('The audit log is append-only');
		}
		expect(await column(database, 'SELECT actor AS value FROM iot_audit')).toEqual(['a']);
	});
});

test('processes that start at once run each migration once', async () => {
	const { database, project } = await schema.copy();
	const others = [1, 2].map(() =>
		openDatabase({ connection: project.database, maxConnections: 2, onIdleError: () => undefined }),
	);
	const done = await Promise.all([database, ...others].map((process) => up(process)));
	for (const other of others) await other.close();

	expect(done.flat()).toEqual(allNumbers);
	expect(done.filter((numbers) => numbers.length === 0)).toHaveLength(2);
	expect(await countApplied(database)).toBe(allNumbers.length);
});

describe('a project with the first release', () => {
	const released = migrations.slice(0, 6);
	const sinceThen = allNumbers.slice(6);

	/** As 001–006 left it: the list of triggers did not know files yet. */
	async function withFirstRelease() {
		const { database } = await schema.copy();
		expect(await up(database, { migrations: released })).toEqual([1, 2, 3, 4, 5, 6]);
		for (const options of ['options', 'display_options']) {
			await database.query(
				`UPDATE directus_fields SET ${options} = jsonb_set(${options}::jsonb, '{choices}', (
					SELECT jsonb_agg(choice) FROM jsonb_array_elements(${options}::jsonb -> 'choices') AS choice
					WHERE choice ->> 'value' <> 'file'
				)) WHERE collection = 'iot_sync_runs' AND field = 'trigger'`,
			);
		}

		return database;
	}

	/** Fields in the order of their forms, and everything else that is registered, without made-up keys. */
	async function registered(database: Database) {
		return {
			fields: await column<string>(
				database,
				`SELECT jsonb_strip_nulls(to_jsonb(f) - 'id')::text AS value FROM directus_fields f
				ORDER BY collection, sort, field`,
			),
			texts: await column<string>(
				database,
				`SELECT language || ' ' || key || ' ' || value AS value FROM directus_translations ORDER BY 1`,
			),
			shape: await describeSchema(database),
		};
	}

	test('becomes the same as a new one', async () => {
		const upgraded = await withFirstRelease();
		expect(
			await column(
				upgraded,
				`SELECT field AS value FROM directus_fields
				WHERE (collection, field) IN (('iot_daily', 'peak_at'), ('iot_channels', 'state'))`,
			),
		).toEqual([]);
		expect(await up(upgraded)).toEqual(sinceThen);
		const { database: fresh } = await schema.copy();
		await up(fresh);

		expect(await registered(upgraded)).toEqual(await registered(fresh));
	});

	test('keeps a form that somebody has arranged, and a list that somebody has worded', async () => {
		const database = await withFirstRelease();
		await database.query(
			`UPDATE directus_fields SET sort = 100 - sort WHERE collection = 'iot_sync_runs';
			 UPDATE directus_fields SET options = '{"choices": [{"value": "manual", "text": "Own"}]}'
				WHERE collection = 'iot_sync_runs' AND field = 'trigger'`,
		);
		await up(database);
		const fields = await column<string>(
			database,
			`SELECT field AS value FROM directus_fields WHERE collection = 'iot_sync_runs' ORDER BY sort`,
		);

		expect([fields[0], fields.at(-5)]).toEqual(['error_message', 'id']);
		expect(fields.slice(-4).toSorted()).toEqual(['claim', 'error_excerpt', 'not_before', 'takeovers']);
		const [choices] = await column<{ value: string; text: string }[]>(
			database,
			`SELECT options -> 'choices' AS value FROM directus_fields
			WHERE collection = 'iot_sync_runs' AND field = 'trigger'`,
		);
		expect(choices?.map(({ value }) => value)).toEqual(['manual', 'schedule', 'consent', 'file']);
		expect(choices?.[0]?.text).toBe('Own');
	});

	test('keeps what it has counted: a day that lacks some of its curve has tried as often for that', async () => {
		const database = await withFirstRelease();
		const channel = await addChannel(database);
		await database.query(
			`INSERT INTO iot_daily (id, channel, date, value, points_expected, points_received, attempts, next_attempt_at)
			SELECT $1::bigint * 1048576 + (date - '1970-01-01'), $1, date, value, expected, received, 3, '2026-06-03T02:00Z'
			FROM (VALUES ('2026-06-01'::date, 1, 48, 20), ('2026-06-02', NULL, 0, 0)) AS day (date, value, expected, received)`,
			[channel],
		);
		await up(database);

		expect(
			await column(
				database,
				`SELECT format('%s %s %s', date, attempts, curve_attempts) AS value FROM iot_daily ORDER BY date`,
			),
		).toEqual(['2026-06-01 3 3', '2026-06-02 3 0']);
		expect(
			await column(
				database,
				`SELECT metric || ' ' || unit || ' ' || state AS value FROM iot_channels ORDER BY id`,
			),
		).toEqual(['consumption Wh active', 'max_power VA active']);
	});

	test('can be gone back to, and forward again', async () => {
		const database = await withFirstRelease();
		const before = await registered(database);
		await up(database);
		const newest = await registered(database);
		const [device] = await column<string>(
			database,
			`WITH building AS (INSERT INTO buildings (name) VALUES ('A') RETURNING id)
			INSERT INTO iot_devices (building, provider) SELECT id, 'file' FROM building RETURNING id AS value`,
		);
		await database.query(
			`INSERT INTO iot_sync_runs (device, trigger, status) VALUES ($1, 'file', 'succeeded')`,
			[device],
		);

		expect(await migrateDown(database, { migrations, deleteData: false, to: 6 })).toEqual(
			sinceThen.toReversed(),
		);
		expect(await countApplied(database)).toBe(6);
		const back = await registered(database);
		expect(back.shape).toEqual(before.shape);
		const names = (rows: string[]) =>
			rows.map((row) => JSON.parse(row) as { collection: string; field: string });
		expect(
			names(back.fields)
				.map(({ collection, field }) => `${collection}.${field}`)
				.toSorted(),
		).toEqual(
			names(before.fields)
				.map(({ collection, field }) => `${collection}.${field}`)
				.toSorted(),
		);
		expect(await up(database)).toEqual(sinceThen);
		expect(await registered(database)).toEqual(newest);
	});
});

describe('taking Kilowatch out', () => {
	test('leaves the project as it was, with whatever people had hung on our collections', async () => {
		const { database } = await schema.copy();
		const before = await picture(database);
		await up(database);
		await setUpStudio(database);
		await database.query(`
			INSERT INTO directus_policies (id, name, admin_access, app_access, enforce_tfa)
				VALUES ('00000000-0000-4000-8000-000000000001', 'Own', false, true, false);
			INSERT INTO directus_permissions (policy, collection, action, fields)
				VALUES ('00000000-0000-4000-8000-000000000001', 'iot_devices', 'read', '*');
			INSERT INTO directus_access (id, "user", policy)
				SELECT gen_random_uuid(), id, '${policyIds.manager}' FROM directus_users LIMIT 1;
			INSERT INTO directus_presets (bookmark, collection) VALUES ('Mine', 'iot_alerts');
			INSERT INTO directus_dashboards (id, name) VALUES ('00000000-0000-4000-8000-000000000002', 'D');
			INSERT INTO directus_panels (id, dashboard, type, position_x, position_y, width, height, options)
				VALUES (gen_random_uuid(), '00000000-0000-4000-8000-000000000002', 'list', 1, 1, 4, 4,
					'{"collection":"iot_alerts"}'),
				(gen_random_uuid(), '00000000-0000-4000-8000-000000000002', 'kilowatch-consumption', 1, 1, 4, 4, '{}');
		`);
		expect(await down(database)).toEqual(allNumbers.toReversed());
		expect(await column(database, 'SELECT type AS value FROM directus_panels')).toEqual([]);
		await database.query(`DELETE FROM directus_dashboards; DELETE FROM directus_policies WHERE name = 'Own'`);

		expect(await picture(database)).toEqual(before);
		expect(await down(database)).toEqual([]);
	});

	test('refuses to lose data unasked', async () => {
		const { database } = await schema.copy();
		await up(database);
		const channel = await addChannel(database);
		await database.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value)
			VALUES ($1, $2, to_timestamp(1800000000), 1800, 1)`,
			[readingId(channel, 1_800_000_000), channel],
		);
		const before = await picture(database);

		await expect(down(database)).rejects.toThrow(
			'This would delete the rows of buildings, iot_devices, iot_channels, iot_readings. Add --delete-data',
		);
		expect(await picture(database)).toEqual(before);
		expect(await down(database, true)).toEqual(allNumbers.toReversed());
	});

	test('refuses while tables of the project point to ours', async () => {
		const { database } = await schema.copy();
		await up(database);
		await database.query('CREATE TABLE own (id integer PRIMARY KEY, device uuid REFERENCES iot_devices)');

		await expect(down(database, true)).rejects.toThrow('Tables of this project point to Kilowatch’s: own.');
		expect(await countApplied(database)).toBe(allNumbers.length);
	});
});

describe('a project with buildings of its own', () => {
	test.each([
		['integer', 'integer GENERATED BY DEFAULT AS IDENTITY', '7'],
		['bigint', 'bigint', '9000000000'],
		['uuid', 'uuid', `'00000000-0000-4000-8000-00000000000a'`],
	])('keeps its %s key, its columns and its rows', async (keyType, keyColumn, key) => {
		const { database } = await schema.copy();
		await database.query(`
			CREATE TABLE buildings (id ${keyColumn} PRIMARY KEY, name varchar(40), devices text, city jsonb);
			INSERT INTO buildings (id, name, devices) VALUES (${key}, 'Ours', 'lift');
			INSERT INTO directus_collections (collection, note) VALUES ('buildings', 'Own');
			INSERT INTO directus_fields (collection, field, interface) VALUES ('buildings', 'name', 'input');
		`);
		const before = await picture(database, ['buildings']);
		await up(database);

		expect(
			await column(
				database,
				`SELECT data_type AS value FROM information_schema.columns
				WHERE (table_name, column_name) IN (('iot_devices', 'building'), ('iot_alerts', 'building'))`,
			),
		).toEqual([keyType, keyType]);
		await database.query(`INSERT INTO iot_devices (building, provider) SELECT id, 'enedis' FROM buildings`);
		expect(
			await database.query(`SELECT name, devices, city, country, timezone FROM buildings`),
		).toMatchObject({
			rows: [{ name: 'Ours', devices: 'lift', city: null, country: 'FR', timezone: 'Europe/Paris' }],
		});
		// Its column `devices` keeps its name, so the list of our devices is shown nowhere.
		expect(
			await column(
				database,
				`SELECT one_field AS value FROM directus_relations
				WHERE one_collection = 'buildings' ORDER BY many_collection`,
			),
		).toEqual(['viewers', 'advice', 'alerts', null, 'reports']);
		expect(
			await column(database, `SELECT note AS value FROM directus_collections WHERE collection = 'buildings'`),
		).toEqual(['Own']);
		expect(await countCollections(database, [])).toBe(14);

		await down(database, true);
		expect(await picture(database, ['buildings'])).toEqual(before);
	});

	test('gets later columns with an upgrade, and keeps what it has of their names itself', async () => {
		const { database } = await schema.copy();
		await database.query(`
			CREATE TABLE buildings (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, latitude text);
			INSERT INTO buildings (name, latitude) VALUES ('Ours', '45.764');
			INSERT INTO directus_collections (collection, note) VALUES ('buildings', 'Own');
			INSERT INTO directus_fields (collection, field, interface) VALUES ('buildings', 'latitude', 'input');
		`);
		const before = await picture(database, ['buildings']);
		const columns = () =>
			column(
				database,
				`SELECT column_name || ' ' || data_type AS value FROM information_schema.columns
				WHERE table_name = 'buildings' AND column_name ~ 'itude|degree' ORDER BY 1`,
			);
		const own = ['latitude text'];
		const all = ['degree_day_base numeric', 'degree_day_method text', ...own, 'longitude numeric'];

		await up(database, { migrations: migrations.slice(0, 13) });
		expect(await columns()).toEqual(own);
		await up(database);
		expect(await columns()).toEqual(all);
		expect(
			await column(
				database,
				`SELECT field AS value FROM directus_fields
				WHERE collection = 'buildings' AND field ~ 'itude|degree' ORDER BY 1`,
			),
		).toEqual(['degree_day_base', 'degree_day_method', 'latitude', 'longitude']);

		await migrateDown(database, { migrations, deleteData: true, to: 13 });
		expect(await columns()).toEqual(own);
		await up(database);
		expect(await columns()).toEqual(all);
		await down(database, true);
		expect(await picture(database, ['buildings'])).toEqual(before);
	});

	test('whose key cannot be pointed to is left alone', async () => {
		const { database } = await schema.copy();
		await database.query('CREATE TABLE buildings (code text PRIMARY KEY)');
		const before = await picture(database, ['buildings']);

		await expect(up(database)).rejects.toThrow(
			'its primary key must be a column "id" of type uuid or integer, and is "code" of type text.',
		);
		expect(await picture(database, ['buildings'])).toEqual(before);
	});
});

describe('a project that has no room', () => {
	test('of the licence, is left as it is, with both numbers said', async () => {
		const { database } = await schema.copy();
		await database.query(
			Array.from(
				{ length: 12 },
				(_, index) => `
				CREATE TABLE own_${index} (id integer PRIMARY KEY);
				INSERT INTO directus_collections (collection) VALUES ('own_${index}');`,
			).join(''),
		);
		const before = await picture(database);

		const refusal = up(database);
		await expect(refusal).rejects.toBeInstanceOf(InstallRefused);
		await expect(refusal).rejects.toThrow(
			'Directus’ licence allows 25 collections. This project has 12, and Kilowatch needs 14 more, which makes 26.',
		);
		expect(await picture(database)).toEqual(before);

		await database.query(`UPDATE directus_collections SET status = 'inactive' WHERE collection = 'own_3'`);
		expect(await up(database)).toEqual(allNumbers);
	});

	test('with a licence without a limit takes any number', async () => {
		const { database } = await schema.copy();
		await database.query(
			Array.from(
				{ length: 20 },
				(_, index) => `
				CREATE TABLE own_${index} (id integer PRIMARY KEY);
				INSERT INTO directus_collections (collection) VALUES ('own_${index}');`,
			).join(''),
		);
		expect(await up(database, { collectionsAllowed: () => Promise.resolve(null) })).toEqual(allNumbers);
	});

	test('for a name of ours', async () => {
		const { database } = await schema.copy();
		await database.query('CREATE TABLE iot_devices (id integer PRIMARY KEY)');
		const before = await picture(database);

		await expect(up(database)).rejects.toThrow('This project already has iot_devices of its own.');
		expect(await picture(database)).toEqual(before);
	});

	test('for an older version', async () => {
		const { database } = await schema.copy();
		await up(database);
		await expect(up(database, { migrations: migrations.slice(0, 4) })).rejects.toThrow(
			`The database has ${allNumbers.length} migrations and this version of Kilowatch knows 4`,
		);
	});
});

test('a gap in the history is a mistake', async () => {
	const { database } = await schema.copy();
	await expect(up(database, { migrations: migrations.filter(({ number }) => number !== 3) })).rejects.toThrow(
		'Migration 4 stands where 3 is expected',
	);
});

describe('the scope of rights', () => {
	const readGrants = (database: Database) =>
		column<string>(
			database,
			`SELECT format('%s %s %s %s', policy, collection, action, fields) AS value FROM directus_permissions
			WHERE policy = ANY ($1) ORDER BY 1`,
			[Object.values(policyIds)],
		);
	const wanted = grants
		.map(({ policy, collection, action }) => `${policy} ${collection} ${action} *`)
		.toSorted();

	test('all: the seeded policies grant, without rules; assigned: nothing, whoever added it', async () => {
		const { database } = await schema.copy();
		await up(database);
		expect((await readGrants(database)).toSorted()).toEqual(wanted);
		expect(
			await column(
				database,
				`SELECT count(*) AS value FROM directus_permissions
				WHERE permissions IS NOT NULL OR validation IS NOT NULL OR presets IS NOT NULL`,
			),
		).toEqual([0]);
		await setUpStudio(database);
		const dashboards = (await readGrants(database)).filter((grant) => grant.includes(' directus_'));
		expect(dashboards).toHaveLength(4);

		await up(database, { scope: 'assigned' });
		expect(await readGrants(database)).toEqual(dashboards);
		await database.query(
			`INSERT INTO directus_permissions (policy, collection, action, fields) VALUES ($1, 'iot_daily', 'read', '*')`,
			[policyIds.reader],
		);
		await up(database, { scope: 'assigned' });
		expect(await readGrants(database)).toEqual(dashboards);

		await up(database);
		expect((await readGrants(database)).toSorted()).toEqual([...wanted, ...dashboards].toSorted());
	});

	test('all: what an administrator takes away stays away', async () => {
		const { database } = await schema.copy();
		await up(database);
		await database.query(
			`DELETE FROM directus_permissions WHERE policy = $1 AND collection = 'iot_tariffs'`,
			[policyIds.reader],
		);
		await up(database);
		expect(await readGrants(database)).toHaveLength(wanted.length - 1);
	});

	test('nobody reads half-hours or the log without being given it', () => {
		expect(grants.filter(({ collection }) => collection === 'iot_readings')).toEqual([
			{ policy: policyIds.personalData, collection: 'iot_readings', action: 'read' },
		]);
		expect(grants.filter(({ collection }) => collection === 'iot_audit')).toEqual([]);
	});
});

describe('kilowatch:setup', () => {
	test('enables the module once, and down gives the bar back', async () => {
		const { database } = await schema.copy();
		await expect(setUpStudio(database)).rejects.toThrow('Run: npx directus kilowatch:migrate');
		await up(database);
		expect(await setUpStudio(database)).toEqual({ module: true, grants: 4 });
		expect(await setUpStudio(database)).toEqual({ module: false, grants: 0 });
		const [bar] = await column<{ id: string }[]>(
			database,
			'SELECT module_bar AS value FROM directus_settings',
		);
		expect(bar?.map(({ id }) => id).slice(0, 3)).toEqual(['content', 'kilowatch', 'visual']);
		await down(database);
		expect(await column(database, 'SELECT module_bar AS value FROM directus_settings')).toEqual([null]);
	});

	test('keeps a bar that people have arranged', async () => {
		const { database } = await schema.copy();
		const own = [
			{ type: 'module', id: 'files', enabled: true },
			{ type: 'module', id: 'kilowatch', enabled: false },
		];
		await up(database);
		await database.query('UPDATE directus_settings SET module_bar = $1::json', [JSON.stringify(own)]);
		await setUpStudio(database);
		expect(await column(database, 'SELECT module_bar AS value FROM directus_settings')).toEqual([
			[own[0], { ...own[1], enabled: true }],
		]);
		await database.query('UPDATE directus_settings SET module_bar = $1::json', [
			JSON.stringify([{ ...own[1], enabled: true }, own[0]]),
		]);
		await down(database);
		expect(await column(database, 'SELECT module_bar AS value FROM directus_settings')).toEqual([[own[0]]]);
	});
});

function random(from: number, to: number): number {
	return from + Math.floor(Math.random() * (to - from + 1));
}
