import { mergeReadings, type KeptReading } from '../../domain/merge-readings.ts';
import type { Quality, Reading, Source } from '../../domain/reading.ts';
import { PERIOD_SECONDS, readingId, readingIdRange, splitReadingId } from '../../domain/reading-id.ts';
import type { Queryable } from '../database.ts';
import { sourceRank } from './source-rank.ts';

/** Longest interval that can be stored beside others. */
const SECONDS_PER_DAY = 86_400;

/**
 * Loads readings of one channel, inside the caller's transaction and after its lock on the channel.
 *
 * The key is the interval, so loading twice is loading once. What is kept is looked at first, for an upsert or a delete
 * unpacks a compressed chunk even when it changes nothing; only what is new or different is written. A less trusted
 * source never overwrites a better one.
 *
 * @returns how many rows are new or have changed, and where the first of them begins
 */
export async function loadReadings(
	connection: Queryable,
	channel: number,
	readings: readonly Reading[],
	source: Source,
): Promise<{ rows: number; firstSeconds: number }> {
	if (readings.length === 0) return { rows: 0, firstSeconds: Infinity };

	const kept = await readAround(connection, channel, readings);
	const { write, removeStarts } = mergeReadings(kept, readings, source);
	if (removeStarts.length > 0) {
		await connection.query(
			`WITH forgotten AS (${forget('$3')}) DELETE FROM iot_readings WHERE channel = $1 AND id = ANY ($2::bigint[])`,
			[channel, removeStarts.map((start) => readingId(channel, start)), periodsOf(removeStarts)],
		);
	}

	const rows = write.length === 0 ? 0 : await upsert(connection, channel, write, source);
	const firstSeconds = [...write.map(({ startSeconds }) => startSeconds), ...removeStarts].reduce(
		(first, start) => Math.min(first, start),
		Infinity,
	);

	return { rows, firstSeconds };
}

/** The kept readings that overlap the new ones' span. */
async function readAround(
	connection: Queryable,
	channel: number,
	readings: readonly Reading[],
): Promise<KeptReading[]> {
	let from = Infinity;
	let to = 0;
	for (const { startSeconds, durationSeconds } of readings) {
		from = Math.min(from, startSeconds - SECONDS_PER_DAY);
		to = Math.max(to, startSeconds + durationSeconds);
	}
	const { fromId, toId } = readingIdRange(from, to);
	const { rows } = await connection.query<
		Pick<KeptReading, 'value' | 'quality' | 'source'> & { id: number; duration: number }
	>(
		`SELECT id, duration, value, quality, source FROM iot_readings
		 WHERE channel = $1
			AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5`,
		[channel, from, to, fromId, toId],
	);

	return rows.map(({ id, duration, value, quality, source }) => ({
		startSeconds: splitReadingId(id).epochSeconds,
		durationSeconds: duration,
		value,
		quality,
		source,
	}));
}

/** Outside writes know no lock, so what has come since the look may still be there, and may be more trusted. */
async function upsert(
	connection: Queryable,
	channel: number,
	readings: readonly Reading[],
	source: Source,
): Promise<number> {
	const { rowCount } = await connection.query(
		`WITH forgotten AS (${forget('$8')})
		 INSERT INTO iot_readings AS kept (id, channel, "timestamp", duration, value, quality, source)
		 SELECT id, $1, to_timestamp(start), duration, value, quality, $7
		 FROM unnest($2::bigint[], $3::float8[], $4::int[], $5::float8[], $6::text[])
			AS fresh (id, start, duration, value, quality)
		 ON CONFLICT (id) DO UPDATE SET
			duration = excluded.duration, value = excluded.value,
			quality = excluded.quality, source = excluded.source
		 WHERE ${sourceRank('excluded.source')} <= ${sourceRank('kept.source')}`,
		[
			channel,
			arrayText(readings.map(({ startSeconds }) => readingId(channel, startSeconds))),
			arrayText(readings.map(({ startSeconds }) => startSeconds)),
			arrayText(readings.map(({ durationSeconds }) => durationSeconds)),
			arrayText(readings.map(({ value }) => value)),
			arrayText(readings.map(({ quality }) => quality)),
			source,
			periodsOf(readings.map(({ startSeconds }) => startSeconds)),
		],
	);

	return rowCount ?? 0;
}

/** Copies of what changes (`kept-series.ts`) go in the statement that changes it. */
const forget = (periods: string) =>
	`DELETE FROM kilowatch_internal.kept_series WHERE channel = $1 AND period = ANY (${periods}::int[])`;

function periodsOf(starts: readonly number[]): number[] {
	return [...new Set(starts.map((start) => Math.floor(start / PERIOD_SECONDS)))];
}

/** An array as PostgreSQL reads it; the driver would quote every element, which takes twice as long. */
function arrayText(values: readonly (number | Quality)[]): string {
	return `{${values.join(',')}}`;
}
