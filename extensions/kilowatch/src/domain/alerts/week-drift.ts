import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, meanOfHours } from './judged-day.ts';
import { RecentValues } from './recent-values.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { medianOfFew } from './sliding-median.ts';

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

/** Days lie in a ring of so many: a power of two, and as many as the weeks reach. */
const RING = 64;
const IN_RING = RING - 1;

/**
 * The last seven days together lie above the weeks before them, by more than weeks usually do. It finds what is too little to
 * stand out on any of its days.
 */
export function weekDrift(settings: AlertSettings['week-drift']): Rule {
	const distances = new RecentValues(SPREAD_DAYS);
	/** totals of the days, the judged one among them, and which of them count for what is usual */
	const totals = new Float64Array(RING).fill(NaN);
	const isTrusted = new Uint8Array(RING);
	const weeks = new Float64Array(COMPARED_WEEKS);
	let newest = 0;
	let drift = NaN;

	/** Daily mean of the week that ends so many days before the judged one. */
	const meanOfWeek = (daysBefore: number, trustedOnly: boolean) => {
		let sum = 0;
		let known = 0;
		for (let day = daysBefore; day < daysBefore + DAYS; day++) {
			const slot = (newest - day) & IN_RING;
			const total = totals[slot] ?? NaN;
			if (Number.isNaN(total) || (trustedOnly && isTrusted[slot] !== 1)) continue;
			sum += total;
			known += 1;
		}

		return known < LEAST_KNOWN_DAYS ? NaN : sum / known;
	};

	/** Looks {@link weeks} up before the last seven days, newest first. How many they are. */
	const usualWeeks = (trustedOnly: boolean) => {
		let found = 0;
		for (let week = 1; week <= REACH_WEEKS && found < COMPARED_WEEKS; week++) {
			const mean = meanOfWeek(week * DAYS, trustedOnly);
			if (mean > 0) weeks[found++] = mean;
		}

		return found;
	};

	/** daily mean in kWh of what is usual */
	const expect = () => {
		let found = usualWeeks(true);
		if (found < LEAST_COMPARED_WEEKS) found = usualWeeks(false);

		return found < LEAST_COMPARED_WEEKS ? NaN : Math.max(weeks[0] ?? NaN, medianOfFew(weeks, found));
	};

	return {
		judge: (day) => {
			newest = (newest + 1) & IN_RING;
			totals[newest] = meanOfHours(day.kwh, 0, HOURS_PER_DAY) * HOURS_PER_DAY;
			const observed = meanOfWeek(0, false);
			const expected = expect();
			drift = Math.log(observed / expected);
			if (Number.isNaN(drift) || distances.count < LEAST_SPREAD_DAYS) return undefined;
			// No spread is less than the least, so most days are done with here.
			if (drift / LEAST_SPREAD < settings.score) return undefined;
			const score = drift / Math.max(LEAST_SPREAD, DEVIATION_OF_MEDIAN * distances.median());
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
		learn: (_, isDayTrusted) => {
			distances.push(Math.abs(drift));
			isTrusted[newest] = isDayTrusted ? 1 : 0;
		},
	};
}
