import { addDays, datesBetween } from '../domain/local-days.ts';
import { metricRules, type Metric, type Register } from '../domain/metrics.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { DayReading } from '../shared/http-contract/readings.ts';
import type { DayStatus } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import { formatCursor, type Cursor } from './cursor.ts';
import { numberOrNull, readPackedColumns } from '../storage/packed-columns.ts';
import { isReplaced } from '../storage/replaced-device.ts';
import { stretchesOf, type Gap } from './reading-gaps.ts';

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
			AND NOT ${isReplaced}
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
