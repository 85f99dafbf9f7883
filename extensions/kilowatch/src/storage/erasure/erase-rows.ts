import { PERIOD_ID_WIDTH, splitReadingId } from '../../domain/reading-id.ts';
import type { Queryable } from '../database.ts';
import { deleteForecastsFrom } from '../forecasts.ts';
import { forgetSeries } from '../readings/kept-series.ts';

/** The keys of a device and of all that hangs on it: what may stand somewhere else and name it. */
export interface DeviceKeys {
	device: string;
	pointId: string | null;
	label: string | null;
	channels: number[];
	consents: string[];
	runs: string[];
	alerts: string[];
}

export async function readDeviceKeys(connection: Queryable, device: string): Promise<DeviceKeys | undefined> {
	const { rows } = await connection.query<DeviceKeys>(
		`SELECT id AS device, point_id AS "pointId", label,
			ARRAY(SELECT id FROM iot_channels WHERE device = $1 ORDER BY id) AS channels,
			ARRAY(SELECT id::text FROM iot_consents WHERE device = $1) AS consents,
			ARRAY(SELECT id::text FROM iot_sync_runs WHERE device = $1) AS runs,
			ARRAY(SELECT id::text FROM iot_alerts WHERE device = $1
				OR channel IN (SELECT id FROM iot_channels WHERE device = $1)) AS alerts
		 FROM iot_devices WHERE id = $1`,
		[device],
	);

	return rows[0];
}

/**
 * Deletes one period of a channel's readings, the oldest: what compressed data has to be unpacked is that of one chunk.
 *
 * @returns how many; 0 when none is left
 */
export async function deleteOldestReadings(connection: Queryable, channel: number): Promise<number> {
	await connection.query('SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0');
	await forgetSeries(connection, channel);
	const { rows } = await connection.query<{ id: number }>(
		`SELECT id FROM iot_readings WHERE channel = $1 ORDER BY "timestamp" LIMIT 1`,
		[channel],
	);
	const [oldest] = rows;
	if (!oldest) return 0;
	const { epochSeconds } = splitReadingId(oldest.id);
	const fromId = Math.floor(oldest.id / PERIOD_ID_WIDTH) * PERIOD_ID_WIDTH;
	const { rowCount } = await connection.query(
		`DELETE FROM iot_readings
		 WHERE channel = $1 AND id >= $2 AND id < $3 AND "timestamp" >= to_timestamp($4)`,
		[channel, fromId, fromId + PERIOD_ID_WIDTH, epochSeconds],
	);

	return rowCount ?? 0;
}

export async function deleteDays(connection: Queryable, channels: readonly number[]): Promise<number> {
	const { rowCount } = await connection.query('DELETE FROM iot_daily WHERE channel = ANY ($1::int[])', [
		channels,
	]);

	return rowCount ?? 0;
}

/** The device's row, so that nothing can be hung on it any more until the transaction ends. Answers whether it is there. */
export async function lockDeviceRow(connection: Queryable, device: string): Promise<boolean> {
	const { rows } = await connection.query('SELECT FROM iot_devices WHERE id = $1 FOR UPDATE', [device]);

	return rows.length > 0;
}

/**
 * Deletes the device itself with what still hangs on it, in the transaction that has its row ({@link lockDeviceRow}).
 *
 * @returns what went with it; `undefined` where a report was made of it meanwhile, which has to go before
 */
export async function deleteDevice(
	connection: Queryable,
	device: string,
): Promise<{ readings: number; days: number } | undefined> {
	const { rows: reports } = await connection.query(
		'SELECT FROM kilowatch_internal.report_devices WHERE device = $1 LIMIT 1',
		[device],
	);
	if (reports.length > 0) return undefined;

	await connection.query('SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0');
	const count = async (text: string) => (await connection.query(text, [device])).rowCount ?? 0;
	const channels = 'SELECT id FROM iot_channels WHERE device = $1';
	await count(`DELETE FROM iot_alerts WHERE device = $1 OR channel IN (${channels})`);
	await deleteForecastsFrom(connection, device);
	const readings = await count(`DELETE FROM iot_readings WHERE channel = ANY (ARRAY(${channels}))`);
	const days = await count(`DELETE FROM iot_daily WHERE channel = ANY (ARRAY(${channels}))`);
	await count(`DELETE FROM kilowatch_internal.vault WHERE owner IN (
		SELECT prefix || ':' || id FROM iot_consents, unnest(ARRAY['consent', 'waiting']) prefix WHERE device = $1)`);
	await count(`DELETE FROM kilowatch_internal.alert_due WHERE channel IN (${channels})`);
	// Kept hours and copies of readings go with the channels. Ways, waiting consents, invitations and notices go with what they hang on.
	await count('DELETE FROM iot_sync_runs WHERE device = $1');
	await count('DELETE FROM iot_consents WHERE device = $1');
	await count('DELETE FROM iot_channels WHERE device = $1');
	await count('DELETE FROM iot_devices WHERE id = $1');

	return { readings, days };
}
