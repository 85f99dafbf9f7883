import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntervalSeries } from '../interval-series.ts';
import { localDays } from '../local-days.ts';
import { lowSpansOf } from './low-hours.ts';
import { parseOffPeakHours } from './off-peak-hours.ts';
import { splitCurve } from './split-curve.ts';

const zone = 'Europe/Paris';
const hours = { spans: parseOffPeakHours('HC (0H54-6H54;11H54-13H54)'), isWeekendLow: false };

function seriesOf(
	intervals: readonly (readonly [start: number, duration: number, value: number])[],
): IntervalSeries {
	return {
		starts: Float64Array.from(intervals, ([start]) => start),
		durations: Float64Array.from(intervals, ([, duration]) => duration),
		values: Float64Array.from(intervals, ([, , value]) => value),
	};
}

test('an interval in which the price changes is shared out by time, to the minute', () => {
	const days = localDays('2026-01-15', '2026-01-16', zone);
	const start = (days[0]?.startSeconds ?? 0) + 1_800;
	const [split] = splitCurve(seriesOf([[start, 1_800, 500]]), days, (day) => lowSpansOf(day, hours, zone));
	// 0:30 to 1:00, of which six minutes are after 0:54
	expect(split).toEqual({ low: 100_000_000, total: 500_000_000, coveredSeconds: 1_800 });
});

test('parts of intervals of any step make the whole, over days and prices', () => {
	const days = localDays('2026-10-23', '2026-10-28', zone);
	const first = days[0]?.startSeconds ?? 0;
	const interval = fc.record({
		step: fc.constantFrom(600, 900, 1_800, 3_600, 7_200, 86_400),
		value: fc.double({ min: 0, max: 50_000, noNaN: true }),
		isHole: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(interval, { maxLength: 120 }), (intervals) => {
			let start = first;
			const placed: [number, number, number][] = [];
			for (const { step, value, isHole } of intervals) {
				if (!isHole && start + step <= (days.at(-1)?.endSeconds ?? 0)) placed.push([start, step, value]);
				start += step;
			}
			const series = seriesOf(placed);
			const low = splitCurve(series, days, (day) => lowSpansOf(day, hours, zone));
			const rest = splitCurve(series, days, (day) => complement(day, lowSpansOf(day, hours, zone)));
			for (const [index, part] of low.entries()) expect(part.low + (rest[index]?.low ?? 0)).toBe(part.total);
			expect(low.reduce((sum, { total }) => sum + total, 0)).toBe(
				placed.reduce((sum, [, , value]) => sum + Math.round(value * 1e6), 0),
			);
			expect(low.reduce((sum, { coveredSeconds }) => sum + coveredSeconds, 0)).toBe(
				placed.reduce((sum, [, step]) => sum + step, 0),
			);
		}),
	);
});

function complement(
	day: { startSeconds: number; endSeconds: number },
	spans: readonly { startSeconds: number; endSeconds: number }[],
) {
	const rest = [];
	let from = day.startSeconds;
	for (const { startSeconds, endSeconds } of spans) {
		if (startSeconds > from) rest.push({ startSeconds: from, endSeconds: startSeconds });
		from = endSeconds;
	}
	if (from < day.endSeconds) rest.push({ startSeconds: from, endSeconds: day.endSeconds });

	return rest;
}
