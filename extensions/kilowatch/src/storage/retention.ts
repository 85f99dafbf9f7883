import { midnightSeconds } from '../domain/local-days.ts';
import { readingIdRange } from '../domain/reading-id.ts';
import type { DatabaseState } from '../shared/http-contract.ts';
import type { Queryable } from './database.ts';

export interface RetentionFloor {
	/** local date before which no reading is kept */
	readings: string;
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
	connection: Queryable,
	retention: DatabaseState['retention'],
	floor: RetentionFloor,
): Promise<{ readings: number; days: number; chunks: number }> {
	const before = midnightSeconds(floor.readings, floor.timeZone);
	const chunks = retention === 'drop_chunks' ? await dropChunks(connection, before) : 0;
	const readings = await deleteReadings(connection, before, retention === 'delete' ? 'all' : 'personal');
	const days = await connection.query('DELETE FROM iot_daily WHERE date < $1', [floor.days]);

	return { readings, days: days.rowCount ?? 0, chunks };
}

async function dropChunks(connection: Queryable, beforeSeconds: number): Promise<number> {
	const { rows } = await connection.query(`SELECT drop_chunks('iot_readings', older_than => $1::bigint)`, [
		// Only chunks that end before the floor: the period that holds it stays whole.
		readingIdRange(beforeSeconds, beforeSeconds).fromId,
	]);

	return rows.length;
}

async function deleteReadings(
	connection: Queryable,
	beforeSeconds: number,
	whose: 'all' | 'personal',
): Promise<number> {
	const { rowCount } = await connection.query(
		`DELETE FROM iot_readings WHERE id < $1 AND "timestamp" < to_timestamp($2)
			AND ($3 OR channel IN (
				SELECT channel.id FROM iot_channels channel
				JOIN iot_devices device ON device.id = channel.device WHERE device.personal
			))`,
		[readingIdRange(0, beforeSeconds).toId, beforeSeconds, whose === 'all'],
	);

	return rowCount ?? 0;
}
