import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, meanOfHours, type JudgedDay } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { medianOfFew, SlidingMedian } from './sliding-median.ts';

const DAYS = 7;
/** A week that lacks more days may lack its weekend, and is not compared. */
const LEAST_KNOWN_DAYS = 6;
/** So many weeks before the last one make what is usual. */
const COMPARED_WEEKS = 3;
const LEAST_COMPARED_WEEKS = 2;
/** Those weeks are looked for so far back. */
const REACH_WEEKS = 8;
const SPREAD_DAYS = 84;
const LEAST_SPREAD_DAYS = 14;
const LEAST_SPREAD = 0.02;
const DEVIATION_OF_MEDIAN = 1.4826;

interface PastDay {
	total: number;
	isTrusted: boolean;
}

/**
 * The last seven days together lie above the weeks before them, by more than weeks usually do. It finds what is too little to
 * stand out on any of its days.
 */
export function weekDrift(settings: AlertSettings['week-drift']): Rule {
	const distances = new SlidingMedian(SPREAD_DAYS);
	/** newest first */
	const past: PastDay[] = [];
	const totalOf = ({ kwh }: JudgedDay) => meanOfHours(kwh, 0, HOURS_PER_DAY) * HOURS_PER_DAY;

	/** daily means in kWh of the last seven days and of what is usual */
	const compare = (day: JudgedDay) => {
		const last = meanOfWeek([{ total: totalOf(day), isTrusted: true }, ...past.slice(0, DAYS - 1)], false);
		const weeks = usualWeeks(past, true);
		const usual = weeks.length >= LEAST_COMPARED_WEEKS ? weeks : usualWeeks(past, false);
		const expected =
			usual.length < LEAST_COMPARED_WEEKS
				? NaN
				: Math.max(usual[0] ?? NaN, medianOfFew(Float64Array.from(usual)));

		return { observed: last, expected, drift: Math.log(last / expected) };
	};

	return {
		judge: (day) => {
			const { observed, expected, drift } = compare(day);
			if (Number.isNaN(drift) || distances.count < LEAST_SPREAD_DAYS) return undefined;
			const score = drift / Math.max(LEAST_SPREAD, DEVIATION_OF_MEDIAN * distances.median);
			if (score < settings.score || observed < expected * settings.factor) return undefined;
			if ((observed - expected) * DAYS < settings.floorKwh) return undefined;

			return {
				rule: 'week-drift',
				day: day.place,
				fromHour: hourOfGrid(day.place, 0),
				untilHour: hourOfGrid(day.place + 1, 0),
				observed,
				expected,
				evidence: { score, days: DAYS },
			};
		},
		learn: (day, isTrusted) => {
			distances.push(Math.abs(compare(day).drift));
			past.unshift({ total: totalOf(day), isTrusted });
			if (past.length > (REACH_WEEKS + 1) * DAYS) past.pop();
		},
	};
}

/** The weeks before the last seven days, the judged day among these, newest first. */
function usualWeeks(past: readonly PastDay[], trustedOnly: boolean): number[] {
	const weeks: number[] = [];
	for (let week = 0; week < REACH_WEEKS && weeks.length < COMPARED_WEEKS; week++) {
		const from = DAYS - 1 + week * DAYS;
		const mean = meanOfWeek(past.slice(from, from + DAYS), trustedOnly);
		if (mean > 0) weeks.push(mean);
	}

	return weeks;
}

function meanOfWeek(days: readonly PastDay[], trustedOnly: boolean): number {
	let sum = 0;
	let known = 0;
	for (const { total, isTrusted } of days) {
		if (Number.isNaN(total) || (trustedOnly && !isTrusted)) continue;
		sum += total;
		known += 1;
	}

	return known < LEAST_KNOWN_DAYS ? NaN : sum / known;
}
