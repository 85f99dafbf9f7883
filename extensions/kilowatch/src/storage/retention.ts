import { midnightSeconds } from '../domain/local-days.ts';
import { readingId, readingIdRange } from '../domain/reading-id.ts';
import { purgeHours } from './alerts/alert-hours.ts';
import type { DatabaseState } from '../shared/http-contract/status.ts';
import type { Database, Queryable } from './database.ts';
import { forgetSeries, forgetSeriesBefore } from './readings/kept-series.ts';

/** What went: rows, and whole chunks whose rows nobody has counted. */
export interface PurgedRows {
	readings: number;
	days: number;
	chunks: number;
}

export interface RetentionFloor {
	/** local date before which no reading is kept */
	readings: string;
	/** local date before which no reading of a natural person is kept, however long others are */
	personalReadings: string;
	/** local date before which no day is kept */
	days: string;
	/** local date before which no day of a natural person is kept, however long others are */
	personalDays: string;
	timeZone: string;
}

/**
 * Removes what is past its retention: whole chunks where the hypertable has them, rows by id range where not, nothing
 * where the database's own policy does it. What is of natural persons goes to the day on every database, for a chunk is dropped
 * only when all of it is old.
 *
 * @param purged counts what goes, as it goes; dropped chunks are not counted in rows
 */
export async function purgeExpired(
	database: Database,
	retention: DatabaseState['retention'],
	floor: RetentionFloor,
	purged: PurgedRows = { readings: 0, days: 0, chunks: 0 },
): Promise<PurgedRows> {
	const before = midnightSeconds(floor.readings, floor.timeZone);
	purged.days += await deleteDays(database, floor.days);
	purged.days += await deletePersonalDays(database, later(floor.personalDays, floor.days));
	if (retention === 'drop_chunks') purged.chunks += await dropChunks(database, before);
	if (retention === 'delete') purged.readings += await deleteOldReadings(database, before);
	await purgeHours(database, floor.readings);
	await purgeHours(database, later(floor.personalReadings, floor.readings), 'personal');
	// The database's own policy drops chunks without telling; what is kept of them goes with the night.
	await forgetSeriesBefore(database, before, { isPeriodCut: retention === 'delete' });
	const personalFloor = midnightSeconds(later(floor.personalReadings, floor.readings), floor.timeZone);
	for (const channel of await listPersonalChannels(database)) {
		purged.readings += await deletePersonalReadings(database, channel, personalFloor);
	}

	return purged;
}

function later(one: string, other: string): string {
	return one > other ? one : other;
}

async function deleteDays(connection: Queryable, floor: string): Promise<number> {
	const { rowCount } = await connection.query('DELETE FROM iot_daily WHERE date < $1', [floor]);

	return rowCount ?? 0;
}

async function deletePersonalDays(connection: Queryable, floor: string): Promise<number> {
	const { rowCount } = await connection.query(
		`DELETE FROM iot_daily day USING iot_channels channel
		 JOIN iot_devices device ON device.id = channel.device AND device.personal
		 WHERE day.channel = channel.id AND day.date < $1`,
		[floor],
	);

	return rowCount ?? 0;
}

async function dropChunks(connection: Queryable, beforeSeconds: number): Promise<number> {
	const { rows } = await connection.query(`SELECT drop_chunks('iot_readings', older_than => $1::bigint)`, [
		// Only chunks that end before the floor: the period that holds it stays whole.
		readingIdRange(beforeSeconds, beforeSeconds).fromId,
	]);

	return rows.length;
}

async function deleteOldReadings(connection: Queryable, beforeSeconds: number): Promise<number> {
	const { rowCount } = await connection.query(
		'DELETE FROM iot_readings WHERE id < $1 AND "timestamp" < to_timestamp($2)',
		[readingIdRange(0, beforeSeconds).toId, beforeSeconds],
	);

	return rowCount ?? 0;
}

async function listPersonalChannels(connection: Queryable): Promise<number[]> {
	const { rows } = await connection.query<{ channel: number }>(
		`SELECT channel.id AS channel FROM iot_channels channel
		 JOIN iot_devices device ON device.id = channel.device WHERE device.personal`,
	);

	return rows.map(({ channel }) => channel);
}

/**
 * A channel a statement, so that compressed data is unpacked for that channel alone; and up to its own key of the moment, so
 * that of the period in which it lies only what is too old is unpacked, not every night all of it.
 */
async function deletePersonalReadings(
	database: Database,
	channel: number,
	beforeSeconds: number,
): Promise<number> {
	return database.transaction(async (connection) => {
		await connection.query('SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0');
		await forgetSeries(connection, channel, beforeSeconds);
		const { rowCount } = await connection.query(
			'DELETE FROM iot_readings WHERE channel = $1 AND id < $2 AND "timestamp" < to_timestamp($3)',
			[channel, readingId(channel, beforeSeconds), beforeSeconds],
		);

		return rowCount ?? 0;
	});
}
