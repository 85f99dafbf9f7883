import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { DeviceStatus } from '../../shared/names.ts';
import type { Queryable } from '../database.ts';

/** A series to be judged again, with all that judging needs but its hours. */
export interface DueSeries {
	channel: number;
	device: string;
	building: BuildingKey;
	/** local date from which something may have changed */
	fromDate: string;
	/** what {@link settleDue} takes, as a text: it may be larger than a number is exact */
	revision: string;
	timeZone: string | null;
	country: string | null;
	status: DeviceStatus;
	/** the holder is a natural person */
	personal: boolean;
	subscribedKva: number | null;
	/** the building's own settings, as they are stored */
	settings: unknown;
	/** what is kept of its hours; `null`: nothing yet */
	kept: {
		timeZone: string;
		kind: SeriesKind;
		firstDate: string;
		untilDate: string;
		digest: string | null;
	} | null;
	/** the last day of which all that is asked for is known, or that was given up; looked for in the last weeks only */
	lastKnownDate: string | null;
	/** the last one of which anything is known */
	lastSeenDate: string | null;
	/** most readings that one of these days has */
	mostPoints: number;
}

/** Where the hours of a series come from: its load curve, or its daily totals, spread evenly. */
export type SeriesKind = 'hours' | 'days';

/** So far back the last known day is looked for. */
const RECENT_DAYS = 60;
/** A series whose meter is being synced waits for the end of that, but not longer. */
const MOST_WAITING = '6 hours';
const RETRY_AFTER = '15 minutes';

/**
 * Notes that days of a channel have changed, in the transaction that changed them, under its lock on the channel. Only
 * consumption is judged, and of its registers the total.
 *
 * @param fromDate first local date that may have changed
 */
export async function markDue(connection: Queryable, channel: number, fromDate: string): Promise<void> {
	await mark(connection, `channel.id = $1`, channel, fromDate);
}

/** The same for all of a device, in the order of its channels. */
export async function markDeviceDue(connection: Queryable, device: string, fromDate: string): Promise<void> {
	await mark(connection, `channel.device = $1::uuid`, device, fromDate);
}

/** The same for all meters of a building. */
export async function markBuildingDue(
	connection: Queryable,
	building: BuildingKey,
	fromDate: string,
): Promise<void> {
	await mark(
		connection,
		`channel.device IN (SELECT id FROM iot_devices WHERE building = $1)`,
		String(building),
		fromDate,
	);
}

/** Nothing that was measured has changed, but what it is judged by. */
export async function markSettingsChanged(
	connection: Queryable,
	buildings: readonly BuildingKey[] | 'all',
): Promise<void> {
	await mark(
		connection,
		`($1::text[] IS NULL OR channel.device IN (
			SELECT id FROM iot_devices WHERE building::text = ANY ($1::text[])
		))`,
		buildings === 'all' ? null : buildings.map(String),
		NO_DAY,
	);
}

/** After every day that is known. */
const NO_DAY = '9999-12-31';

async function mark(connection: Queryable, chosen: string, key: unknown, fromDate: string): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_due AS due (channel, from_date, changed_at, revision)
		 SELECT channel.id, $2::date, now(), pg_current_xact_id()::text::bigint FROM iot_channels channel
		 WHERE ${chosen} AND channel.metric = 'consumption' AND channel.register = 'total' ORDER BY channel.id
		 ON CONFLICT (channel) DO UPDATE SET from_date = least(due.from_date, excluded.from_date),
			changed_at = excluded.changed_at, revision = excluded.revision, not_before = NULL`,
		[key, fromDate],
	);
}

/**
 * What is due, the longest waiting first. A meter that is being synced, or erased, is left alone: half a history is no usual
 * one.
 *
 * @param at now; what is known is looked for in the weeks before
 * @param besides channels that are not to be in it
 */
export async function listDue(
	connection: Queryable,
	most: number,
	at: Date,
	besides: readonly number[] = [],
): Promise<DueSeries[]> {
	const { rows } = await connection.query<DueSeries>(
		`WITH due AS MATERIALIZED (
			SELECT due.*, channel.device FROM kilowatch_internal.alert_due due
			JOIN iot_channels channel ON channel.id = due.channel
			WHERE (due.not_before IS NULL OR due.not_before <= now()) AND NOT due.channel = ANY ($2::int[])
				AND NOT EXISTS (SELECT FROM kilowatch_internal.erasures WHERE device = channel.device)
				AND (due.changed_at < now() - interval '${MOST_WAITING}' OR NOT EXISTS (
					SELECT FROM iot_sync_runs run
					WHERE run.device = channel.device AND run.status IN ('queued', 'running')
						AND (run.not_before IS NULL OR run.not_before <= now() + interval '10 minutes')
				))
			ORDER BY due.changed_at, due.channel LIMIT $1
		)
		SELECT due.channel, due.device, device.building, due.from_date AS "fromDate", due.revision::text AS revision,
			building.timezone AS "timeZone", building.country, device.status, device.personal,
			device.subscribed_power::float8 AS "subscribedKva", to_jsonb(building.*) -> 'alert_settings' AS settings,
			CASE WHEN series.channel IS NULL THEN NULL ELSE json_build_object('timeZone', series.timezone,
				'kind', series.kind, 'firstDate', series.first_date, 'untilDate', series.until_date,
				'digest', series.settings_digest) END AS kept,
			known.last_date AS "lastKnownDate",
			known.last_seen AS "lastSeenDate", coalesce(known.most_points, 0) AS "mostPoints"
		 FROM due
		 JOIN iot_devices device ON device.id = due.device
		 JOIN buildings building ON building.id = device.building
		 LEFT JOIN kilowatch_internal.alert_series series ON series.channel = due.channel
		 CROSS JOIN LATERAL (
			SELECT max(date) FILTER (WHERE status IN ('complete', 'final')) AS last_date,
				max(date) FILTER (WHERE points_received > 0 OR value IS NOT NULL) AS last_seen,
				max(points_received) AS most_points
			FROM iot_daily day
			WHERE day.id >= due.channel::bigint * 1048576 + (($3::timestamptz AT TIME ZONE 'UTC')::date - ${RECENT_DAYS} - date '1970-01-01')
				AND day.id < (due.channel::bigint + 1) * 1048576
		 ) known
		 ORDER BY due.changed_at, due.channel`,
		[most, besides, at],
	);

	return rows;
}

/** Series are judged: they are not due any more, but for those that have changed since. `digest` is of the settings they were judged by. */
export async function settleDue(
	connection: Queryable,
	judged: readonly (Pick<DueSeries, 'channel' | 'revision'> & { digest: string })[],
): Promise<void> {
	await connection.query(
		`WITH kept AS (
			UPDATE kilowatch_internal.alert_series series SET settings_digest = judged.digest
			FROM unnest($1::int[], $3::text[]) AS judged (channel, digest)
			WHERE series.channel = judged.channel AND series.settings_digest IS DISTINCT FROM judged.digest
		 )
		 DELETE FROM kilowatch_internal.alert_due due USING unnest($1::int[], $2::bigint[]) AS judged (channel, revision)
		 WHERE due.channel = judged.channel AND due.revision = judged.revision`,
		[
			judged.map(({ channel }) => channel),
			judged.map(({ revision }) => revision),
			judged.map(({ digest }) => digest),
		],
	);
}

/** A series could not be judged: it is tried again later. */
export async function postponeDue(connection: Queryable, channel: number): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.alert_due SET not_before = now() + interval '${RETRY_AFTER}' WHERE channel = $1`,
		[channel],
	);
}
