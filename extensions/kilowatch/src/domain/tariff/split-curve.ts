/** How much of each day's load curve falls into the hours of the lower price. Pure. */
import type { IntervalSeries } from '../interval-series.ts';
import type { LocalDay } from '../local-days.ts';
import type { TimeSpan } from './low-hours.ts';
import { microWh } from './units.ts';

/** A day's load curve in two parts, in µWh; whole numbers, exact below 9 GWh a day. */
export interface SplitDay {
	low: number;
	/** of the whole day */
	total: number;
	/** how much of the day's time intervals cover; more than the day has, where some of them overlap */
	coveredSeconds: number;
}

/**
 * Splits a curve day by day. An interval over which the price changes is shared out by time, for nobody knows when in it the
 * energy was used; its parts are rounded to a µWh so that they always make the interval, whichever days and spans it touches.
 *
 * @param series in the order of the starts
 * @param days in order
 * @param lowSpans of each of the days
 */
export function splitCurve(
	series: IntervalSeries,
	days: readonly LocalDay[],
	lowSpans: (day: LocalDay) => readonly TimeSpan[],
): SplitDay[] {
	const { starts, durations, values } = series;
	let first = 0;

	return days.map((day) => {
		const spans = lowSpans(day);
		const split = { low: 0, total: 0, coveredSeconds: 0 };
		while (first < starts.length && endOf(series, first) <= day.startSeconds) first += 1;
		for (let index = first; index < starts.length; index += 1) {
			const start = starts[index] ?? 0;
			if (start >= day.endSeconds) break;
			const duration = durations[index] ?? 0;
			const energy = microWh(values[index] ?? 0);
			const from = Math.max(start, day.startSeconds);
			const to = Math.min(start + duration, day.endSeconds);
			if (to <= from) continue;
			split.total += upTo(to - start, duration, energy) - upTo(from - start, duration, energy);
			split.coveredSeconds += to - from;
			for (const span of spans) {
				if (span.startSeconds >= to) break;
				if (span.endSeconds <= from) continue;
				split.low +=
					upTo(Math.min(to, span.endSeconds) - start, duration, energy) -
					upTo(Math.max(from, span.startSeconds) - start, duration, energy);
			}
		}

		return split;
	});
}

function endOf({ starts, durations }: IntervalSeries, index: number): number {
	return (starts[index] ?? 0) + (durations[index] ?? 0);
}

/** What an interval has used after some of its seconds. Parts are differences of it, so they add up to the whole. */
function upTo(seconds: number, duration: number, energy: number): number {
	if (seconds <= 0) return 0;

	return seconds >= duration ? energy : Math.round((energy * seconds) / duration);
}
