import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, type JudgedDay } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';

/** Of the days that make the average, so many have to be known. */
const LEAST_SHARE = 0.5;

/**
 * The plain rule: a day above 120 % of the average of the days before. It is easy to explain and tells more often what is not
 * worth telling than the others do, so it is off until someone wants it.
 */
export function aboveAverage(settings: AlertSettings['above-average']): Rule {
	const { factors, baseline, windowDays, floorKwh } = settings;
	/** newest first */
	const past: { total: number; kind: number }[] = [];

	return {
		judge: (day) => {
			const observed = totalOf(day);
			const counted = past.filter(({ kind }) => baseline === 'all-days' || kind === day.kind);
			const known = counted.filter(({ total }) => !Number.isNaN(total));
			const wanted = baseline === 'all-days' ? windowDays : Math.floor(windowDays / 7);
			if (known.length < Math.max(1, wanted * LEAST_SHARE)) return undefined;
			const expected = known.reduce((sum, { total }) => sum + total, 0) / known.length;
			if (!(observed > expected * factors.minor) || observed - expected < floorKwh) return undefined;

			return {
				rule: 'above-average',
				day: day.place,
				fromHour: hourOfGrid(day.place, 0),
				untilHour: hourOfGrid(day.place + 1, 0),
				observed,
				expected,
				evidence: { days: known.length, factor: observed / expected },
			};
		},
		learn: (day) => {
			past.unshift({ total: totalOf(day), kind: day.kind });
			if (past.length > windowDays) past.pop();
		},
	};
}

/** A day with a hole has no total that could be compared. */
function totalOf({ kwh }: JudgedDay): number {
	let total = 0;
	let known = 0;
	for (const value of kwh) {
		if (Number.isNaN(value)) continue;
		total += value;
		known += 1;
	}

	// The night of the clock change has 23 hours.
	return known >= HOURS_PER_DAY - 1 ? (total / known) * HOURS_PER_DAY : NaN;
}
