import { addDays, datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Queryable } from '../../extensions/kilowatch/src/storage/database.ts';

/** One building with one meter that has one channel. */
export interface Meter {
	building: string;
	channel: number;
}

/** Dates in UTC; `to` is not included. */
export interface Period {
	from: string;
	to: string;
}

/** Makes that many buildings, each with its meter. */
export async function addMeters(database: Queryable, count: number): Promise<Meter[]> {
	const { rows } = await database.query<Meter>(
		`WITH building AS (
			INSERT INTO buildings (name) SELECT 'Building ' || number FROM generate_series(1, $1::int) number RETURNING id
		), device AS (
			INSERT INTO iot_devices (building, provider, status) SELECT id, 'enedis', 'active' FROM building
			RETURNING id, building
		), channel AS (
			INSERT INTO iot_channels (device, metric, unit) SELECT id, 'consumption', 'Wh' FROM device
			RETURNING id, device
		)
		SELECT device.building, channel.id AS channel FROM channel JOIN device ON device.id = channel.device
		ORDER BY channel.id`,
		[count],
	);

	return rows;
}

/**
 * Fills every half-hour of the period, day by day over all meters, as nightly syncs leave them on the disk. Values are
 * whole watt-hours, so that sums are exact in any order.
 *
 * @returns how many readings there are now
 */
export async function fillReadings(
	database: Queryable,
	meters: readonly Pick<Meter, 'channel'>[],
	{ from, to }: Period,
	isStopping: () => boolean,
): Promise<number> {
	let readings = 0;
	const daysAtOnce = Math.max(1, Math.min(30, Math.floor(ROWS_AT_ONCE / 48 / meters.length)));
	// As our loader says it: nobody has read anything of them yet.
	await database.query(`SELECT set_config('kilowatch.forgets_series', 'on', false)`);
	for (const start of datesBetween(from, to).filter((_, index) => index % daysAtOnce === 0)) {
		if (isStopping()) break;
		const end = addDays(start, daysAtOnce);
		const { rowCount } = await database.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, quality, source)
			 SELECT kilowatch_internal.reading_id(channel, start), channel, start, 1800,
				100 + channel % 50 + extract(hour FROM start) * 10 + extract(doy FROM start), 'raw', 'operator'
			 FROM unnest($1::int[]) channel,
				generate_series($2::timestamptz, $3::timestamptz - interval '1 second', interval '30 minutes') start
			 ORDER BY start::date, channel, start`,
			[meters.map(({ channel }) => channel), `${start}T00:00Z`, `${end < to ? end : to}T00:00Z`],
		);
		readings += rowCount ?? 0;
	}
	// What autovacuum does in a database's life, and must not do in the middle of measuring.
	await database.query('VACUUM (ANALYZE) iot_readings');

	return readings;
}

/** Of one statement: more would be sorted on the disk. */
const ROWS_AT_ONCE = 500_000;
