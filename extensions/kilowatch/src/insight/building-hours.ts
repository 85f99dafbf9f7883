/** What a building used hour by hour: the sum of its meters' load curves, where all of them are known. */
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
import { isNeeded, type MeterDays, type Period } from './building-days.ts';

const SECONDS_PER_HOUR = 3_600;

/** A meter's channel of consumption, and the days on which the building is not known without it. */
export type HourlyMeter = Pick<MeterDays, 'device' | 'neededFrom' | 'neededTo'> & { channel: number };

/**
 * The hours of a period in the building's zone, energies in Wh. An hour is known where every meter it needs is known all of it:
 * less would be another sum. Others have no value.
 */
export async function readBuildingHours(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	{ from, to }: Period,
	timeZone: string,
): Promise<HourAmount[]> {
	const hours = localHours(from, to, timeZone);
	const span = { fromSeconds: midnightSeconds(from, timeZone), toSeconds: midnightSeconds(to, timeZone) };
	const byChannel = await readChannelHours(connection, meters, hours, span);

	return hours.map((hour, index) => {
		const needed = meters.filter((meter) => isNeeded(meter, hour.date));
		let value = 0;
		for (const { channel } of needed) {
			const known = byChannel.get(channel)?.[index];
			if (!known || known.value === null || known.coveredSeconds < lengthOf(hours, index, span.toSeconds)) {
				return { ...hour, value: null, coveredSeconds: 0 };
			}
			value += known.value;
		}

		return needed.length === 0
			? { ...hour, value: null, coveredSeconds: 0 }
			: { ...hour, value, coveredSeconds: lengthOf(hours, index, span.toSeconds) };
	});
}

type Known = Pick<HourAmount, 'value' | 'coveredSeconds'>;

interface Span {
	fromSeconds: number;
	toSeconds: number;
}

/**
 * Each channel's hours, in the order of `hours`. The database sums where every hour begins whole hours after the first and no
 * interval reaches over an hour's end, which is nearly always so; else the intervals are shared out here.
 */
async function readChannelHours(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	hours: readonly LocalHour[],
	span: Span,
): Promise<Map<number, (Known | undefined)[]>> {
	const channels = meters.map(({ channel }) => channel);
	const isRegular = hours.every(
		({ startSeconds }, index) => startSeconds === span.fromSeconds + index * SECONDS_PER_HOUR,
	);
	const byChannel = new Map<number, (Known | undefined)[]>();
	const uneven = new Set(isRegular ? [] : channels);
	if (isRegular) {
		for (const { channel, hour, value, covered, reaches_over } of await sumHours(
			connection,
			channels,
			span,
		)) {
			if (reaches_over) uneven.add(channel);
			const known = byChannel.get(channel) ?? [];
			known[hour] = { value, coveredSeconds: covered };
			byChannel.set(channel, known);
		}
	}
	for (const channel of uneven) {
		byChannel.set(channel, amountsByHour(await readIntervals(connection, channel, span), hours));
	}

	return byChannel;
}

/** An id says its interval's start, and counting with it is four times as quick as with the timestamp. */
const startOfId = `(id / ${PERIOD_ID_WIDTH} * ${PERIOD_SECONDS} + id % ${PERIOD_SECONDS})`;

const inSpan = `"timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) AND id >= $4 AND id < $5`;

function spanValues({ fromSeconds, toSeconds }: Span): number[] {
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);

	return [fromSeconds, toSeconds, fromId, toId];
}

async function sumHours(connection: Queryable, channels: readonly number[], span: Span) {
	const { rows } = await connection.query<{
		channel: number;
		hour: number;
		value: number;
		covered: number;
		reaches_over: boolean;
	}>(
		`SELECT channel, hour, sum(value) AS value, sum(duration) AS covered, bool_or(reaches_over) AS reaches_over
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

function lengthOf(hours: readonly LocalHour[], index: number, endSeconds: number): number {
	const start = hours[index]?.startSeconds ?? 0;

	return Math.min(hours[index + 1]?.startSeconds ?? endSeconds, start + SECONDS_PER_HOUR) - start;
}
