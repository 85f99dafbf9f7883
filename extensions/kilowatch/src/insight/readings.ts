import { isoInstant } from '../domain/iso-instant.ts';
import { addDays, datesBetween, midnightSeconds } from '../domain/local-days.ts';
import { metricRules, type Metric, type Register } from '../domain/metrics.ts';
import type { Quality, Source } from '../domain/reading.ts';
import { readingIdRange, splitReadingId } from '../domain/reading-id.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { DayReading, RawReading } from '../shared/http-contract/readings.ts';
import type { DayStatus } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import { formatCursor, type Cursor } from './cursor.ts';
import { numberOrNull, readPackedColumns } from '../storage/packed-columns.ts';
import { stretchesOf, uncovered, type Gap, type Stretch } from './reading-gaps.ts';

/** A channel of a building, with what its readings need to be shown. */
export interface BuildingChannel {
	id: number;
	device: string;
	register: Register;
	personal: boolean;
}

export interface ReadingsRequest {
	channels: readonly BuildingChannel[];
	/** local dates in `timezone`; `to` is not included */
	from: string;
	to: string;
	timezone: string;
	/** the row after which the page begins */
	cursor: Cursor | undefined;
	limit: number;
}

export interface ReadingsPage<Row> {
	rows: Row[];
	/** `null`: this was the last page */
	nextCursor: string | null;
	/** where nothing is there, of this page's time; not of rows that say themselves what they lack */
	gaps?: Gap[];
}

/** The channels of a building that measure a metric, its unit, and the building's zone. */
export async function readBuildingChannels(
	connection: Queryable,
	building: BuildingKey,
	{ metric, device }: { metric: Metric; device?: string | undefined },
): Promise<{ timezone: string; unit: string; channels: BuildingChannel[] }> {
	const { rows } = await connection.query<
		{ timezone: string | null } & (BuildingChannel | Record<keyof BuildingChannel, null>)
	>(
		`SELECT building.timezone, channel.id, channel.device, channel.register, device.personal
		 FROM buildings building
		 LEFT JOIN (
			iot_devices device JOIN iot_channels channel ON channel.device = device.id AND channel.metric = $2
		 ) ON device.building = building.id AND ($3::uuid IS NULL OR device.id = $3)
			AND NOT (device.status = 'archived' AND EXISTS (
				-- connected anew: the same point would be counted twice
				SELECT FROM iot_devices living WHERE living.building = device.building
					AND living.provider = device.provider AND living.point_id = device.point_id
					AND living.status <> 'archived'
			))
		 WHERE building.id = $1
		 ORDER BY channel.id`,
		[building, metric, device ?? null],
	);

	return {
		timezone: rows[0]?.timezone ?? DEFAULT_TIME_ZONE,
		unit: metricRules[metric].unit,
		channels: rows.flatMap(({ id, device, register, personal }) =>
			id === null ? [] : [{ id, device, register, personal }],
		),
	};
}

/** A building of an adopted collection may have no zone yet. */
export const DEFAULT_TIME_ZONE = 'Europe/Paris';

/** A page of readings as they were measured, by instant, then channel. */
export async function readRaw(
	connection: Queryable,
	{ channels, from, to, timezone, cursor, limit }: ReadingsRequest,
): Promise<ReadingsPage<RawReading>> {
	const fromSeconds = midnightSeconds(from, timezone);
	const toSeconds = midnightSeconds(to, timezone);
	const rows: RawRow[] = [];
	// The database would sort all of a long period to give the first rows of it: so as much time is looked at as usually
	// has them, and more of it while they are not found.
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
			...(await readRawRows(connection, channels, { ...span, cursor, limit: limit + 1 - rows.length })),
		);
	}
	const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
	const isLast = rows.length <= limit;
	const shown = rows.slice(0, limit);
	const before = cursor === undefined ? [] : await readIntervalsAt(connection, channels, Number(cursor.at));
	const gaps = rawGaps(channels, [...before, ...shown], {
		startSeconds: cursor === undefined ? fromSeconds : Number(cursor.at),
		endSeconds: isLast ? toSeconds : (shown.at(-1)?.start ?? toSeconds),
	});

	return toPage(
		rows,
		limit,
		gaps,
		(row) => ({ at: row.start, channel: row.channel }),
		({ channel, start, duration, value, quality, source }) => ({
			device: channelOf.get(channel)?.device ?? '',
			channel,
			register: channelOf.get(channel)?.register ?? 'total',
			timestamp: isoInstant(start),
			duration_s: duration,
			value,
			quality,
			source,
		}),
	);
}

const USUAL_STEP_SECONDS = 1_800;

interface RawRow {
	channel: number;
	start: number;
	duration: number;
	value: number;
	quality: Quality;
	source: Source;
}

/** Rows of a span in the order of pages, the first `limit` after a cursor. */
async function readRawRows(
	connection: Queryable,
	channels: readonly BuildingChannel[],
	{
		fromSeconds,
		toSeconds,
		cursor,
		limit,
	}: Pick<ReadingsRequest, 'cursor' | 'limit'> & { fromSeconds: number; toSeconds: number },
): Promise<RawRow[]> {
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);
	const packed = await readPackedColumns(
		connection,
		{
			columns: ['id', 'duration', 'value', 'quality', 'source'],
			query: `SELECT id, duration, value, quality, source FROM iot_readings
				WHERE channel = ANY ($1::int[])
					AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5
					AND ($6::float8 IS NULL OR ("timestamp", channel) > (to_timestamp($6), $7::int))
				ORDER BY "timestamp", channel LIMIT $8`,
		},
		[
			channels.map(({ id }) => id),
			fromSeconds,
			toSeconds,
			fromId,
			toId,
			cursor?.at ?? null,
			cursor?.channel ?? null,
			limit,
		],
	);

	return packed.id.map((id, index) => {
		const { channel, epochSeconds } = splitReadingId(Number(id));

		return {
			channel,
			start: epochSeconds,
			duration: Number(packed.duration[index]),
			value: Number(packed.value[index]),
			// The table's own CHECKs know no other words.
			quality: packed.quality[index] as Quality,
			source: packed.source[index] as Source,
		};
	});
}

/** A page of days, by date, then channel. Days that were never asked for are not in it: the caller knows its period. */
export async function readDays(
	connection: Queryable,
	{ channels, from, to, cursor, limit }: ReadingsRequest,
): Promise<ReadingsPage<DayReading>> {
	const packed = await readPackedColumns(
		connection,
		{
			columns: ['channel', 'date', 'value', 'curve_value', 'points_expected', 'points_received', 'status'],
			query: `SELECT channel, date, value, curve_value, points_expected, points_received, status
				FROM iot_daily
				WHERE channel = ANY ($1::int[]) AND date >= $2 AND date < $3
					AND ($4::date IS NULL OR (date, channel) > ($4::date, $5::int))
				ORDER BY date, channel LIMIT $6`,
		},
		[channels.map(({ id }) => id), from, to, cursor?.at ?? null, cursor?.channel ?? null, limit + 1],
	);
	const rows = packed.date.map((date, index) => ({
		channel: Number(packed.channel[index]),
		date,
		value: numberOrNull(packed.value[index]),
		curve_value: numberOrNull(packed.curve_value[index]),
		points_expected: Number(packed.points_expected[index]),
		points_received: Number(packed.points_received[index]),
		// The table's own CHECK knows no other words.
		status: packed.status[index] as DayStatus,
	}));
	const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
	const shown = rows.slice(0, limit);
	// Of the day on which a page ends and the next one begins, the rows are on both; the next page tells of it.
	const lastDate = rows.length <= limit ? to : (shown.at(-1)?.date ?? to);
	const firstDate = cursor === undefined ? from : String(cursor.at);
	const before = cursor === undefined ? [] : await readChannelsOn(connection, channels, firstDate);
	const gaps = dayGaps(channels, [...before, ...shown], datesBetween(firstDate, lastDate));

	return toPage(
		rows,
		limit,
		gaps,
		(row) => ({ at: row.date, channel: row.channel }),
		(row) => ({
			device: channelOf.get(row.channel)?.device ?? '',
			register: channelOf.get(row.channel)?.register ?? 'total',
			...row,
			value: row.value ?? completeCurve(row),
		}),
	);
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

async function readChannelsOn(
	connection: Queryable,
	channels: readonly BuildingChannel[],
	date: string,
): Promise<{ channel: number; date: string }[]> {
	const { rows } = await connection.query<{ channel: number; date: string }>(
		'SELECT channel, date FROM iot_daily WHERE channel = ANY ($1::int[]) AND date = $2',
		[channels.map(({ id }) => id), date],
	);

	return rows;
}

/** Days of which there is not even a row: nobody has asked for them yet. */
function dayGaps(
	channels: readonly BuildingChannel[],
	rows: readonly { channel: number; date: string }[],
	dates: readonly string[],
): Gap[] {
	const there = new Set(rows.map(({ channel, date }) => `${channel} ${date}`));

	return channels.flatMap(({ id, device, register }) =>
		stretchesOf(
			dates.filter((date) => !there.has(`${id} ${date}`)),
			(date) => addDays(date, 1),
		).map((stretch) => ({ device, register, ...stretch })),
	);
}

/** Part of a curve is not a day's total. */
function completeCurve(day: {
	curve_value: number | null;
	points_expected: number;
	points_received: number;
}): number | null {
	return day.points_received >= day.points_expected ? day.curve_value : null;
}

function toPage<Stored, Row>(
	rows: readonly Stored[],
	limit: number,
	gaps: Gap[],
	cursorOf: (row: Stored) => Cursor,
	toRow: (row: Stored) => Row,
): ReadingsPage<Row> {
	const page = rows.slice(0, limit);
	const last = page.at(-1);

	return {
		rows: page.map(toRow),
		gaps,
		nextCursor: last !== undefined && rows.length > limit ? formatCursor(cursorOf(last)) : null,
	};
}
