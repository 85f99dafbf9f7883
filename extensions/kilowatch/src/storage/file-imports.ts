import type { KeptReading } from '../domain/merge-readings.ts';
import { readingIdRange, splitReadingId } from '../domain/reading-id.ts';
import type { DeviceType } from '../shared/names.ts';
import type { Queryable } from './database.ts';
import type { RunClaim } from './sync-runs.ts';

/** What an import needs to know of a device. */
export interface ImportedDevice {
	deviceType: DeviceType;
	pointId: string | null;
	/** the holder is a natural person */
	personal: boolean;
	subscribedPowerKva: number | null;
}

export async function readImportedDevice(
	connection: Queryable,
	device: string,
): Promise<ImportedDevice | undefined> {
	const { rows } = await connection.query<ImportedDevice>(
		`SELECT device_type AS "deviceType", point_id AS "pointId", personal,
			subscribed_power::float8 AS "subscribedPowerKva"
		 FROM iot_devices WHERE id = $1`,
		[device],
	);

	return rows[0];
}

/** Opens an import's run; `undefined` while another run of the device waits or is at work. */
export async function startImportRun(connection: Queryable, device: string): Promise<RunClaim | undefined> {
	const { rows } = await connection.query<RunClaim>(
		`INSERT INTO iot_sync_runs (device, trigger, status, started_at, heartbeat_at)
		 VALUES ($1, 'file', 'running', now(), now())
		 ON CONFLICT (device) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id, claim`,
		[device],
	);

	return rows[0];
}

/** Brings the moment up to which a device has readings up to date. */
export async function touchLastReading(connection: Queryable, device: string): Promise<void> {
	await connection.query(
		`UPDATE iot_devices SET last_reading_at = newest.at FROM (
			SELECT max(last."timestamp" + make_interval(secs => last.duration)) AS at
			FROM iot_channels channel
			CROSS JOIN LATERAL (
				SELECT "timestamp", duration FROM iot_readings
				WHERE channel = channel.id ORDER BY "timestamp" DESC LIMIT 1
			) last
			WHERE channel.device = $1
		 ) newest WHERE id = $1 AND newest.at IS NOT NULL AND last_reading_at IS DISTINCT FROM newest.at`,
		[device],
	);
}

/** The kept readings of a channel that start in a span, and those that may reach into it. */
export async function readKeptReadings(
	connection: Queryable,
	channel: number,
	span: { fromSeconds: number; toSeconds: number },
): Promise<KeptReading[]> {
	const from = span.fromSeconds - SECONDS_PER_DAY;
	const { fromId, toId } = readingIdRange(from, span.toSeconds);
	const { rows } = await connection.query<
		Omit<KeptReading, 'startSeconds' | 'durationSeconds'> & {
			id: number;
			duration: number;
		}
	>(
		`SELECT id, duration, value, quality, source FROM iot_readings
		 WHERE channel = $1 AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)
			AND id >= $4 AND id < $5`,
		[channel, from, span.toSeconds, fromId, toId],
	);

	return rows.map(({ id, duration, ...rest }) => ({
		...rest,
		startSeconds: splitReadingId(id).epochSeconds,
		durationSeconds: duration,
	}));
}

const SECONDS_PER_DAY = 86_400;

/** A stored day, to compare with itself later. */
export interface KeptDay {
	date: string;
	value: number | null;
	curveValue: number | null;
	pointsExpected: number;
	pointsReceived: number;
	/** the whole row as text */
	row: string;
}

export async function readKeptDays(
	connection: Queryable,
	channel: number,
	dates: readonly string[],
): Promise<Map<string, KeptDay>> {
	const { rows } = await connection.query<KeptDay>(
		`SELECT date, value, curve_value AS "curveValue", points_expected AS "pointsExpected",
			points_received AS "pointsReceived", to_jsonb(day)::text AS row
		 FROM iot_daily day WHERE channel = $1 AND date = ANY ($2::date[])`,
		[channel, dates],
	);

	return new Map(rows.map((day) => [day.date, day]));
}
