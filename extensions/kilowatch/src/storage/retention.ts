import { midnightSeconds } from '../domain/local-days.ts';
import { readingIdRange } from '../domain/reading-id.ts';
import type { DatabaseState } from '../shared/http-contract.ts';
import type { Database, Queryable } from './database.ts';

export interface RetentionFloor {
	/** local date before which no reading is kept */
	readings: string;
	/** local date before which no reading of a natural person is kept, however long others are */
	personalReadings: string;
	/** local date before which no day is kept */
	days: string;
	timeZone: string;
}

/**
 * Removes what is past its retention: whole chunks where the hypertable has them, rows by id range where not, nothing
 * where the database's own policy does it. Readings of natural persons go to the day on every database, for a chunk is
 * dropped only when all of it is old.
 *
 * @returns how many rows were deleted; dropped chunks are not counted in rows
 */
export async function purgeExpired(
	database: Database,
	retention: DatabaseState['retention'],
	floor: RetentionFloor,
): Promise<{ readings: number; days: number; chunks: number }> {
	const before = midnightSeconds(floor.readings, floor.timeZone);
	const days = await database.query('DELETE FROM iot_daily WHERE date < $1', [floor.days]);
	const chunks = retention === 'drop_chunks' ? await dropChunks(database, before) : 0;
	const personalFloor = floor.readings > floor.personalReadings ? floor.readings : floor.personalReadings;
	const readings =
		(retention === 'delete' ? await deleteOldReadings(database, before) : 0) +
		(await deletePersonalReadings(database, midnightSeconds(personalFloor, floor.timeZone)));

	return { readings, days: days.rowCount ?? 0, chunks };
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

/** A channel a statement, so that compressed data is unpacked for that channel alone. */
async function deletePersonalReadings(database: Database, beforeSeconds: number): Promise<number> {
	const { rows } = await database.query<{ channel: number }>(
		`SELECT channel.id AS channel FROM iot_channels channel
		 JOIN iot_devices device ON device.id = channel.device WHERE device.personal`,
	);
	let deleted = 0;

	for (const { channel } of rows) {
		deleted += await database.transaction(async (connection) => {
			await connection.query('SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0');
			const { rowCount } = await connection.query(
				'DELETE FROM iot_readings WHERE channel = $1 AND id < $2 AND "timestamp" < to_timestamp($3)',
				[channel, readingIdRange(0, beforeSeconds).toId, beforeSeconds],
			);

			return rowCount ?? 0;
		});
	}

	return deleted;
}
