import { midnightSeconds } from '../../domain/local-days.ts';
import type { Metric } from '../../domain/metrics.ts';
import { metricRules } from '../../domain/metrics.ts';
import type { RawReading } from '../../shared/http-contract/readings.ts';
import type { SlotState } from './day-series.ts';
import { combine } from './day-series.ts';

/** One interval of a load curve, over all meters of the building. */
export interface CurveSlot {
	/** since 1970 UTC */
	startSeconds: number;
	/** in the metric's base unit over the interval (Wh, not W); null where nothing is known */
	value: number | null;
	state: SlotState;
}

export interface CurveSeries {
	stepSeconds: number;
	slots: CurveSlot[];
}

export interface CurvePeriod {
	/** first local date */
	from: string;
	/** local date after the last */
	to: string;
	timezone: string;
}

/**
 * The load curve of a building: a slot for every interval of the period, 46, 48 or 50 half-hours on the days of clock changes.
 *
 * Meters may record in different steps; the longest of them is the step of all, and finer readings are added up into it.
 */
export function curveSeries(rows: readonly RawReading[], period: CurvePeriod, metric: Metric): CurveSeries {
	const counted = countedRegisters(rows);
	const stepSeconds = counted.reduce((longest, row) => Math.max(longest, row.duration_s), 0) || 1800;
	const meters = new Set(counted.map(({ device }) => device));
	const byStart = new Map<number, RawReading[]>();

	for (const row of counted) {
		const start = Math.floor(Date.parse(row.timestamp) / 1000 / stepSeconds) * stepSeconds;
		byStart.set(start, [...(byStart.get(start) ?? []), row]);
	}

	const slots: CurveSlot[] = [];
	const end = midnightSeconds(period.to, period.timezone);

	for (let start = midnightSeconds(period.from, period.timezone); start < end; start += stepSeconds) {
		const found = byStart.get(start) ?? [];
		const covered = found.reduce((seconds, row) => seconds + row.duration_s, 0);

		slots.push({
			startSeconds: start,
			value: combine(
				found.map(({ value }) => value),
				metric,
			),
			state: found.length === 0 ? 'missing' : covered >= stepSeconds * meters.size ? 'known' : 'partial',
		});
	}

	return { stepSeconds, slots };
}

/** Energy over an interval as its mean power in W; other metrics are shown as they are. */
export function curveFactor(metric: Metric, stepSeconds: number): number {
	return metricRules[metric].unit === 'Wh' ? 3600 / stepSeconds : 1;
}

/** Of each meter the total register, or its parts where it has none, so that nothing is counted twice. */
function countedRegisters(rows: readonly RawReading[]): RawReading[] {
	const withTotal = new Set(rows.filter(({ register }) => register === 'total').map(({ device }) => device));

	return rows.filter(({ device, register }) => register === 'total' || !withTotal.has(device));
}
