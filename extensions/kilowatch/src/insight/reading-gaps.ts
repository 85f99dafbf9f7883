/** Where nothing is there: stretches between rows, told and never filled. Pure. */
import type { ReadingsMeta } from '../shared/http-contract/readings.ts';

export type Gap = NonNullable<ReadingsMeta['gaps']>[number];

/** A span of time. */
export interface Stretch {
	startSeconds: number;
	endSeconds: number;
}

/**
 * The stretches of a span that no interval covers.
 *
 * @param intervals in order of their starts
 */
export function uncovered(intervals: readonly Stretch[], { startSeconds, endSeconds }: Stretch): Stretch[] {
	const gaps: Stretch[] = [];
	let coveredTo = startSeconds;
	for (const interval of intervals) {
		if (interval.startSeconds > coveredTo) {
			gaps.push({ startSeconds: coveredTo, endSeconds: Math.min(interval.startSeconds, endSeconds) });
		}
		coveredTo = Math.max(coveredTo, interval.endSeconds);
	}
	if (coveredTo < endSeconds) gaps.push({ startSeconds: coveredTo, endSeconds });

	return gaps;
}

/** Dates that follow one another, as stretches; `to` is not included. */
export function stretchesOf(
	dates: readonly string[],
	dayAfter: (date: string) => string,
): { from: string; to: string }[] {
	const stretches: { from: string; to: string }[] = [];
	for (const date of dates) {
		const last = stretches.at(-1);
		if (last?.to === date) last.to = dayAfter(date);
		else stretches.push({ from: date, to: dayAfter(date) });
	}

	return stretches;
}
