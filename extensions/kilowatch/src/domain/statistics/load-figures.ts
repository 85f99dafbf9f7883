import type { HourAmount, MeasuredInterval } from './local-hours.ts';

export interface Peak {
	/** mean power over the interval, W */
	powerW: number;
	startSeconds: number;
	durationSeconds: number;
}

const SECONDS_PER_HOUR = 3_600;

/**
 * The interval of the highest mean power; of equal ones the first.
 *
 * @param intervals energies in Wh
 */
export function peakOf(intervals: readonly MeasuredInterval[]): Peak | undefined {
	let peak: Peak | undefined;
	for (const { startSeconds, durationSeconds, value } of intervals) {
		const powerW = (value * SECONDS_PER_HOUR) / durationSeconds;
		if (peak === undefined || powerW > peak.powerW) peak = { powerW, startSeconds, durationSeconds };
	}

	return peak;
}

/** Days of which less is known say nothing about their lowest hour. */
const LEAST_KNOWN_HOURS = 20;

/**
 * What runs all the time: the median, over the days, of each day's lowest hour, in W. One quiet day, or one night without
 * power, does not move it.
 *
 * @param hours energies in Wh; only those known in full count
 * @returns `undefined` where no day is known well enough
 */
export function baseLoadW(hours: readonly HourAmount[]): number | undefined {
	const days = new Map<string, { lowest: number; known: number }>();
	for (const { date, value, coveredSeconds } of hours) {
		if (value === null || coveredSeconds < SECONDS_PER_HOUR) continue;
		const day = days.get(date) ?? { lowest: Infinity, known: 0 };
		days.set(date, { lowest: Math.min(day.lowest, value), known: day.known + 1 });
	}

	return median(
		[...days.values()].filter(({ known }) => known >= LEAST_KNOWN_HOURS).map(({ lowest }) => lowest),
	);
}

/** Mean power over peak power, over the known time: 1 is a load that never changes. */
export function loadFactor(intervals: readonly MeasuredInterval[]): number | undefined {
	const peak = peakOf(intervals);
	if (peak === undefined || peak.powerW === 0) return undefined;
	let energyWh = 0;
	let seconds = 0;
	for (const { value, durationSeconds } of intervals) {
		energyWh += value;
		seconds += durationSeconds;
	}

	return (energyWh * SECONDS_PER_HOUR) / seconds / peak.powerW;
}

/** Hours of the day that count as night: from 22 to 7 o'clock. */
const NIGHT = { from: 22, to: 7 };

/** What was used by night and by day, of the known time. */
export function dayAndNight(hours: readonly HourAmount[]): { day: number; night: number } {
	const sums = { day: 0, night: 0 };
	for (const { hour, value } of hours) {
		sums[hour >= NIGHT.from || hour < NIGHT.to ? 'night' : 'day'] += value ?? 0;
	}

	return sums;
}

function median(values: readonly number[]): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle];
	if (upper === undefined || sorted.length % 2 === 1) return upper;

	return ((sorted[middle - 1] ?? upper) + upper) / 2;
}
