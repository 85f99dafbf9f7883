import { packHours } from '../../../extensions/kilowatch/src/alerting/packed-hours.ts';
import { HOURS_PER_DAY, type HourGrid } from '../../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { addDays } from '../../../extensions/kilowatch/src/domain/local-days.ts';
import type { Database, Queryable } from '../../../extensions/kilowatch/src/storage/database.ts';
import { usualHour } from '../../support/hourly-meter.ts';
import { addConnectedMeters, skipTriggers } from '../sync/portfolio.ts';

export interface AlertPortfolio {
	meters: number;
	/** local date of the night, whose day before has just come */
	today: string;
}

/** As many as are kept of each series, at the most. */
const KEPT_DAYS = 464;
/** Readings older than that are never looked at by a night, and would only fill the disk. */
const READINGS_DAYS = 8;
/** So far back the last known day is looked for. */
const LEDGER_DAYS = 70;
/** Series that differ; every other one is a copy. */
const PROFILES = 40;
const CHANNELS_AT_ONCE = 200;
/** One meter in so many uses more on the last day than usual. */
const SURGES = 50;

/**
 * Makes that many meters as nights of judging leave them: hours of more than a year kept, of which the last day lacks, that day's
 * readings stored, temperatures of every building; three meters a building.
 */
export async function fillAlertPortfolio(
	database: Database,
	{ meters, today }: AlertPortfolio,
	isStopping: () => boolean,
): Promise<void> {
	const channels = (await addConnectedMeters(database, meters))
		.filter(({ metric }) => metric === 'consumption')
		.map(({ id }) => id);
	await database.query(`UPDATE buildings SET country = 'FR', timezone = 'Europe/Paris'`);
	await database.session(async (connection) => {
		await skipTriggers(connection);
		await keepProfiles(connection, today);
		for (let at = 0; at < channels.length && !isStopping(); at += CHANNELS_AT_ONCE) {
			const some = channels.slice(at, at + CHANNELS_AT_ONCE);
			await fillHours(connection, some, today);
			await fillLedger(connection, some, today);
			await fillReadings(connection, some, today);
		}
		await fillTemperatures(connection, today);
		await connection.query('RESET session_replication_role');
	});
	// What autovacuum does in a database's life, and must not do in the middle of measuring.
	await database.query('VACUUM (ANALYZE)');
}

/** Lets the last day of every meter be judged, or be judged again. */
export async function markLastDayDue(database: Database, today: string): Promise<void> {
	await database.query(
		`INSERT INTO kilowatch_internal.alert_due (channel, from_date, changed_at, revision)
		 SELECT id, $1, now(), pg_current_xact_id()::text::bigint FROM iot_channels WHERE metric = 'consumption'`,
		[addDays(today, -1)],
	);
	await database.query('VACUUM (ANALYZE) kilowatch_internal.alert_due');
}

/** A building's hours with its own chance: of the same number the same. */
export function madeUpSeries(firstDate: string, days: number, number: number): HourGrid {
	const kwh = new Float64Array(days * HOURS_PER_DAY);
	let state = number + 1;
	for (let day = 0; day < days; day++) {
		const date = addDays(firstDate, day);
		for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			kwh[day * HOURS_PER_DAY + hour] = (usualHour(date, hour) ?? 0) * (0.9 + (0.2 * state) / 2 ** 32);
		}
	}

	return { firstDate, days, kwh };
}

async function keepProfiles(connection: Queryable, today: string): Promise<void> {
	await connection.query('CREATE TEMPORARY TABLE profiles (number int, block int, kwh bytea)');
	const firstDate = addDays(today, -KEPT_DAYS);
	for (let number = 0; number < PROFILES; number++) {
		const blocks = packHours(0, madeUpSeries(firstDate, KEPT_DAYS - 1, number), firstDate);
		await connection.query('INSERT INTO profiles SELECT $1, * FROM unnest($2::int[], $3::bytea[])', [
			number,
			blocks.map(({ block }) => block),
			blocks.map(({ kwh }) => kwh),
		]);
	}
}

async function fillHours(connection: Queryable, channels: readonly number[], today: string): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_series (channel, timezone, kind, first_date, until_date)
		 SELECT channel, 'Europe/Paris', 'hours', $2, $3 FROM unnest($1::int[]) channel`,
		[channels, addDays(today, -KEPT_DAYS), addDays(today, -1)],
	);
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_hours (channel, block, kwh)
		 SELECT channel, block, kwh FROM unnest($1::int[]) channel JOIN profiles ON number = channel % ${PROFILES}`,
		[channels],
	);
}

async function fillLedger(connection: Queryable, channels: readonly number[], today: string): Promise<void> {
	await connection.query(
		`INSERT INTO iot_daily (id, channel, date, value, curve_value, points_expected, points_received, status, source)
		 SELECT channel::bigint * 1048576 + (at::date - DATE '1970-01-01'), channel, at::date, 100000, 100000, 48, 48,
			'complete', 'operator'
		 FROM unnest($1::int[]) channel, generate_series($2::date, $3::date, interval '1 day') at ORDER BY 1`,
		[channels, addDays(today, -LEDGER_DAYS), addDays(today, -1)],
	);
}

/** The same shape as the hours that are kept. */
async function fillReadings(
	connection: Queryable,
	channels: readonly number[],
	today: string,
): Promise<void> {
	await connection.query(
		`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, quality, source)
		 SELECT kilowatch_internal.reading_id(channel, start), channel, start, 1800,
			500 * (0.9 + 0.2 * random()) * (CASE WHEN clock.hour < 6 THEN 2 WHEN clock.hour IN (6, 7) OR clock.hour > 19 THEN 4 ELSE 6 END)
				* (CASE WHEN clock.weekday = 0 THEN 0.8 ELSE 1 END)
				* (CASE WHEN channel % ${SURGES} < 3 AND clock.date = $3::date - 1 THEN 1.7 ELSE 1 END),
			'raw', 'operator'
		 FROM unnest($1::int[]) channel, generate_series(
			$2::timestamp AT TIME ZONE 'Europe/Paris',
			$3::timestamp AT TIME ZONE 'Europe/Paris' - interval '1 second', interval '30 minutes') start,
			LATERAL (SELECT extract(hour FROM start AT TIME ZONE 'Europe/Paris') AS hour,
				extract(dow FROM start AT TIME ZONE 'Europe/Paris') AS weekday,
				(start AT TIME ZONE 'Europe/Paris')::date AS date) clock
		 ORDER BY 1`,
		[channels, addDays(today, -READINGS_DAYS), today],
	);
}

async function fillTemperatures(connection: Queryable, today: string): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.temperatures (building, date, mean, min, max, source)
		 SELECT id, at::date, warmth, warmth - 4, warmth + 4, 'open_meteo' FROM buildings,
			generate_series($1::date, $2::date, interval '1 day') at,
			LATERAL (SELECT 11 - 8 * cos(extract(doy FROM at) / 58.1) + (extract(doy FROM at)::int * 7) % 9 - 4 AS warmth) day`,
		[addDays(today, -KEPT_DAYS - 3), addDays(today, -1)],
	);
}
