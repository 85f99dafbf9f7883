/** What each channel measured, hour by hour of the building's clock. */
import type { IntervalSeries } from '../domain/interval-series.ts';
import { midnightSeconds } from '../domain/local-days.ts';
import { amountsByHour, localHours, type LocalHour } from '../domain/statistics/local-hours.ts';
import type { Database } from '../storage/database.ts';
import { readSeries, type Span } from '../storage/readings/kept-series.ts';
import type { Period } from './building-days.ts';

const SECONDS_PER_HOUR = 3_600;

/** How what was measured makes an hour: amounts are added, states averaged over time. */
export type HourAggregate = 'sum' | 'mean';

/** The hours of local days, in order, one after the other. */
export interface HourGrid extends Span {
	hours: LocalHour[];
	/** length of each of them in seconds: an hour, or less at the end of a day whose clocks change by less */
	lengths: number[];
	/** whether each begins whole hours after the first, which is nearly always so */
	isRegular: boolean;
}

/** What is known of a channel's hours, by their place in the grid. */
export interface KnownHours {
	/** of the known part */
	values: Float64Array;
	/** how much of the hour is known, in seconds; 0: nothing, and the value means nothing */
	coveredSeconds: Float64Array;
}

export interface ChannelHours {
	grid: HourGrid;
	known: ReadonlyMap<number, KnownHours>;
}

export function hourGrid({ from, to }: Period, timeZone: string): HourGrid {
	const hours = localHours(from, to, timeZone);
	const fromSeconds = midnightSeconds(from, timeZone);
	const toSeconds = midnightSeconds(to, timeZone);

	return {
		fromSeconds,
		toSeconds,
		hours,
		lengths: hours.map((_, index) => lengthOf(hours, index, toSeconds)),
		isRegular: hours.every(
			({ startSeconds }, index) => startSeconds === fromSeconds + index * SECONDS_PER_HOUR,
		),
	};
}

/** Reads the hours of channels of one metric over local days. */
export async function readChannelHours(
	database: Database,
	channels: readonly number[],
	{ timeZone, aggregate, ...period }: Period & { timeZone: string; aggregate: HourAggregate },
): Promise<ChannelHours> {
	const grid = hourGrid(period, timeZone);
	const known = new Map<number, KnownHours>();
	for await (const { channel, series } of readSeries(database, channels, grid)) {
		known.set(channel, hoursOf(series, grid, aggregate));
	}

	return { grid, known };
}

/**
 * What a channel's intervals make of the hours. Where one reaches over an hour's end, or hours do not follow one another evenly,
 * they are shared out by time.
 */
export function hoursOf(series: IntervalSeries, grid: HourGrid, aggregate: HourAggregate): KnownHours {
	const amounts =
		aggregate === 'sum'
			? series.values
			: // A mean is made of amounts, too: of the value times how long it held.
				series.values.map((value, index) => value * (series.durations[index] ?? 0));
	const known =
		evenHours({ ...series, values: amounts }, grid) ?? sharedHours({ ...series, values: amounts }, grid);
	if (aggregate === 'sum') return known;

	return {
		...known,
		values: known.values.map((amount, index) => amount / (known.coveredSeconds[index] ?? 0)),
	};
}

/** @returns `undefined` where an interval has part in more than one hour */
function evenHours(
	{ starts, durations, values }: IntervalSeries,
	{ hours, fromSeconds, isRegular }: HourGrid,
): KnownHours | undefined {
	if (!isRegular) return undefined;
	const known = { values: new Float64Array(hours.length), coveredSeconds: new Float64Array(hours.length) };
	for (let index = 0; index < starts.length; index += 1) {
		const second = (starts[index] ?? 0) - fromSeconds;
		const duration = durations[index] ?? 0;
		if ((second % SECONDS_PER_HOUR) + duration > SECONDS_PER_HOUR) return undefined;
		const hour = Math.floor(second / SECONDS_PER_HOUR);
		known.values[hour] = (known.values[hour] ?? 0) + (values[index] ?? 0);
		known.coveredSeconds[hour] = (known.coveredSeconds[hour] ?? 0) + duration;
	}

	return known;
}

function sharedHours({ starts, durations, values }: IntervalSeries, { hours }: HourGrid): KnownHours {
	const intervals = Array.from(starts, (startSeconds, index) => ({
		startSeconds,
		durationSeconds: durations[index] ?? 0,
		value: values[index] ?? 0,
	}));
	const amounts = amountsByHour(intervals, hours);

	return {
		values: Float64Array.from(amounts, ({ value }) => value ?? 0),
		coveredSeconds: Float64Array.from(amounts, ({ coveredSeconds }) => coveredSeconds),
	};
}

function lengthOf(hours: readonly LocalHour[], index: number, endSeconds: number): number {
	const start = hours[index]?.startSeconds ?? 0;

	return Math.min(hours[index + 1]?.startSeconds ?? endSeconds, start + SECONDS_PER_HOUR) - start;
}
