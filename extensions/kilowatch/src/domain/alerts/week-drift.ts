import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, meanOfHours, type JudgedDay } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { medianOfFew, SlidingMedian } from './sliding-median.ts';

const LEVEL_DAYS = 14;
const LEAST_LEVEL_DAYS = 8;
const LEVEL_REACH = 35;
const WEEKS = 8;
const LEAST_WEEKS = 2;
const SPREAD_DAYS = 84;
const LEAST_SPREAD_DAYS = 14;
const LEAST_SPREAD = 0.02;
const DEVIATION_OF_MEDIAN = 1.4826;

/**
 * Several days in a row lie above the weeks before them, together by more than such days usually do. It finds what is too little
 * to stand out on one day.
 */
export function weekDrift(settings: AlertSettings['week-drift']): Rule {
	const offsets = Array.from({ length: 7 }, () => new SlidingMedian(WEEKS));
	const distances = new SlidingMedian(SPREAD_DAYS);
	/** newest first, with the level that was before the day */
	const past: { value: number; kind: number; level: number; isTrusted: boolean }[] = [];
	const valueOf = ({ kwh }: JudgedDay) => Math.log(meanOfHours(kwh, 0, HOURS_PER_DAY) || NaN);

	const levelBefore = (skipped: number) => {
		const trusted: number[] = [];
		const all: number[] = [];
		for (let place = skipped; place < past.length; place++) {
			const day = past[place];
			if (day === undefined || Number.isNaN(day.value)) continue;
			if (all.length < LEVEL_DAYS) all.push(day.value);
			if (day.isTrusted && trusted.push(day.value) === LEVEL_DAYS) break;
		}
		const values = trusted.length >= LEAST_LEVEL_DAYS ? trusted : all;

		return values.length < LEAST_LEVEL_DAYS ? NaN : medianOfFew(values);
	};
	/** mean over the last days, the given one among them, less the level before all of them */
	const driftOf = (value: number, kind: number) => {
		const level = levelBefore(settings.days - 1);
		let sum = value - (usualOffset(kind) ?? NaN);
		let days = 1;
		for (const day of past.slice(0, settings.days - 1)) {
			const one = day.value - (usualOffset(day.kind) ?? NaN);
			if (Number.isNaN(one)) continue;
			sum += one;
			days += 1;
		}

		return days * 3 >= settings.days * 2 ? { drift: sum / days - level, level } : { drift: NaN, level };
	};
	const usualOffset = (kind: number) => {
		const offset = offsets[kind];

		return offset !== undefined && offset.count >= LEAST_WEEKS ? offset.median : undefined;
	};

	return {
		judge: (day) => {
			const value = valueOf(day);
			const { drift, level } = driftOf(value, day.kind);
			if (Number.isNaN(drift) || distances.count < LEAST_SPREAD_DAYS) return undefined;
			const score = drift / Math.max(LEAST_SPREAD, DEVIATION_OF_MEDIAN * distances.median);
			if (score < settings.score || drift < Math.log(settings.factor)) return undefined;
			const expected = Math.exp(level + (usualOffset(day.kind) ?? 0)) * HOURS_PER_DAY;
			const observed = Math.exp(value) * HOURS_PER_DAY;
			if (observed - expected < settings.floorKwh) return undefined;

			return {
				rule: 'week-drift',
				day: day.place,
				fromHour: hourOfGrid(day.place, 0),
				untilHour: hourOfGrid(day.place + 1, 0),
				observed,
				expected,
				evidence: { score, days: settings.days, drift: Math.exp(drift) - 1 },
			};
		},
		learn: (day, isTrusted) => {
			const value = valueOf(day);
			distances.push(Math.abs(driftOf(value, day.kind).drift));
			const level = levelBefore(0);
			if (isTrusted) offsets[day.kind]?.push(value - level);
			past.unshift({ value, kind: day.kind, level, isTrusted });
			if (past.length > LEVEL_REACH) past.pop();
		},
	};
}
