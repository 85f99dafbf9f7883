/** What each channel measured, hour by hour of the building's clock. */
import { midnightSeconds } from '../domain/local-days.ts';
import { PERIOD_ID_WIDTH, PERIOD_SECONDS, readingIdRange } from '../domain/reading-id.ts';
import {
	amountsByHour,
	localHours,
	type HourAmount,
	type LocalHour,
	type MeasuredInterval,
} from '../domain/statistics/local-hours.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';

const SECONDS_PER_HOUR = 3_600;

/** How what was measured makes an hour: amounts are added, states averaged over time. */
export type HourAggregate = 'sum' | 'mean';

export interface ChannelHours {
	/** of the whole period, in order */
	hours: LocalHour[];
	/** length of each of them in seconds: an hour, or less at the end of a day whose clocks change by less */
	lengths: number[];
	/** what is known of a channel's hours, by their place in `hours`; none where nothing is */
	known: ReadonlyMap<number, readonly (KnownHour | undefined)[]>;
}

export type KnownHour = Pick<HourAmount, 'coveredSeconds'> & { value: number };

interface Span {
	fromSeconds: number;
	toSeconds: number;
}

/**
 * Reads the hours of channels of one metric over local days. The database puts them together where every hour begins whole hours
 * after the first and no interval reaches over an hour's end, which is nearly always so; else the intervals are shared out here.
 */
export async function readChannelHours(
	connection: Queryable,
	channels: readonly number[],
	{ from, to, timeZone, aggregate }: Period & { timeZone: string; aggregate: HourAggregate },
): Promise<ChannelHours> {
	const hours = localHours(from, to, timeZone);
	const span = { fromSeconds: midnightSeconds(from, timeZone), toSeconds: midnightSeconds(to, timeZone) };
	const known = new Map<number, (KnownHour | undefined)[]>();
	const isRegular = hours.every(
		({ startSeconds }, index) => startSeconds === span.fromSeconds + index * SECONDS_PER_HOUR,
	);
	const uneven = new Set(isRegular ? [] : channels);

	if (isRegular) {
		for (const row of await combineHours(connection, channels, span, aggregate)) {
			if (row.reaches_over) uneven.add(row.channel);
			const ofChannel = known.get(row.channel) ?? [];
			ofChannel[row.hour] = { value: row.value, coveredSeconds: row.covered };
			known.set(row.channel, ofChannel);
		}
	}
	for (const channel of uneven) {
		const intervals = await readIntervals(connection, channel, span);
		known.set(channel, shareOut(intervals, hours, aggregate));
	}

	return { hours, lengths: hours.map((_, index) => lengthOf(hours, index, span.toSeconds)), known };
}

/** An id says its interval's start, and counting with it is four times as quick as with the timestamp. */
const startOfId = `(id / ${PERIOD_ID_WIDTH} * ${PERIOD_SECONDS} + id % ${PERIOD_SECONDS})`;

const inSpan = `"timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5`;

const combined: Readonly<Record<HourAggregate, string>> = {
	sum: 'sum(value)',
	mean: 'sum(value * duration) / sum(duration)',
};

function spanValues({ fromSeconds, toSeconds }: Span): number[] {
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);

	return [fromSeconds, toSeconds, fromId, toId];
}

async function combineHours(
	connection: Queryable,
	channels: readonly number[],
	span: Span,
	aggregate: HourAggregate,
) {
	const { rows } = await connection.query<{
		channel: number;
		hour: number;
		value: number;
		covered: number;
		reaches_over: boolean;
	}>(
		`SELECT channel, hour, ${combined[aggregate]} AS value, sum(duration) AS covered,
			bool_or(reaches_over) AS reaches_over
		 FROM (
			SELECT channel, value, duration, (${startOfId} - $2::bigint) / ${SECONDS_PER_HOUR} AS hour,
				(${startOfId} - $2::bigint) % ${SECONDS_PER_HOUR} + duration > ${SECONDS_PER_HOUR} AS reaches_over
			FROM iot_readings WHERE channel = ANY ($1::int[]) AND ${inSpan}
		 ) reading GROUP BY channel, hour`,
		[channels, ...spanValues(span)],
	);

	return rows;
}

async function readIntervals(
	connection: Queryable,
	channel: number,
	span: Span,
): Promise<MeasuredInterval[]> {
	const { rows } = await connection.query<MeasuredInterval>(
		`SELECT ${startOfId} AS "startSeconds", duration AS "durationSeconds", value
		 FROM iot_readings WHERE channel = $1 AND ${inSpan} ORDER BY "timestamp"`,
		[channel, ...spanValues(span)],
	);

	return rows;
}

/** Amounts by time; a mean is made of amounts, too: of the value times how long it held. */
function shareOut(
	intervals: readonly MeasuredInterval[],
	hours: readonly LocalHour[],
	aggregate: HourAggregate,
): (KnownHour | undefined)[] {
	const isAmount = aggregate === 'sum';
	const amounts = isAmount
		? intervals
		: intervals.map((interval) => ({ ...interval, value: interval.value * interval.durationSeconds }));

	return amountsByHour(amounts, hours).map(({ value, coveredSeconds }) =>
		value === null ? undefined : { value: isAmount ? value : value / coveredSeconds, coveredSeconds },
	);
}

function lengthOf(hours: readonly LocalHour[], index: number, endSeconds: number): number {
	const start = hours[index]?.startSeconds ?? 0;

	return Math.min(hours[index + 1]?.startSeconds ?? endSeconds, start + SECONDS_PER_HOUR) - start;
}
