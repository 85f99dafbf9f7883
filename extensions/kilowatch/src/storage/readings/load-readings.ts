import type { Reading, Source } from '../../domain/reading.ts';
import { readingId, readingIdRange } from '../../domain/reading-id.ts';
import type { Queryable } from '../database.ts';
import { sourceRank } from './source-rank.ts';

/** Longest interval that can be stored beside others. */
const SECONDS_PER_DAY = 86_400;

/**
 * Loads readings of one channel, inside the caller's transaction and after its lock on the channel.
 *
 * The key is the interval, so loading twice is loading once. Rows that would not change are never upserted: an upsert
 * into a compressed chunk unpacks it even when nothing changes. A less trusted source never overwrites a better one.
 *
 * @returns how many rows are new or have changed
 */
export async function loadReadings(
	connection: Queryable,
	channel: number,
	readings: readonly Reading[],
	source: Source,
): Promise<number> {
	if (readings.length === 0) return 0;

	const ids = readings.map((reading) => readingId(channel, reading.startSeconds));
	const batch = [
		channel,
		ids,
		readings.map((reading) => reading.startSeconds),
		readings.map((reading) => reading.durationSeconds),
		readings.map((reading) => reading.value),
		readings.map((reading) => reading.quality),
		source,
		Math.min(...ids),
		Math.max(...ids),
	];

	await removeOverlapped(connection, channel, readings, ids, source);
	const { rowCount } = await connection.query(
		`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, quality, source)
		 SELECT fresh.id, $1, to_timestamp(fresh.start), fresh.duration, fresh.value, fresh.quality, $7
		 FROM unnest($2::bigint[], $3::float8[], $4::int[], $5::float8[], $6::text[])
			AS fresh (id, start, duration, value, quality)
		 LEFT JOIN iot_readings kept
			ON kept.id = fresh.id AND kept.channel = $1 AND kept.id BETWEEN $8 AND $9
		 WHERE kept.id IS NULL OR (
			${sourceRank('$7')} <= ${sourceRank('kept.source')}
			AND (kept.value, kept.duration, kept.quality, kept.source)
				IS DISTINCT FROM (fresh.value, fresh.duration, fresh.quality, $7)
		 )
		 ON CONFLICT (id) DO UPDATE SET
			duration = excluded.duration, value = excluded.value,
			quality = excluded.quality, source = excluded.source`,
		batch,
	);

	return rowCount ?? 0;
}

/**
 * Removes stored intervals that overlap the new ones without being them, as when a meter's step changed from an hour
 * to half an hour: both together would count the energy twice. Looked for first, for a delete unpacks compressed data.
 */
async function removeOverlapped(
	connection: Queryable,
	channel: number,
	readings: readonly Reading[],
	ids: readonly number[],
	source: Source,
): Promise<void> {
	const longest = readings.reduce((most, reading) => Math.max(most, reading.durationSeconds), 0);
	const starts = readings.map((reading) => reading.startSeconds);
	const from = Math.min(...starts) - Math.max(longest, SECONDS_PER_DAY);
	const to = Math.max(...starts) + longest;

	const { rows } = await connection.query<{ id: number }>(
		`SELECT kept.id
		 FROM iot_readings kept
		 WHERE kept.channel = $1
			AND kept."timestamp" >= to_timestamp($2) AND kept."timestamp" < to_timestamp($3)
			AND kept.id >= $4 AND kept.id < $5
			AND ${sourceRank('kept.source')} >= ${sourceRank('$8')}
			AND NOT kept.id = ANY ($6::bigint[])
			AND EXISTS (
				SELECT FROM unnest($7::float8[], $9::int[]) AS fresh (start, duration)
				WHERE to_timestamp(fresh.start) < kept."timestamp" + make_interval(secs => kept.duration)
					AND kept."timestamp" < to_timestamp(fresh.start + fresh.duration)
			)`,
		[
			channel,
			from,
			to,
			readingIdRange(from, to).fromId,
			readingIdRange(from, to).toId,
			ids,
			starts,
			source,
			readings.map((reading) => reading.durationSeconds),
		],
	);
	if (rows.length === 0) return;

	await connection.query('DELETE FROM iot_readings WHERE channel = $1 AND id = ANY ($2::bigint[])', [
		channel,
		rows.map(({ id }) => id),
	]);
}
