import { addDays, subtractMonths } from '../../../extensions/kilowatch/src/domain/local-days.ts';
import type { Database, Queryable } from '../../../extensions/kilowatch/src/storage/database.ts';

export interface Portfolio {
	meters: number;
	/** the newest local date that the operator has: everything before it is known */
	lastPublished: string;
}

const METERS_A_BUILDING = 3;
/** As long as retention keeps them, by default. */
const TOTALS_MONTHS = 36;
const CURVE_MONTHS = 24;
/** Readings older than that are never looked at by a night, and would only fill the disk. */
const READINGS_DAYS = 21;
/** So many channels are filled by one statement. */
const CHANNELS_AT_ONCE = 200;

/**
 * Makes that many connected meters as years of nightly syncs leave them: every day known up to the last published one, the
 * contract just read. Consumption and maximum are measured, production is not.
 */
export async function fillPortfolio(
	database: Database,
	portfolio: Portfolio,
	isStopping: () => boolean,
): Promise<void> {
	const channels = await addConnectedMeters(database, portfolio.meters);
	await database.session(async (connection) => {
		await skipTriggers(connection);
		for (let at = 0; at < channels.length && !isStopping(); at += CHANNELS_AT_ONCE) {
			const some = channels.slice(at, at + CHANNELS_AT_ONCE);
			await fillDays(connection, some, portfolio.lastPublished);
			await fillReadings(
				connection,
				some.filter(({ metric }) => metric === 'consumption'),
				portfolio.lastPublished,
			);
		}
		await connection.query('RESET session_replication_role');
	});
	// What autovacuum does in a database's life, and must not do in the middle of measuring.
	await database.query('VACUUM (ANALYZE)');
}

/**
 * What is made up refers to nothing that is not there, and looking that up would be most of the time; so where the account may,
 * triggers are off until `RESET session_replication_role`.
 */
export async function skipTriggers(connection: Queryable): Promise<void> {
	await connection.query(
		`SELECT set_config('session_replication_role', 'replica', false)
		 FROM pg_roles WHERE rolname = current_user AND rolsuper`,
	);
}

/** Lets the night come again: what it has brought is taken away, and its runs are forgotten. */
export async function forgetLastDay(database: Database, lastPublished: string): Promise<void> {
	await database.query('DELETE FROM iot_sync_runs');
	await database.query('DELETE FROM iot_daily WHERE date >= $1', [lastPublished]);
	await database.query(
		`DELETE FROM iot_readings WHERE "timestamp" >= $1::timestamp AT TIME ZONE 'Europe/Paris'`,
		[lastPublished],
	);
	await database.query('VACUUM (ANALYZE)');
}

export interface FilledChannel {
	id: number;
	metric: string;
}

/** @param first number of the first of them, where there are others already */
export async function addConnectedMeters(
	database: Queryable,
	meters: number,
	first = 0,
): Promise<FilledChannel[]> {
	const { rows } = await database.query<FilledChannel>(
		`WITH building AS (
			INSERT INTO buildings (name) SELECT 'Building ' || number
			FROM generate_series(0, ($1::int - 1) / ${METERS_A_BUILDING}) number RETURNING id
		), numbered AS (
			SELECT id, row_number() OVER () - 1 AS number FROM building
		), device AS (
			INSERT INTO iot_devices (building, provider, point_id, status, contract_read_at)
			SELECT numbered.id, 'enedis', lpad((meter + $2::int)::text, 14, '0'), 'active', now()
			FROM generate_series(0, $1::int - 1) meter JOIN numbered ON numbered.number = meter / ${METERS_A_BUILDING}
			RETURNING id
		), consent AS (
			INSERT INTO iot_consents (device, provider, scopes, text_version, status)
			SELECT id, 'enedis', '["daily", "load_curve"]', 'bench', 'active' FROM device
		)
		INSERT INTO iot_channels (device, metric, unit, state)
		SELECT device.id, channel.* FROM device, (VALUES
			('consumption', 'Wh', 'active'), ('max_power', 'VA', 'active'), ('production', 'Wh', 'not_measured')
		) AS channel (metric, unit, state)
		RETURNING id, metric`,
		[meters, first],
	);

	return rows.filter(({ metric }) => metric !== 'production');
}

/** Three years of totals, and the curve's sums of the last two. */
export async function fillDays(
	database: Queryable,
	channels: readonly FilledChannel[],
	lastPublished: string,
) {
	await database.query(
		`INSERT INTO iot_daily (id, channel, date, value, curve_value, min, max, peak_at, points_expected,
			points_received, status, source)
		 SELECT channel::bigint * 1048576 + (day.date - DATE '1970-01-01'), channel, day.date, 8000 + channel % 100,
			CASE WHEN points > 0 THEN 8000 END, CASE WHEN points > 0 THEN 100 END, CASE WHEN points > 0 THEN 400 END,
			CASE WHEN metric = 'max_power' THEN start + interval '19 hours' END, points, points, 'complete', 'operator'
		 FROM unnest($1::int[], $2::text[]) AS filled (channel, metric),
			generate_series($3::date, $4::date - 1, interval '1 day') AS at,
			LATERAL (SELECT at::date AS date, at::timestamp AT TIME ZONE 'Europe/Paris' AS start) day,
			LATERAL (SELECT CASE WHEN metric = 'consumption' AND day.date >= $5 THEN extract(epoch FROM
				(day.date + 1)::timestamp AT TIME ZONE 'Europe/Paris' - start)::int / 1800 ELSE 0 END AS points) curve
		 ORDER BY channel, day.date`,
		[
			channels.map(({ id }) => id),
			channels.map(({ metric }) => metric),
			// A day more than is kept: today's date is the bench's, the run's may be the next one.
			addDays(subtractMonths(lastPublished, TOTALS_MONTHS), -1),
			lastPublished,
			addDays(subtractMonths(lastPublished, CURVE_MONTHS), -1),
		],
	);
}

async function fillReadings(database: Queryable, channels: readonly FilledChannel[], lastPublished: string) {
	await database.query(
		`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, quality, source)
		 SELECT kilowatch_internal.reading_id(channel, start), channel, start, 1800, 100 + channel % 100, 'raw', 'operator'
		 FROM unnest($1::int[]) channel, generate_series(
			$2::timestamp AT TIME ZONE 'Europe/Paris',
			$3::timestamp AT TIME ZONE 'Europe/Paris' - interval '1 second', interval '30 minutes') start
		 ORDER BY 1`,
		[channels.map(({ id }) => id), addDays(lastPublished, -READINGS_DAYS), lastPublished],
	);
}
