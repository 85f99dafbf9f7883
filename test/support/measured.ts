import { withClient } from '../../scripts/database/connection.ts';
import { only } from './schema.ts';
import type { TestServer } from './directus.ts';

/** A connected meter with its history, put straight into the database. */
export interface MeasuredMeter {
	device: string;
	consent: string;
	channel: number;
	/** a finished sync run */
	run: string;
}

/**
 * A meter in a building as a consent and a sync leave it, with `values` (Wh by the half hour, from midnight UTC of
 * `date` on) as readings and their sum as the one day.
 */
export async function addMeasuredMeter(
	server: TestServer,
	building: string | number,
	meter: { pointId: string; date: string; values: readonly number[]; personal?: boolean },
): Promise<MeasuredMeter> {
	return withClient(server.database.connection, async (client) => {
		const { rows } = await client.query<MeasuredMeter>(
			`WITH device AS (
				INSERT INTO iot_devices (building, provider, point_id, label, status, personal)
				SELECT id, 'enedis', $2, $2, 'active', $3 FROM buildings WHERE id::text = $1 RETURNING id
			), consent AS (
				INSERT INTO iot_consents (device, provider, scopes, text_version, status, granted_at)
				SELECT id, 'enedis', '["daily", "load_curve"]', 'test', 'active', now() FROM device RETURNING id
			), channel AS (
				INSERT INTO iot_channels (device, metric, unit) SELECT id, 'consumption', 'Wh' FROM device RETURNING id
			), run AS (
				INSERT INTO iot_sync_runs (device, trigger, status, finished_at)
				SELECT id, 'consent', 'succeeded', now() FROM device RETURNING id
			)
			SELECT device.id AS device, consent.id AS consent, channel.id AS channel, run.id AS run
			FROM device, consent, channel, run`,
			[String(building), meter.pointId, meter.personal ?? false],
		);
		const made = only(rows);
		await client.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, source)
			SELECT kilowatch_internal.reading_id($1, start), $1, start, 1800, value, 'operator'
			FROM unnest($3::float8[]) WITH ORDINALITY AS half_hour (value, number),
				LATERAL (SELECT $2::date::timestamp AT TIME ZONE 'UTC' + (number - 1) * interval '30 minutes' AS start) s`,
			[made.channel, meter.date, meter.values],
		);
		await client.query(
			`INSERT INTO iot_daily (id, channel, date, value, curve_value, points_expected, points_received, status, source)
			SELECT $1::bigint * 1048576 + ($2::date - DATE '1970-01-01'), $1, $2, sum(value), sum(value), count(*), count(*),
				'complete', 'operator' FROM unnest($3::float8[]) AS value`,
			[made.channel, meter.date, meter.values],
		);

		return made;
	});
}
