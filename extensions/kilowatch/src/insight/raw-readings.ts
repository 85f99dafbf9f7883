/** Readings as they were measured, in pages by instant, then channel. */
import { isoInstant } from '../domain/iso-instant.ts';
import { midnightSeconds } from '../domain/local-days.ts';
import { readingIdRange } from '../domain/reading-id.ts';
import { stretchesWithin } from '../domain/reading-stretches.ts';
import type { RawReading, ReadingSeries } from '../shared/http-contract/readings.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { readStretches, type Span } from '../storage/readings/kept-series.ts';
import { formatCursor } from './cursor.ts';
import { uncovered, type Gap, type Stretch } from './reading-gaps.ts';
import { rowsOf, seriesOf, type RawRow } from './reading-series.ts';
import type { BuildingChannel, ReadingsPage, ReadingsRequest } from './readings.ts';

/** A page of them, a row each. */
export async function readRaw(
	database: Database,
	request: ReadingsRequest,
): Promise<ReadingsPage<RawReading>> {
	const { rows, ...page } = await readRawPage(database, request);
	const channelOf = channelsById(request);

	return {
		...page,
		rows: rows.map(({ channel, start, duration, value, quality, source }) => ({
			device: channelOf.get(channel)?.device ?? '',
			channel,
			register: channelOf.get(channel)?.register ?? 'total',
			timestamp: isoInstant(start),
			duration_s: duration,
			value,
			quality,
			source,
		})),
	};
}

/** The same page, a row for each stretch of equal readings without a hole. */
export async function readRawSeries(
	database: Database,
	request: ReadingsRequest,
): Promise<ReadingsPage<ReadingSeries>> {
	const { rows, ...page } = await readRawPage(database, request);
	const channelOf = channelsById(request);

	return {
		...page,
		rows: seriesOf(rows).map(({ channel, start, duration, quality, source, values }) => ({
			device: channelOf.get(channel)?.device ?? '',
			channel,
			register: channelOf.get(channel)?.register ?? 'total',
			timestamp: isoInstant(start),
			duration_s: duration,
			quality,
			source,
			values,
		})),
	};
}

function channelsById({ channels }: ReadingsRequest): ReadonlyMap<number, BuildingChannel> {
	return new Map(channels.map((channel) => [channel.id, channel]));
}

async function readRawPage(
	database: Database,
	{ channels, from, to, timezone, cursor, limit }: ReadingsRequest,
): Promise<ReadingsPage<RawRow>> {
	const fromSeconds = midnightSeconds(from, timezone);
	const toSeconds = midnightSeconds(to, timezone);
	const rows: RawRow[] = [];
	// Nobody wants all of a long period for the first rows of it: so as much time is looked at as usually has them, and
	// more of it while they are not found.
	let seconds = Math.max(
		SECONDS_PER_DAY,
		Math.ceil((limit + 1) / Math.max(1, channels.length)) * USUAL_STEP_SECONDS,
	);
	for (
		let start = cursor === undefined ? fromSeconds : Math.max(fromSeconds, Number(cursor.at));
		start < toSeconds && rows.length <= limit && channels.length > 0;
		start += seconds, seconds *= 4
	) {
		const span = { fromSeconds: start, toSeconds: Math.min(toSeconds, start + seconds) };
		rows.push(
			...(await readRawRows(database, channels, { ...span, cursor, limit: limit + 1 - rows.length })),
		);
	}
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	const isLast = rows.length <= limit;
	const before = cursor === undefined ? [] : await readIntervalsAt(database, channels, Number(cursor.at));

	return {
		rows: shown,
		gaps: rawGaps(channels, [...before, ...shown], {
			startSeconds: cursor === undefined ? fromSeconds : Number(cursor.at),
			endSeconds: isLast ? toSeconds : (last?.start ?? toSeconds),
		}),
		nextCursor: isLast || last === undefined ? null : formatCursor({ at: last.start, channel: last.channel }),
	};
}

const USUAL_STEP_SECONDS = 1_800;

/** Rows of a span in the order of pages, the first `limit` after a cursor. */
async function readRawRows(
	database: Database,
	channels: readonly BuildingChannel[],
	{ cursor, limit, ...span }: Pick<ReadingsRequest, 'cursor' | 'limit'> & Span,
): Promise<RawRow[]> {
	const ids = channels.map(({ id }) => id);
	const rows: RawRow[] = [];
	for await (const { channel, stretches } of readStretches(database, ids, span)) {
		// At the instant at which a page ends, it may still lack the rows of the next channels.
		const isOver = cursor !== undefined && channel <= cursor.channel;
		const fromSeconds = isOver ? Number(cursor.at) + 1 : span.fromSeconds;
		rows.push(...rowsOf(channel, stretchesWithin(stretches, fromSeconds, span.toSeconds), limit));
	}
	if (channels.length > 1) rows.sort(inPageOrder);

	return rows.slice(0, limit);
}

function inPageOrder(one: RawRow, other: RawRow): number {
	return one.start - other.start || one.channel - other.channel;
}
/** The longest interval that is stored beside others. */
const SECONDS_PER_DAY = 86_400;

/** The interval of each channel that was begun last, at a moment at which a page ended: it may reach into the next one. */
async function readIntervalsAt(
	connection: Queryable,
	channels: readonly BuildingChannel[],
	atSeconds: number,
): Promise<{ channel: number; start: number; duration: number }[]> {
	const { fromId, toId } = readingIdRange(atSeconds - SECONDS_PER_DAY, atSeconds + 1);
	const { rows } = await connection.query<{ channel: number; start: number; duration: number }>(
		`SELECT DISTINCT ON (channel) channel, extract(epoch FROM "timestamp")::float8 AS start, duration
		 FROM iot_readings
		 WHERE channel = ANY ($1::int[]) AND "timestamp" > to_timestamp($2) AND "timestamp" <= to_timestamp($3)
			AND id >= $4 AND id < $5
		 ORDER BY channel, "timestamp" DESC`,
		[channels.map(({ id }) => id), atSeconds - SECONDS_PER_DAY, atSeconds, fromId, toId],
	);

	return rows;
}

function rawGaps(
	channels: readonly BuildingChannel[],
	intervals: readonly { channel: number; start: number; duration: number }[],
	span: { startSeconds: number; endSeconds: number },
): Gap[] {
	const byChannel = new Map(channels.map(({ id }): [number, Stretch[]] => [id, []]));
	for (const { channel, start, duration } of intervals) {
		byChannel.get(channel)?.push({ startSeconds: start, endSeconds: start + duration });
	}

	return channels.flatMap(({ id, device, register }) => {
		return uncovered(byChannel.get(id) ?? [], span).map((gap) => ({
			device,
			register,
			from: isoInstant(gap.startSeconds),
			to: isoInstant(gap.endSeconds),
		}));
	});
}
