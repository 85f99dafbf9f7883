import type { Queryable } from '../database.ts';
import type { SeriesKind } from './alert-due.ts';

/** Days that lie in one row. */
export const DAYS_PER_BLOCK = 16;
const BYTES_PER_DAY = 24 * 4;
const BLOCK_NUMBER_BYTES = 4;
const PACKED_BLOCK_BYTES = BLOCK_NUMBER_BYTES + DAYS_PER_BLOCK * BYTES_PER_DAY;
const DAY_MS = 86_400_000;

/** Sixteen days of a series, 24 hours each, as numbers of four bytes in network order. */
export interface HourBlock {
	channel: number;
	/** days since 1970 div 16 */
	block: number;
	kwh: Buffer;
}

/** How far the kept hours of a series reach, and what they are. */
export interface KeptSeries {
	channel: number;
	timeZone: string;
	kind: SeriesKind;
	firstDate: string;
	untilDate: string;
	/** whether blocks may lie outside of that */
	isTrimmed: boolean;
}

export function dayNumberOf(date: string): number {
	return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function blockOf(date: string): number {
	return Math.floor(dayNumberOf(date) / DAYS_PER_BLOCK);
}

/** The kept hours of some series, each in the order of time. */
export async function readHourBlocks(
	connection: Queryable,
	channels: readonly number[],
): Promise<HourBlock[]> {
	if (channels.length === 0) return [];
	// One row a channel: thousands of small ones would take longer to carry.
	const { rows } = await connection.query<{ channel: number; packed: Buffer }>(
		`SELECT channel, string_agg(int4send(block) || kwh, ''::bytea ORDER BY block) AS packed
		 FROM kilowatch_internal.alert_hours WHERE channel = ANY ($1::int[]) GROUP BY channel`,
		[channels],
	);

	return rows.flatMap(({ channel, packed }) => {
		const blocks: HourBlock[] = [];
		for (let at = 0; at < packed.length; at += PACKED_BLOCK_BYTES) {
			const kwh = packed.subarray(at + BLOCK_NUMBER_BYTES, at + PACKED_BLOCK_BYTES);
			blocks.push({ channel, block: packed.readInt32BE(at), kwh });
		}

		return blocks;
	});
}

/** Keeps what has changed of some series, and lets go of what lies before their first days; in one transaction. */
export async function writeHourBlocks(
	connection: Queryable,
	series: readonly KeptSeries[],
	blocks: readonly HourBlock[],
): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_series (channel, timezone, kind, first_date, until_date)
		 SELECT kept.* FROM unnest($1::int[], $2::text[], $3::text[], $4::date[], $5::date[])
			AS kept (channel, timezone, kind, first_date, until_date)
		 -- One that is being erased has none any more.
		 JOIN iot_channels channel ON channel.id = kept.channel
		 ON CONFLICT (channel) DO UPDATE SET timezone = excluded.timezone, kind = excluded.kind,
			first_date = excluded.first_date, until_date = excluded.until_date`,
		[
			series.map(({ channel }) => channel),
			series.map(({ timeZone }) => timeZone),
			series.map(({ kind }) => kind),
			series.map(({ firstDate }) => firstDate),
			series.map(({ untilDate }) => untilDate),
		],
	);
	const trimmed = series.filter(({ isTrimmed }) => isTrimmed);
	if (trimmed.length > 0) await trimBlocks(connection, trimmed);
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_hours (channel, block, kwh)
		 SELECT kept.* FROM unnest($1::int[], $2::int[], $3::bytea[]) AS kept (channel, block, kwh)
		 JOIN kilowatch_internal.alert_series series ON series.channel = kept.channel
		 ON CONFLICT (channel, block) DO UPDATE SET kwh = excluded.kwh`,
		[blocks.map(({ channel }) => channel), blocks.map(({ block }) => block), blocks.map(({ kwh }) => kwh)],
	);
}

async function trimBlocks(connection: Queryable, series: readonly KeptSeries[]): Promise<void> {
	await connection.query(
		`DELETE FROM kilowatch_internal.alert_hours hours
		 USING unnest($1::int[], $2::int[], $3::int[]) AS kept (channel, first, last)
		 WHERE hours.channel = kept.channel AND NOT hours.block BETWEEN kept.first AND kept.last`,
		[
			series.map(({ channel }) => channel),
			series.map(({ firstDate }) => blockOf(firstDate)),
			series.map(({ untilDate }) => blockOf(untilDate)),
		],
	);
}

/** Lets go of all hours of a device: they are made anew of what is stored, if any is. */
export async function forgetHours(connection: Queryable, device: string): Promise<void> {
	await connection.query(
		`DELETE FROM kilowatch_internal.alert_series
		 WHERE channel IN (SELECT id FROM iot_channels WHERE device = $1)`,
		[device],
	);
}

/**
 * Takes away the hours before a date, to the day.
 *
 * @param only of natural persons alone
 */
export async function purgeHours(connection: Queryable, floor: string, only?: 'personal'): Promise<void> {
	const chosen = `SELECT series.channel FROM kilowatch_internal.alert_series series
		JOIN iot_channels channel ON channel.id = series.channel
		JOIN iot_devices device ON device.id = channel.device
		WHERE series.first_date < $1::date AND (device.personal OR $2)`;
	const values = [floor, only === undefined];
	await connection.query(
		`DELETE FROM kilowatch_internal.alert_hours hours
		 WHERE hours.channel IN (${chosen}) AND hours.block < ($1::date - date '1970-01-01') / ${DAYS_PER_BLOCK}`,
		values,
	);
	await connection.query(
		`UPDATE kilowatch_internal.alert_hours hours SET kwh = overlay(kwh
			PLACING decode(repeat('7fc00000', gone.days * 24), 'hex') FROM 1 FOR gone.days * ${BYTES_PER_DAY})
		 FROM (SELECT ($1::date - date '1970-01-01') % ${DAYS_PER_BLOCK} AS days) gone
		 WHERE hours.channel IN (${chosen}) AND gone.days > 0
			AND hours.block = ($1::date - date '1970-01-01') / ${DAYS_PER_BLOCK}`,
		values,
	);
	await connection.query(
		`DELETE FROM kilowatch_internal.alert_series WHERE until_date <= $1::date AND channel IN (${chosen})`,
		values,
	);
	await connection.query(
		`UPDATE kilowatch_internal.alert_series SET first_date = $1::date WHERE channel IN (${chosen})`,
		values,
	);
}
