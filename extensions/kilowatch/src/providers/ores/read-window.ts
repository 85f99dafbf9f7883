import { Duration } from 'luxon';
import { z } from 'zod';
import { isStep } from '../../domain/interval-step.ts';
import { localDateOf, midnightSeconds } from '../../domain/local-days.ts';
import type { DayTotal, Quality, Reading } from '../../domain/reading.ts';
import { readBody } from '../http/read-body.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';
import type { ProviderWindow } from '../provider.ts';
import { TIME_ZONE } from './rules.ts';

const windowBody = z.object({
	prm: z.string(),
	unit: z.literal('kWh'),
	/** ISO 8601 duration of every interval: `PT15M`, `P1D` */
	resolution: z.string(),
	values: z.array(
		z.object({
			/** the interval's start, with its offset from UTC */
			start: z.iso.datetime({ offset: true }),
			/** null is a hole, not zero */
			value: z.number().nullable(),
			quality: z.enum(['measured', 'estimated', 'validated', 'corrected']),
		}),
	),
});

const qualityOf = {
	measured: 'raw',
	estimated: 'estimated',
	validated: 'validated',
	corrected: 'corrected',
} as const satisfies Record<string, Quality>;

interface Interval {
	startSeconds: number;
	kwh: number | null;
	quality: Quality;
}

/**
 * A curve's readings in Wh, by time; a hole is left out.
 *
 * @throws UnexpectedShape for what is not the assumed answer to this window
 */
export function readCurve(text: string, window: ProviderWindow): Reading[] {
	const { intervals, resolution } = readIntervals(text, window);
	const durationSeconds = Duration.fromISO(resolution).as('seconds');
	if (!isStep(durationSeconds))
		throw new UnexpectedShape('unknown_step', 'ORES sent a curve of an unknown step');
	const endSeconds = midnightSeconds(window.to, TIME_ZONE);

	return intervals.flatMap(({ startSeconds, kwh, quality }, index) => {
		const following = intervals[index + 1]?.startSeconds ?? endSeconds;
		// The same energy would count twice.
		if (startSeconds + durationSeconds > following) {
			throw new UnexpectedShape('overlapping_points', 'ORES sent intervals that overlap');
		}

		return kwh === null ? [] : [{ startSeconds, durationSeconds, value: wattHours(kwh), quality }];
	});
}

/**
 * The operator's own daily totals in Wh, by date; a hole is left out.
 *
 * @throws UnexpectedShape for what is not the assumed answer to this window
 */
export function readTotals(text: string, window: ProviderWindow): DayTotal[] {
	const { intervals, resolution } = readIntervals(text, window);
	if (resolution !== 'P1D')
		throw new UnexpectedShape('unknown_step', 'ORES sent totals that are not of days');

	return intervals.flatMap(({ startSeconds, kwh }) => {
		const date = localDateOf(startSeconds, TIME_ZONE);
		if (midnightSeconds(date, TIME_ZONE) !== startSeconds) {
			throw new UnexpectedShape('unreadable_label', 'ORES dated a day off its midnight');
		}

		return kwh === null ? [] : [{ date, value: wattHours(kwh) }];
	});
}

/** What is asked for, each instant once, by time. */
function readIntervals(text: string, window: ProviderWindow): { intervals: Interval[]; resolution: string } {
	const { prm, resolution, values } = readBody(text, windowBody, 'ORES');
	if (prm !== window.pointId) throw new UnexpectedShape('other_point', 'ORES answered for another meter');
	const asked = {
		startSeconds: midnightSeconds(window.from, TIME_ZONE),
		endSeconds: midnightSeconds(window.to, TIME_ZONE),
	};
	const known = new Map<number, Interval>();
	for (const { start, value, quality } of values) {
		const startSeconds = Date.parse(start) / 1000;
		if (startSeconds < asked.startSeconds || startSeconds >= asked.endSeconds) {
			throw new UnexpectedShape('outside_window', 'ORES sent an interval that was not asked for');
		}
		const before = known.get(startSeconds);
		// Sent with a value and without, it has one.
		if (value === null && before) continue;
		if (before && before.kwh !== null && before.kwh !== value) {
			throw new UnexpectedShape('conflicting_points', 'ORES sent two different values of one interval');
		}
		known.set(startSeconds, { startSeconds, kwh: value, quality: qualityOf[quality] });
	}

	return {
		intervals: [...known.values()].sort((one, other) => one.startSeconds - other.startSeconds),
		resolution,
	};
}

/** Rounded to a thousandth of a Wh, below which a meter knows nothing: 0.1 kWh is no binary number. */
function wattHours(kwh: number): number {
	return Math.round(kwh * 1_000_000) / 1_000;
}
