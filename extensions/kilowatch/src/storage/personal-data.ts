import { splitReadingId } from '../domain/reading-id.ts';
import type { Metric, Register } from '../domain/metrics.ts';
import type { Quality, Source } from '../domain/reading.ts';
import type { DayStatus } from '../shared/names.ts';
import type { Queryable } from './database.ts';
import { itemOfChannels } from './item-of-channels.ts';

/** Rows that are in memory at a time. */
const PAGE = 2_000;

/** A part of what is stored of a device: what it is called in an export, and its rows as JSON texts. */
export interface PersonalPart {
	name: string;
	/** a part is one thing, or a list of them */
	isList: boolean;
	rows(connection: Queryable, device: string): AsyncIterable<string>;
}

/** One thing or some, in one statement, `$1` is the device; every column of a row, so that none is ever forgotten. */
function part(name: string, text: string, isList = true): PersonalPart {
	return {
		name,
		isList,
		async *rows(connection, device) {
			const { rows } = await connection.query<{ row: string }>(
				`SELECT to_jsonb(part)::text AS row FROM (${text}) part`,
				[device],
			);
			for (const { row } of rows) yield row;
		},
	};
}

const channelsOfDevice = 'SELECT id FROM iot_channels WHERE device = $1';

/**
 * All that is stored of a device but its days and readings. Of a link there is no hash, and credentials are the server's: they
 * say nothing about anybody. Who did something is told as the log knows it, `user` or `holder`.
 */
const facts: readonly PersonalPart[] = [
	part('device', 'SELECT * FROM iot_devices WHERE id = $1', false),
	part(
		'building',
		`SELECT building.id, building.name, building.address, building.city, building.country, building.timezone
		 FROM iot_devices device JOIN buildings building ON building.id = device.building WHERE device.id = $1`,
		false,
	),
	part('channels', 'SELECT * FROM iot_channels WHERE device = $1 ORDER BY id'),
	part('consents', 'SELECT * FROM iot_consents WHERE device = $1 ORDER BY created_at, id'),
	part(
		'consents_under_way',
		`SELECT consent, provider, scopes, text_version, 'at_the_operator' AS step, expires_at AS until
		 FROM kilowatch_internal.oauth_transactions
		 WHERE consent IN (SELECT id FROM iot_consents WHERE device = $1)
		 UNION ALL SELECT consent, provider, scopes, text_version, 'not_named_yet', next_try_at
		 FROM kilowatch_internal.waiting_consents WHERE consent IN (SELECT id FROM iot_consents WHERE device = $1)`,
	),
	part(
		'messages',
		`SELECT consent, kind, told_at FROM kilowatch_internal.consent_notices
		 WHERE consent IN (SELECT id FROM iot_consents WHERE device = $1) ORDER BY claimed_at`,
	),
	part(
		'invitations',
		`SELECT created_at, expires_at, opened_at, revoked_at FROM kilowatch_internal.invitations
		 WHERE device = $1 ORDER BY created_at`,
	),
	part('sync_runs', 'SELECT * FROM iot_sync_runs WHERE device = $1 ORDER BY queued_at, id'),
	part(
		'alerts',
		`SELECT * FROM iot_alerts WHERE device = $1 OR channel IN (${channelsOfDevice}) ORDER BY created_at, id`,
	),
	part(
		'alert_details',
		`SELECT alert, facts FROM kilowatch_internal.alert_details
		 WHERE alert IN (SELECT id FROM iot_alerts WHERE device = $1) ORDER BY alert`,
	),
	part(
		'alert_messages',
		`SELECT alert, severity, told_at FROM kilowatch_internal.alert_notices
		 WHERE alert IN (SELECT id FROM iot_alerts WHERE device = $1) ORDER BY claimed_at, alert`,
	),
	part(
		'reports',
		`SELECT report.* FROM iot_reports report
		 JOIN kilowatch_internal.report_devices counted ON counted.report = report.id
		 WHERE counted.device = $1 ORDER BY report.created_at, report.id`,
	),
	part('erasure', `SELECT asked_at, reason FROM kilowatch_internal.erasures WHERE device = $1`),
	part(
		'audit',
		`SELECT entry.number, entry.at, split_part(entry.actor, ':', 1) AS who, entry.action, entry.purpose, entry.details
		 FROM kilowatch_internal.audit_keys key JOIN iot_audit entry ON entry.chain = key.chain
		 WHERE key.device = $1 ORDER BY entry.number`,
	),
];

/** What people wrote about the device in Directus, and what it was before they changed it. */
const platformFacts: readonly (PersonalPart & { table: string })[] = [
	{
		table: 'directus_comments',
		...part(
			'comments',
			`SELECT date_created AS at, collection, item, comment FROM directus_comments
			 WHERE item = $1::text OR item IN (SELECT id::text FROM iot_consents WHERE device = $1::uuid)
				OR item IN (SELECT id::text FROM iot_alerts WHERE device = $1::uuid)
			 ORDER BY date_created`,
		),
	},
	{
		table: 'directus_revisions',
		...part(
			'changes',
			`SELECT activity.timestamp AS at, activity.action, revision.collection, revision.item, revision.delta
			 FROM directus_revisions revision JOIN directus_activity activity ON activity.id = revision.activity
			 WHERE revision.item = $1::text
				OR revision.item IN (SELECT id::text FROM iot_consents WHERE device = $1::uuid)
				OR revision.item IN (SELECT id::text FROM iot_alerts WHERE device = $1::uuid)
				OR ${itemOfChannels('revision.', 'ARRAY(SELECT id FROM iot_channels WHERE device = $1::uuid)')}
			 ORDER BY activity.timestamp, revision.id`,
		),
	},
];

const values: readonly PersonalPart[] = [
	{
		name: 'days',
		isList: true,
		async *rows(connection, device) {
			for await (const { id } of readChannelsInOrder(connection, device)) {
				yield* readJsonPages(connection, 'iot_daily', id);
			}
		},
	},
	{
		name: 'readings',
		isList: true,
		async *rows(connection, device) {
			for await (const { id } of readChannelsInOrder(connection, device)) {
				yield* readJsonPages(connection, 'iot_readings', id);
			}
		},
	},
];

/** Every part of what is stored of a device; those of Directus only where it has the tables. */
export async function listPersonalParts(connection: Queryable): Promise<PersonalPart[]> {
	const { rows } = await connection.query<{ table: string }>(
		`SELECT name AS "table" FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL`,
		[platformFacts.map(({ table }) => table)],
	);
	const there = rows.map(({ table }) => table);

	return [...facts, ...platformFacts.filter(({ table }) => there.includes(table)), ...values];
}

/** A day as a line of a table. */
export interface PersonalDay {
	metric: Metric;
	register: Register;
	unit: string;
	date: string;
	value: number | null;
	curveValue: number | null;
	min: number | null;
	max: number | null;
	status: DayStatus;
	source: Source;
}

/** A reading as a line of a table. */
export interface PersonalReading {
	metric: Metric;
	register: Register;
	unit: string;
	startSeconds: number;
	durationSeconds: number;
	value: number;
	quality: Quality;
	source: Source;
}

export async function* readPersonalDays(connection: Queryable, device: string): AsyncGenerator<PersonalDay> {
	for await (const { id, ...channel } of readChannelsInOrder(connection, device)) {
		for await (const row of readPages<Omit<PersonalDay, 'metric' | 'register' | 'unit'> & { id: number }>(
			connection,
			`SELECT id, date, value, curve_value AS "curveValue", min, max, status, source FROM iot_daily`,
			id,
		)) {
			yield { ...channel, ...row };
		}
	}
}

export async function* readPersonalReadings(
	connection: Queryable,
	device: string,
): AsyncGenerator<PersonalReading> {
	for await (const { id, ...channel } of readChannelsInOrder(connection, device)) {
		for await (const row of readPages<{
			id: number;
			duration: number;
			value: number;
			quality: Quality;
			source: Source;
		}>(connection, 'SELECT id, duration, value, quality, source FROM iot_readings', id)) {
			const { id: reading, duration, ...rest } = row;
			const { epochSeconds } = splitReadingId(reading);
			yield { ...channel, startSeconds: epochSeconds, durationSeconds: duration, ...rest };
		}
	}
}

async function* readChannelsInOrder(connection: Queryable, device: string) {
	const { rows } = await connection.query<{
		id: number;
		metric: Metric;
		register: Register;
		unit: string;
	}>('SELECT id, metric, register, unit FROM iot_channels WHERE device = $1 ORDER BY id', [device]);
	yield* rows;
}

async function* readJsonPages(
	connection: Queryable,
	table: 'iot_daily' | 'iot_readings',
	channel: number,
): AsyncGenerator<string> {
	const rows = readPages<{ id: number; row: string }>(
		connection,
		`SELECT id, to_jsonb(part)::text AS row FROM ${table} part`,
		channel,
	);
	for await (const { row } of rows) yield row;
}

/** Of a channel the keys are in the order of time. */
async function* readPages<Row extends { id: number }>(
	connection: Queryable,
	select: string,
	channel: number,
): AsyncGenerator<Row> {
	let last: number | undefined = 0;
	while (last !== undefined) {
		const { rows }: { rows: Row[] } = await connection.query<Row>(
			`${select} WHERE channel = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`,
			[channel, last],
		);
		yield* rows;
		last = rows.at(-1)?.id;
	}
}
