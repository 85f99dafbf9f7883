/**
 * Load curves over years. A channel's half-hours of two years are 35,000 rows in 31 chunks, which no query reads in time for a
 * page; so what was read of a period stays in `kept_series`, in one value, until a reading of it changes.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import {
	emptySeries,
	joinSeries,
	packSeries,
	unpackSeries,
	withinSpan,
	type IntervalSeries,
} from '../../domain/interval-series.ts';
import { PERIOD_SECONDS, readingIdRange, splitReadingId } from '../../domain/reading-id.ts';
import type { Database, Queryable } from '../database.ts';
import { readPackedColumns } from '../packed-columns.ts';

/** Instants in seconds since 1970 UTC; `toSeconds` is not included. */
export interface Span {
	fromSeconds: number;
	toSeconds: number;
}

/** First part of the lock on a channel's copies; `kilowatch_internal.forget_series` has it, too. */
export const SERIES_LOCK = 0x6b77_7373;

/** Of a shorter time the rows themselves are read, which is as quick. */
const FEWEST_PERIODS = 4;

/** The curves of so many channels are in memory at a time. */
const CHANNELS_AT_ONCE = 4;

/**
 * Reads the intervals of channels that begin in a span, a channel at a time, so that a building of fifty meters neither fills the
 * memory nor stops everybody else.
 */
export async function* readSeries(
	database: Database,
	channels: readonly number[],
	span: Span,
): AsyncGenerator<{ channel: number; series: IntervalSeries }> {
	const firstPeriod = Math.max(0, Math.floor(span.fromSeconds / PERIOD_SECONDS));
	const lastPeriod = Math.max(0, Math.ceil(span.toSeconds / PERIOD_SECONDS) - 1);
	// The newest period is the one that grows every night.
	const firstReadPeriod = lastPeriod - firstPeriod + 1 < FEWEST_PERIODS ? firstPeriod : lastPeriod;

	for (let at = 0; at < channels.length; at += CHANNELS_AT_ONCE) {
		const some = channels.slice(at, at + CHANNELS_AT_ONCE);
		const [kept, rows] = await Promise.all([
			readKept(database, some, firstPeriod, firstReadPeriod),
			readRows(database, some, {
				fromSeconds: Math.max(span.fromSeconds, firstReadPeriod * PERIOD_SECONDS),
				toSeconds: span.toSeconds,
			}),
		]);
		for (const channel of some) {
			const ofChannel = kept.get(channel) ?? new Map<number, IntervalSeries>();
			const missing = numbersBetween(firstPeriod, firstReadPeriod).filter((period) => !ofChannel.has(period));
			for (const [period, series] of await keepSeries(database, channel, missing)) {
				ofChannel.set(period, series);
			}
			const parts = numbersBetween(firstPeriod, firstReadPeriod).map((period) => ofChannel.get(period));
			const series = joinSeries([...parts, rows.get(channel)].flatMap((part) => part ?? []));

			yield { channel, series: withinSpan(series, span.fromSeconds, span.toSeconds) };
			if (channels.length > 1) await othersTurn();
		}
	}
}

/** Forgets what is kept of periods that ended before an instant, and of the one that holds it where rows of it went. */
export async function forgetSeriesBefore(
	connection: Queryable,
	beforeSeconds: number,
	{ isPeriodCut }: { isPeriodCut: boolean },
): Promise<void> {
	const period = Math.floor(beforeSeconds / PERIOD_SECONDS);
	await connection.query('DELETE FROM kilowatch_internal.kept_series WHERE period < $1', [
		isPeriodCut ? period + 1 : period,
	]);
}

/** Forgets what is kept of a channel up to an instant, or all of it, in the transaction in which its readings go. */
export async function forgetSeries(
	connection: Queryable,
	channel: number,
	toSeconds = Infinity,
): Promise<void> {
	await connection.query('SELECT kilowatch_internal.forget_series($1, 0, $2)', [
		channel,
		toSeconds === Infinity ? LAST_PERIOD : Math.floor(toSeconds / PERIOD_SECONDS),
	]);
}

/** Of eleven bits. */
const LAST_PERIOD = 2 ** 11;

async function readKept(
	connection: Queryable,
	channels: readonly number[],
	fromPeriod: number,
	toPeriod: number,
): Promise<Map<number, Map<number, IntervalSeries>>> {
	const found = new Map<number, Map<number, IntervalSeries>>();
	if (fromPeriod >= toPeriod) return found;
	const { rows } = await connection.query<{ channel: number; period: number; intervals: Buffer }>(
		`SELECT channel, period, intervals FROM kilowatch_internal.kept_series
		 WHERE channel = ANY ($1::int[]) AND period >= $2 AND period < $3`,
		[channels, fromPeriod, toPeriod],
	);
	for (const { channel, period, intervals } of rows) {
		const ofChannel = found.get(channel) ?? new Map<number, IntervalSeries>();
		found.set(channel, ofChannel.set(period, unpackSeries(intervals)));
	}

	return found;
}

async function readRows(
	connection: Queryable,
	channels: readonly number[],
	{ fromSeconds, toSeconds }: Span,
): Promise<Map<number, IntervalSeries>> {
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);
	const { id, duration, value } = await readPackedColumns(
		connection,
		{
			columns: ['id', 'duration', 'value'],
			query: `SELECT id, duration, value FROM iot_readings
				WHERE channel = ANY ($1::int[])
					AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5
				ORDER BY channel, "timestamp"`,
		},
		[channels, fromSeconds, toSeconds, fromId, toId],
	);
	const all = {
		starts: new Float64Array(id.length),
		durations: Float64Array.from(duration, Number),
		values: Float64Array.from(value, Number),
	};
	const found = new Map<number, IntervalSeries>();
	let from = 0;
	for (let at = 0, channelBefore: number | undefined; at <= id.length; at += 1) {
		const key = id[at] === undefined ? undefined : splitReadingId(Number(id[at]));
		if (key) all.starts[at] = key.epochSeconds;
		if (channelBefore !== undefined && key?.channel !== channelBefore) {
			found.set(channelBefore, {
				starts: all.starts.subarray(from, at),
				durations: all.durations.subarray(from, at),
				values: all.values.subarray(from, at),
			});
			from = at;
		}
		channelBefore = key?.channel;
	}

	return found;
}

/**
 * Reads a channel's periods and keeps them. While somebody is writing to the channel they are only read: what is kept has to be
 * what everybody sees.
 */
async function keepSeries(
	database: Database,
	channel: number,
	periods: readonly number[],
): Promise<Map<number, IntervalSeries>> {
	const [first] = periods;
	const last = periods.at(-1);
	if (first === undefined || last === undefined) return new Map();

	return database.transaction(async (connection) => {
		const { rows } = await connection.query<{ is_free: boolean }>(
			'SELECT pg_try_advisory_xact_lock($1, $2) AS is_free',
			[SERIES_LOCK, channel],
		);
		// Another statement: it sees what was committed before the lock was had.
		const found = await readRows(connection, [channel], {
			fromSeconds: first * PERIOD_SECONDS,
			toSeconds: (last + 1) * PERIOD_SECONDS,
		});
		const series = found.get(channel) ?? emptySeries;
		const read = new Map(
			periods.map((period) => [
				period,
				withinSpan(series, period * PERIOD_SECONDS, (period + 1) * PERIOD_SECONDS),
			]),
		);
		if (rows[0]?.is_free === true) {
			await connection.query(
				`INSERT INTO kilowatch_internal.kept_series (channel, period, intervals)
				 SELECT channel.id, fresh.period, fresh.intervals
				 FROM unnest($2::int[], $3::bytea[]) AS fresh (period, intervals),
					(SELECT id FROM iot_channels WHERE id = $1 FOR KEY SHARE) channel
				 ON CONFLICT DO NOTHING`,
				[channel, periods, bytesArrayText([...read.values()].map(packSeries))],
			);
		}

		return read;
	});
}

/** An array as PostgreSQL reads it; the driver would look at every character of it. */
function bytesArrayText(values: readonly Uint8Array[]): string {
	return `{${values.map((bytes) => `"\\\\x${Buffer.from(bytes.buffer).toString('hex')}"`).join(',')}}`;
}

function numbersBetween(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
