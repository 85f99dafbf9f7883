import { DateTime } from 'luxon';
import { midnightSeconds } from '../../../domain/local-days.ts';
import type { Reading } from '../../../domain/reading.ts';
import type { ProviderWindow } from '../../provider.ts';
import type { MeasuredPoints } from '../measured-points.ts';
import { placeLabels } from './place-labels.ts';
import { pointSteps } from './point-steps.ts';
import { TIME_ZONE } from '../rules.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

interface Interval {
	startSeconds: number;
	endSeconds: number;
	/** mean power over the interval as sent; null is a hole */
	powerW: string | null;
	ambiguous: boolean;
}

/**
 * A curve's readings in Wh, by time; a hole is left out.
 *
 * A point is dated with the wall clock at its interval's end. What is checked of time, and why:
 * - a point outside the window is a failure: it belongs to another question, and might lie where nothing may be
 *   stored. One exception: the interval that ends where the window begins. Its label lies in `[dateDebut, dateFin)`,
 *   so an operator that filters on labels may send it; it is not what was asked for and is left out;
 * - two intervals that overlap are a failure: the same energy would count twice;
 * - two points of one instant are dropped to one when they are equal, else a failure.
 *
 * @throws UnexpectedShape for points that are not the documented answer to this window
 */
export function parseCurve({ points, quality }: MeasuredPoints, window: ProviderWindow): Reading[] {
	const steps = pointSteps(points);
	const labelled = points.map((point, index) => ({
		label: point.d,
		stepSeconds: steps[index] ?? Number.NaN,
	}));

	const intervals = placeLabels(labelled, TIME_ZONE)
		.map(({ endSeconds, ambiguous }, index): Interval => ({
			startSeconds: endSeconds - (steps[index] ?? Number.NaN),
			endSeconds,
			powerW: points[index]?.v ?? null,
			ambiguous,
		}))
		.sort(
			(one, other) =>
				one.endSeconds - other.endSeconds ||
				one.startSeconds - other.startSeconds ||
				Number(one.powerW === null) - Number(other.powerW === null),
		);

	const asked = {
		startSeconds: midnightSeconds(window.from, TIME_ZONE),
		endSeconds: midnightSeconds(window.to, TIME_ZONE),
	};

	return withoutRepeats(intervals)
		.filter((interval) => belongsTo(interval, asked))
		.flatMap(({ startSeconds, endSeconds, powerW, ambiguous }) => {
			if (powerW === null) return [];
			const durationSeconds = endSeconds - startSeconds;
			return [
				{
					startSeconds,
					durationSeconds,
					value: (Number(powerW) * durationSeconds) / 3600,
					quality: ambiguous ? 'ambiguous' : quality,
				},
			];
		});
}

function withoutRepeats(intervals: readonly Interval[]): Interval[] {
	return intervals.filter((interval, index) => {
		const previous = intervals[index - 1];
		if (!previous || interval.startSeconds >= previous.endSeconds) return true;
		if (interval.endSeconds !== previous.endSeconds) {
			throw new UnexpectedShape(
				'overlapping_points',
				`Enedis sent intervals that overlap at ${iso(interval)}`,
			);
		}
		const isSame = interval.startSeconds === previous.startSeconds;
		// Sent with a value and without, it has one; the one without comes second.
		if (isSame && interval.powerW === null) return false;
		if (!isSame || interval.powerW !== previous.powerW) {
			throw new UnexpectedShape('conflicting_points', `Enedis sent two different points of ${iso(interval)}`);
		}
		return false;
	});
}

function belongsTo(
	{ startSeconds, endSeconds }: Interval,
	asked: Pick<Interval, 'startSeconds' | 'endSeconds'>,
): boolean {
	if (endSeconds === asked.startSeconds) return false;
	if (startSeconds < asked.startSeconds || endSeconds > asked.endSeconds) {
		throw new UnexpectedShape(
			'outside_window',
			`Enedis sent an interval that was not asked for, at ${iso({ startSeconds })}`,
		);
	}
	return true;
}

function iso({ startSeconds }: { startSeconds: number }): string {
	return DateTime.fromSeconds(startSeconds, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';
}
