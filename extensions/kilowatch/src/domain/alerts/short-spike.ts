import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, type JudgedDay } from './judged-day.ts';
import { NearMedians } from './near-medians.ts';
import { RecentValues } from './recent-values.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';

/** The hours that an hour is compared with lie so far from it: near ones may be part of the same spike. */
const NEAR = { from: 3, to: 7 };
/** What happens once or twice at another hour is no news two hours later. */
const REACH_HOURS = 2;
/** A little higher than ever is chance, and a meter that is followed for long is often a little higher than ever. */
const ABOVE_EARLIER = Math.log(1.1);
const CONTRAST_DAYS = 56;
const LEAST_CONTRAST_DAYS = 14;
const LEAST_SPREAD = 0.1;
const DEVIATION_OF_MEDIAN = 1.4826;

/**
 * One to a few hours that stand out of the hours around them, by far more than that hour of the day usually does, and that are
 * higher than all hours around that time of the last four weeks. A whole day that is raised has no spike.
 */
export function shortSpike(settings: AlertSettings['short-spike']): Rule {
	const distances = Array.from({ length: HOURS_PER_DAY }, () => new RecentValues(CONTRAST_DAYS));
	const excess = new Float64Array(HOURS_PER_DAY);
	const contrast = new Float64Array(HOURS_PER_DAY);
	const scores = new Float64Array(HOURS_PER_DAY);
	const leastContrast = Math.log(settings.factor);
	const medians = new NearMedians(HOURS_PER_DAY, NEAR);

	/** `0` where it is not enough for an alert. */
	const scoreOf = (hour: number, { logs, usualHours }: JudgedDay) => {
		const stands = contrast[hour] ?? NaN;
		const distance = distances[hour];
		// No spread is less than the least, so most hours are done with here.
		if (!(stands > leastContrast && stands / LEAST_SPREAD >= settings.score)) return 0;
		if (distance === undefined || distance.count < LEAST_CONTRAST_DAYS) return 0;
		if (!((logs[hour] ?? NaN) > usualHours.highestAround(hour, REACH_HOURS) + ABOVE_EARLIER)) return 0;

		return stands / Math.max(LEAST_SPREAD, DEVIATION_OF_MEDIAN * distance.median());
	};

	return {
		judge: (day) => {
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				excess[hour] = (day.logs[hour] ?? NaN) - (day.usualHours.of(hour)?.median ?? NaN);
			}
			medians.find(excess, contrast);
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				contrast[hour] = (excess[hour] ?? NaN) - (contrast[hour] ?? NaN);
			}
			let top = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				scores[hour] = scoreOf(hour, day);
				if ((scores[hour] ?? 0) > (scores[top] ?? 0)) top = hour;
			}
			const score = scores[top] ?? 0;
			if (score < settings.score) return undefined;
			// Hours beside it that stand out, too, are the same spike.
			let from = top;
			let until = top + 1;
			while (from > 0 && (contrast[from - 1] ?? NaN) > leastContrast) from -= 1;
			while (until < HOURS_PER_DAY && (contrast[until] ?? NaN) > leastContrast) until += 1;
			if (until - from > settings.hours) return undefined;
			let observed = 0;
			let expected = 0;
			for (let hour = from; hour < until; hour++) {
				observed += day.kwh[hour] ?? NaN;
				expected += (day.kwh[hour] ?? NaN) / Math.exp(contrast[hour] ?? NaN);
			}
			if (observed - expected < settings.floorKwh) return undefined;

			return {
				rule: 'short-spike',
				day: day.place,
				fromHour: hourOfGrid(day.place, from),
				untilHour: hourOfGrid(day.place, until),
				observed,
				expected,
				evidence: { score, hours: until - from },
			};
		},
		learn: () => {
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				distances[hour]?.push(Math.abs(contrast[hour] ?? NaN));
			}
		},
	};
}
