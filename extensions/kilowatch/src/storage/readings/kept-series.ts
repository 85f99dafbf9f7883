/**
 * Load curves. A channel's half-hours of two years are 35,000 rows in 31 chunks, which no query reads in time for a page, and
 * planning a query of some chunks alone takes longer than reading a month of them; so what was read of a period stays in
 * `kept_series`, in one value, until a reading of it changes.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { PERIOD_SECONDS, readingIdRange, splitReadingId } from '../../domain/reading-id.ts';
import {
	intervalsOf,
	packStretches,
	stretchesWithin,
	unpackStretches,
	type ReadingStretch,
} from '../../domain/reading-stretches.ts';
import type { Quality, Source } from '../../domain/reading.ts';
import type { Database, Queryable } from '../database.ts';
import { readPackedColumns } from '../packed-columns.ts';

/** Instants in seconds since 1970 UTC; `toSeconds` is not included. */
export interface Span {
	fromSeconds: number;
	toSeconds: number;
}

/** First part of the lock on a channel's copies; `kilowatch_internal.forget_series` has it, too. */
export const SERIES_LOCK = 0x6b77_7373;

/** Of a shorter time the rows themselves are read: a day of a meter that measures each second is no reason to read a month. */
const SHORTEST_KEPT_SECONDS = 7 * 86_400;

/** So many periods of all channels together are in memory at a time, with 1,200 half-hours each. */
const PERIODS_AT_ONCE = 128;

/** Of periods whose rows are read to be kept, which takes ten times as long. */
const FRESH_PERIODS_AT_ONCE = 16;

type Stretches = readonly ReadingStretch[];

/**
 * Reads the readings of channels that begin in a span, some channels at a time, so that a building of fifty meters neither
 * fills the memory nor stops everybody else.
 */
export async function* readStretches(
	database: Database,
	channels: readonly number[],
	span: Span,
): AsyncGenerator<{ channel: number; stretches: ReadingStretch[] }> {
	const periods = periodsOf(span);
	const isKept = span.toSeconds - span.fromSeconds >= SHORTEST_KEPT_SECONDS;
	for (const some of inSlices(channels, PERIODS_AT_ONCE / periods.length)) {
		const found = isKept ? await readPeriods(database, some, periods) : await readRows(database, some, span);
		for (const channel of some) {
			const stretches = found.get(channel) ?? [];
			yield { channel, stretches: stretchesWithin(stretches, span.fromSeconds, span.toSeconds) };
			if (channels.length > 1) await othersTurn();
		}
	}
}

/** The same as intervals, a channel at a time. */
export async function* readSeries(
	database: Database,
	channels: readonly number[],
	span: Span,
): AsyncGenerator<{ channel: number; series: IntervalSeries }> {
	for await (const { channel, stretches } of readStretches(database, channels, span)) {
		yield { channel, series: intervalsOf(stretches) };
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

/** Whole periods of channels: what is kept of them, and the rest from its rows, which then is kept as well. */
async function readPeriods(
	database: Database,
	channels: readonly number[],
	periods: readonly number[],
): Promise<Map<number, ReadingStretch[]>> {
	const kept = await readKept(database, channels, periods);
	for (const part of inSlices(periods, FRESH_PERIODS_AT_ONCE)) {
		const lacking = channels.filter((channel) => part.some((period) => !kept.get(channel)?.has(period)));
		for (const some of inSlices(lacking, FRESH_PERIODS_AT_ONCE / part.length)) {
			await keepSeries(database, some, { periods: part, kept });
		}
	}

	return new Map(
		channels.map((channel) => [
			channel,
			periods.flatMap((period) => [...(kept.get(channel)?.get(period) ?? [])]),
		]),
	);
}

/** Of each channel and period what was found of it. */
type KeptPeriods = Map<number, Map<number, Stretches>>;

async function readKept(
	connection: Queryable,
	channels: readonly number[],
	periods: readonly number[],
): Promise<KeptPeriods> {
	const kept: KeptPeriods = new Map(channels.map((channel) => [channel, new Map<number, Stretches>()]));
	const { rows } = await connection.query<{ channel: number; period: number; stretches: Buffer }>(
		`SELECT channel, period, stretches FROM kilowatch_internal.kept_series
		 WHERE channel = ANY ($1::int[]) AND period >= $2 AND period <= $3`,
		[channels, periods[0], periods.at(-1)],
	);
	for (const { channel, period, stretches } of rows) {
		kept.get(channel)?.set(period, unpackStretches(stretches));
	}

	return kept;
}

async function readRows(
	connection: Queryable,
	channels: readonly number[],
	{ fromSeconds, toSeconds }: Span,
): Promise<Map<number, ReadingStretch[]>> {
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);
	const { id, duration, value, quality, source } = await readPackedColumns(
		connection,
		{
			columns: ['id', 'duration', 'value', 'quality', 'source'],
			query: `SELECT id, duration, value, quality, source FROM iot_readings
				WHERE channel = ANY ($1::int[])
					AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5
				ORDER BY channel, "timestamp"`,
		},
		[channels, fromSeconds, toSeconds, fromId, toId],
	);
	const values = Float64Array.from(value, Number);
	const found = new Map<number, ReadingStretch[]>();
	let first = 0;
	for (let at = 1; at <= id.length; at += 1) {
		const continues =
			duration[at] === duration[first] &&
			quality[at] === quality[first] &&
			source[at] === source[first] &&
			Number(id[at]) === Number(id[at - 1]) + Number(duration[first]);
		if (continues) continue;
		const { channel, epochSeconds } = splitReadingId(Number(id[first]));
		const stretch = {
			startSeconds: epochSeconds,
			durationSeconds: Number(duration[first]),
			// The table's own CHECKs know no other words.
			quality: quality[first] as Quality,
			source: source[first] as Source,
			values: values.subarray(first, at),
		};
		const ofChannel = found.get(channel);
		if (ofChannel) ofChannel.push(stretch);
		else found.set(channel, [stretch]);
		first = at;
	}

	return found;
}

/**
 * Reads the periods that lack of channels, and keeps them. While somebody is writing to a channel it is only read: what is kept
 * has to be what everybody sees.
 */
async function keepSeries(
	database: Database,
	channels: readonly number[],
	{ periods, kept }: { periods: readonly number[]; kept: KeptPeriods },
): Promise<void> {
	const lacks = (channel: number, period: number) => !kept.get(channel)?.has(period);
	const lacking = periods.filter((period) => channels.some((channel) => lacks(channel, period)));
	const [first = 0] = lacking;
	const last = lacking.at(-1) ?? first;

	await database.transaction(async (connection) => {
		const { rows } = await connection.query<{ channel: number; is_free: boolean }>(
			'SELECT channel, pg_try_advisory_xact_lock($1, channel) AS is_free FROM unnest($2::int[]) channel',
			[SERIES_LOCK, channels],
		);
		const free = new Set(rows.flatMap(({ channel, is_free }) => (is_free ? [channel] : [])));
		// Another statement: it sees what was committed before the locks were had.
		const found = await readRows(connection, channels, {
			fromSeconds: first * PERIOD_SECONDS,
			toSeconds: (last + 1) * PERIOD_SECONDS,
		});
		const fresh: { channel: number; period: number; stretches: Stretches }[] = [];
		for (const channel of channels) {
			for (const period of lacking.filter((one) => lacks(channel, one))) {
				const startSeconds = period * PERIOD_SECONDS;
				const ofChannel = found.get(channel) ?? [];
				const stretches = stretchesWithin(ofChannel, startSeconds, startSeconds + PERIOD_SECONDS);
				kept.get(channel)?.set(period, stretches);
				if (free.has(channel)) fresh.push({ channel, period, stretches });
			}
		}
		if (fresh.length > 0) await insertSeries(connection, fresh);
	});
}

async function insertSeries(
	connection: Queryable,
	fresh: readonly { channel: number; period: number; stretches: Stretches }[],
): Promise<void> {
	// Channels that are about to be deleted are left out: waiting for them could be waiting in a circle.
	await connection.query(
		`INSERT INTO kilowatch_internal.kept_series (channel, period, stretches)
		 SELECT channel.id, fresh.period, fresh.stretches
		 FROM unnest($1::int[], $2::int[], $3::bytea[]) AS fresh (channel, period, stretches)
		 JOIN (SELECT id FROM iot_channels WHERE id = ANY ($1::int[]) FOR KEY SHARE SKIP LOCKED) channel
			ON channel.id = fresh.channel
		 ON CONFLICT DO NOTHING`,
		[
			fresh.map(({ channel }) => channel),
			fresh.map(({ period }) => period),
			bytesArrayText(fresh.map(({ stretches }) => packStretches(stretches))),
		],
	);
}

/** An array as PostgreSQL reads it; the driver would look at every character of it. */
function bytesArrayText(values: readonly Uint8Array[]): string {
	return `{${values.map((bytes) => `"\\\\x${Buffer.from(bytes.buffer).toString('hex')}"`).join(',')}}`;
}

/** The periods of a span, which has at least one. */
function periodsOf({ fromSeconds, toSeconds }: Span): number[] {
	const first = Math.max(0, Math.floor(fromSeconds / PERIOD_SECONDS));
	const last = Math.max(first, Math.ceil(toSeconds / PERIOD_SECONDS) - 1);

	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function inSlices<Item>(items: readonly Item[], size: number): Item[][] {
	const length = Math.max(1, Math.floor(size));

	return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
		items.slice(index * length, (index + 1) * length),
	);
}
