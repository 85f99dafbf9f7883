/**
 * A meter that has left its traces everywhere: all that is the holder's is in the export, and after the erasure a search of a
 * full dump and of the file store finds nothing of it but the keyed proof. Whatever table comes new has to say what
 * becomes of it.
 */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventory } from '../../extensions/kilowatch/src/consent/personal-data/inventory.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readingId } from '../../extensions/kilowatch/src/domain/reading-id.ts';
import type { RevokeAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { providerEnvironment } from '../../scripts/sandbox.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { dumpDatabase, readEveryRow } from '../support/dump.ts';
import { runReport } from '../support/flow.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson } from '../support/people.ts';
import { readUploads } from '../support/uploads.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);
const pointId = '22516914714270';
const label = 'Widow Marchbanks, third floor';
/** in Wh; nothing else has them */
const values = [4711.0625, 8128.1875, 6174.3125];
const dayTotal = values.reduce((sum, value) => sum + value, 0);

let server: TestServer;
let building: string;
let meter: MeasuredMeter;
let neighbour: MeasuredMeter;
let alert: string;
let report: { file: string; report: string };

beforeAll(async () => {
	server = await startTestServer({ sandbox: false, environment: providerEnvironment('http://127.0.0.1:9') });
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	meter = await addMeasuredMeter(server, building, { pointId, date, values, personal: true });
	neighbour = await addMeasuredMeter(server, building, {
		pointId: '09775542606818',
		date,
		values: [1, 2, 3],
	});
	await leaveTraces();
	await hearOfIt();
});
afterAll(() => server.stop());

const sql = <Row extends object>(text: string, given: unknown[] = []) =>
	withClient(server.database.connection, async (client) => (await client.query<Row>(text, given)).rows);

/** What may be found of the meter, by its name; texts that stand nowhere else. */
function markers(): Record<string, string> {
	return {
		point: pointId,
		device: meter.device,
		consent: meter.consent,
		run: meter.run,
		alert,
		label,
		report: report.report,
		file: report.file,
		'reading id': String(readingId(meter.channel, Date.parse(`${date}T00:00:00Z`) / 1000)),
		...Object.fromEntries(values.map((value, index) => [`value ${index + 1}`, String(value)])),
		'day total': String(dayTotal),
		'alert’s value': '31415.9265',
		comment: 'she is away on Mondays',
		'former label': 'Marchbanks (new tenant)',
		'former value': '2718.28125',
		'masked answer': 'an answer that nobody understood',
		'printed total': String(dayTotal + 6),
		forecast: '1618033.98875',
		message: 'Widow Marchbanks\\, third floor',
	};
}

/** Whatever Directus, a manager and we ourselves write about a meter. */
async function leaveTraces(): Promise<void> {
	const patch = (where: string, body: object) => must(server, where, { method: 'PATCH', body });
	await patch(`/items/iot_devices/${meter.device}`, { label: 'Marchbanks (new tenant)' });
	await patch(`/items/iot_devices/${meter.device}`, { label, subscribed_power: 9 });
	await patch(`/items/buildings/${building}`, { city: 'Lyon' });
	const first = readingId(meter.channel, Date.parse(`${date}T00:00:00Z`) / 1000);
	await patch(`/items/iot_readings/${first}`, { value: 2718.28125 });
	await patch(`/items/iot_readings/${first}`, { value: values[0] });
	alert = (
		await post(server, '/items/iot_alerts', {
			building,
			device: meter.device,
			channel: meter.channel,
			rule: 'night',
			severity: 'major',
			period_from: `${date}T00:00:00Z`,
			observed: 31415.9265,
		})
	).id;
	await patch(`/items/iot_alerts/${alert}`, { verdict: 'true' });
	await post(server, '/comments', {
		collection: 'iot_devices',
		item: meter.device,
		comment: 'she is away on Mondays',
	});
	await post(server, '/notifications', {
		recipient: (await must<{ id: string }>(server, '/users/me')).id,
		subject: `About ${meter.device}`,
		message: `The point ${pointId} is silent`,
	});
	await post(server, '/presets', {
		collection: 'iot_readings',
		bookmark: 'Hers',
		filter: { _and: [{ channel: { device: { _eq: meter.device } } }] },
	});
	await must(server, '/users/me/track/page', {
		method: 'PATCH',
		body: { last_page: `/content/iot_devices/${meter.device}` },
	});
	await logInFlow();

	await sql(
		`UPDATE iot_consents SET proof = jsonb_build_object('external_id', 'proof-of-' || $2::text), valid_until = current_date + 5,
			external_id = 'proof-of-' || $2::text WHERE id = $1`,
		[meter.consent, pointId],
	);
	await sql(`UPDATE iot_sync_runs SET error_excerpt = 'an answer that nobody understood' WHERE id = $1`, [
		meter.run,
	]);
	await sql(
		`INSERT INTO iot_consents (device, provider, scopes, text_version, status) VALUES ($1, 'enedis', '["daily"]', 'test', 'refused')`,
		[meter.device],
	);
	const [renewal] = await sql<{ id: string }>(
		`INSERT INTO iot_consents (device, provider, scopes, text_version) VALUES ($1, 'enedis', '["daily"]', 'test') RETURNING id`,
		[meter.device],
	);
	await sql(
		`INSERT INTO kilowatch_internal.oauth_transactions (state_hash, browser_hash, consent, provider, scopes, text_version,
			expires_at)
		 VALUES ('state', 'browser', $1, 'enedis', '[]', 'test', now() + interval '1 hour')`,
		[renewal?.id],
	);
	await sql(
		`INSERT INTO kilowatch_internal.waiting_consents (consent, provider, scopes, text_version, next_try_at)
		 VALUES ($1, 'enedis', '[]', 'test', now() + interval '1 hour')`,
		[renewal?.id],
	);
	await sql(
		`INSERT INTO kilowatch_internal.invitations (device, token_hash, expires_at) VALUES ($1, 'hash', now() + interval '1 day')`,
		[meter.device],
	);
	await sql(
		`INSERT INTO kilowatch_internal.vault (owner, field, sealed) VALUES ('consent:' || $1, 'credentials', 'k1.x.y')`,
		[meter.consent],
	);
	await sql(
		`INSERT INTO directus_versions (id, key, name, collection, item, delta)
		 VALUES (gen_random_uuid(), 'draft', 'Draft', 'iot_devices', $1, json_build_object('label', $2::text))`,
		[meter.device, label],
	);
	await sql(
		`INSERT INTO directus_shares (id, name, collection, item) VALUES (gen_random_uuid(), 'Share', 'iot_devices', $1)`,
		[meter.device],
	);
	await sql(
		`INSERT INTO directus_dashboards (id, name) VALUES (gen_random_uuid(), 'Board');
		 INSERT INTO directus_panels (id, dashboard, type, position_x, position_y, width, height, options)
		 SELECT gen_random_uuid(), id, 'kilowatch-consumption', 1, 1, 12, 8, '{"device": "${meter.device}"}' FROM directus_dashboards`,
	);
	await sql(
		`INSERT INTO kilowatch_internal.forecasts (building, made_on, month, known_days, known_wh, predicted_wh, lower_wh, upper_wh,
			channels)
		 VALUES ($1, '2026-10-16', '2026-10-01', 15, 1, 1618033.98875, 1, 2000000, ARRAY[$2::integer])`,
		[building, meter.channel],
	);
	await must(server, `/kilowatch/buildings/${building}/linky/sync`, {
		method: 'POST',
		body: { devices: [meter.device] },
	});
	report = (await runReport(server, {
		building,
		from: date,
		to: addDays(date, 1),
		locale: 'fr',
	})) as typeof report;
}

/** A reminder that a process had taken on before it died: the minute's job tells the admins, for nobody else is there. */
async function hearOfIt(): Promise<void> {
	await sql(
		`INSERT INTO kilowatch_internal.consent_notices (consent, kind, claimed_at) VALUES ($1, 'ends_7', now() - interval '11 minutes')`,
		[meter.consent],
	);
	await waitUntil(
		async () => {
			const { id } = await must<{ id: string }>(server, '/users/me');
			const told = await must<{ subject: string }[]>(
				server,
				`/notifications?filter[recipient][_eq]=${id}&filter[subject][_contains]=consent needs you`,
			);

			return told.length > 0 ? told : undefined;
		},
		{ timeoutMs: 120_000, intervalMs: 1_000, onTimeout: () => new Error('Nobody was told') },
	);
}

/** A Flow that somebody has set to log all: what went through it stands in Directus' history. */
async function logInFlow(): Promise<void> {
	const flow = await post(server, '/flows', {
		name: 'Logs all',
		trigger: 'webhook',
		status: 'active',
		accountability: 'all',
		options: { method: 'POST' },
	});
	const operation = await post(server, '/operations', {
		flow: flow.id,
		key: 'log',
		type: 'log',
		position_x: 19,
		position_y: 1,
		options: { message: 'seen' },
	});
	await must(server, `/flows/${flow.id}`, { method: 'PATCH', body: { operation: operation.id } });
	await server.request(`/flows/trigger/${flow.id}`, {
		method: 'POST',
		body: { device: meter.device, readings: values },
	});
	await waitUntil(
		async () => {
			const rows = await sql(
				`SELECT FROM directus_revisions WHERE collection = 'directus_flows' AND data::text LIKE $1`,
				[`%${meter.device}%`],
			);

			return rows.length > 0 ? rows : undefined;
		},
		{ timeoutMs: 30_000, intervalMs: 200, onTimeout: () => new Error('The Flow has logged nothing') },
	);
	await must(server, `/flows/${flow.id}`, { method: 'PATCH', body: { status: 'inactive' } });
}

/** Names of the markers that stand in a text, a backslash as it is or as a dump writes it. */
function found(text: string, names: Readonly<Record<string, string>> = markers()): string[] {
	return Object.entries(names)
		.filter(([, marker]) => [marker, marker.replaceAll('\\', '\\\\')].some((form) => text.includes(form)))
		.map(([name]) => name);
}

async function searchEverything(): Promise<string[]> {
	const [dump, rows, files] = [
		await dumpDatabase(server.database.connection),
		await readEveryRow(server.database.connection),
		await readUploads(path.join(server.project.folder, 'uploads')),
	];

	return [...new Set([dump, rows, files].flatMap((text) => found(text)))].sort();
}

describe('the inventory', () => {
	test('says of every table that can hold a meter’s data how it is handed out and erased', async () => {
		const known = inventory.map(({ table }) => table);
		const tables = (await sql<{ name: string }>(tablesOfMeters)).map(({ name }) => name);

		expect(tables.filter((name) => !known.includes(name))).toEqual([]);
		expect(known.filter((name) => !tables.includes(name))).toEqual([]);
	});

	test('no Flow that is there from the start keeps in Directus’ history what goes through it', async () => {
		const flows = await sql<{ name: string }>(
			`SELECT name FROM directus_flows WHERE accountability = 'all' AND name <> 'Logs all'`,
		);

		expect(flows).toEqual([]);
	});
});

test('the traces are there, and the search finds each of them', async () => {
	expect(await searchEverything()).toEqual(Object.keys(markers()).sort());
	expect(found(await readUploads(path.join(server.project.folder, 'uploads')))).toContain('printed total');
});

test('who may read personal data and change the building gets all of it, and the log has that', async () => {
	const reader = await addPerson(server, 'exporter', [policyIds.manager]);
	const privileged = await addPerson(server, 'privileged', [policyIds.manager, policyIds.personalData]);
	const where = `/kilowatch/devices/${meter.device}/personal-data`;

	expect((await ask(server, where, { token: reader.token })).status).toBe(403);
	const answer = await server.request(where, { token: privileged.token });
	const text = await answer.text();

	expect(answer.headers.get('content-disposition')).toBe(
		`attachment; filename="kilowatch-${meter.device}.json"`,
	);
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
	const parts = JSON.parse(text) as Record<string, unknown>;
	expect(Object.keys(parts)).toEqual([
		'exported_at',
		...inventory
			.flatMap(({ exportedAs }) => exportedAs ?? [])
			.filter((name, index, all) => all.indexOf(name) === index),
	]);
	// Figures of reports and forecasts are those of a building, and what a manager is told is the manager's.
	const others = ['printed total', 'forecast', 'message'];
	expect(found(text)).toEqual(Object.keys(markers()).filter((name) => !others.includes(name)));
	expect(text).not.toContain('token_hash');
	expect(parts.device).toMatchObject({ id: meter.device, point_id: pointId, subscribed_power: 9 });
	expect(parts.consents).toHaveLength(3);
	expect(parts.invitations).toHaveLength(1);
	expect(parts.readings).toHaveLength(3);
	expect(text).not.toContain(neighbour.device);

	const csv = await (await server.request(`${where}?format=csv`)).text();
	expect(csv.split('\r\n').slice(0, 3)).toEqual([
		'kind,metric,register,from,to,value,unit,quality,source',
		`day_total,consumption,total,${date},${addDays(date, 1)},${dayTotal},Wh,complete,operator`,
		`day_curve,consumption,total,${date},${addDays(date, 1)},${dayTotal},Wh,complete,operator`,
	]);
	expect(csv).toContain(
		`reading,consumption,total,${date}T00:00:00.000Z,${date}T00:30:00.000Z,${values[0]},Wh,raw,operator`,
	);
	const exports = await sql<{ format: string }>(
		`SELECT details ->> 'format' AS format FROM iot_audit JOIN kilowatch_internal.audit_keys USING (chain)
		 WHERE device = $1 AND action = 'data.exported' ORDER BY id`,
		[meter.device],
	);
	expect(exports.map(({ format }) => format)).toEqual(['pdf', 'json', 'csv']);
});

test('after the erasure nothing is found any more but the keyed proof, and the neighbour is as before', async () => {
	const data = await post<RevokeAnswer['data']>(server, `/kilowatch/consents/${meter.consent}/revoke`, {
		erase: true,
	});

	expect(data).toEqual({
		scopes: [],
		operator: 'by_holder',
		removed: { readings: 3, days: 1 },
		erased: true,
	});
	expect(await searchEverything()).toEqual([]);
	expect((await server.request(`/assets/${report.file}`)).status).toBe(403);
	const neighbours = await must<unknown[]>(
		server,
		`/items/iot_readings?filter[channel][_eq]=${neighbour.channel}`,
	);
	expect(neighbours).toHaveLength(3);
	const [history] = await sql<{ revisions: number }>(
		`SELECT count(*)::int AS revisions FROM directus_revisions WHERE collection = 'buildings' AND item = $1`,
		[building],
	);
	expect(history?.revisions).toBeGreaterThan(0);
});

test('the proof is shown to who knows the point, and the log verifies', async () => {
	const proof = await server.command(['kilowatch:consents', '--proof', pointId]);
	expect(proof.output).toMatch(/enedis +daily, load_curve .*withdrawn/);
	const verified = await server.command(['kilowatch:audit-verify']);
	expect(verified.code).toBe(0);
}, 300_000);

/**
 * Tables that can hold a meter's data: what leads to one by foreign keys, what has a column of such a name, Directus' tables
 * that are about an item of any collection, and everything in our own schemas.
 */
const tablesOfMeters = `
	WITH RECURSIVE led AS (
		SELECT oid FROM pg_class WHERE oid IN ('buildings'::regclass, 'iot_devices'::regclass, 'iot_channels'::regclass, 'iot_consents'::regclass,
			'iot_sync_runs'::regclass, 'iot_alerts'::regclass, 'iot_reports'::regclass)
		UNION SELECT constraint_.conrelid FROM pg_constraint constraint_
		JOIN led ON led.oid = constraint_.confrelid WHERE constraint_.contype = 'f'
	), named AS (
		SELECT format('%I.%I', table_schema, table_name)::regclass::oid AS oid FROM information_schema.columns
		WHERE table_schema = 'public' AND column_name IN ('device', 'channel', 'consent', 'run', 'point_id')
	), platform AS (
		SELECT format('%I.%I', c.table_schema, c.table_name)::regclass::oid AS oid FROM information_schema.columns c
		JOIN information_schema.columns item USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND c.table_name LIKE 'directus\\_%'
			AND c.column_name = 'collection' AND item.column_name = 'item'
	), own AS (
		SELECT relation.oid FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
		WHERE schema.nspname IN ('kilowatch_internal', 'kilowatch_jobs')
	)
	SELECT DISTINCT CASE schema.nspname WHEN 'public' THEN relation.relname
		ELSE schema.nspname || '.' || relation.relname END AS name
	FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
	WHERE relation.relkind IN ('r', 'p') AND NOT relation.relispartition AND schema.nspname IN ('public', 'kilowatch_internal', 'kilowatch_jobs')
		AND relation.oid IN (SELECT oid FROM led UNION SELECT oid FROM named UNION SELECT oid FROM platform
			UNION SELECT oid FROM own)
	ORDER BY name`;
