import { addDays, datesBetween } from '../local-days.ts';
import { weekdayOf } from '../statistics/hour-profile.ts';
import { aboveAverage } from './above-average.ts';
import { dataFlat } from './data-flat.ts';
import { dataMissing } from './data-missing.ts';
import type { DataRule, RawDay } from './data-rule.ts';
import { dataUnit } from './data-unit.ts';
import { dataZero } from './data-zero.ts';
import { daySurge } from './day-surge.ts';
import type { Episode } from './episode.ts';
import { EpisodeBook, isOfConsumption } from './episode-book.ts';
import type { Finding } from './finding.ts';
import { HolidayHabit } from './holiday-habit.ts';
import { HOURS_PER_DAY, type HourGrid } from './hour-grid.ts';
import { meanOfHours, type JudgedDay } from './judged-day.ts';
import { nightBaseLoad } from './night-base-load.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { shortSpike } from './short-spike.ts';
import { subscribedPower } from './subscribed-power.ts';
import { UsualHours } from './usual-hours.ts';
import { UsualLevel } from './usual-level.ts';
import { weekDrift } from './week-drift.ts';

const NONE: readonly Finding[] = [];
const NO_WEATHER: readonly number[] = [];
const SUNDAY = 6;

/** What is known of a series beside its hours. */
export interface SeriesContext {
	/** of a local date */
	isHoliday?: (date: string) => boolean;
	/** heating and cooling degree days, each of every day of the grid, `NaN` where not known */
	degreeDays?: readonly Float64Array[];
	subscribedKva?: number;
}

/**
 * Judges a series day by day, each by the days before it only. The same hours give the same episodes, whether they are judged
 * in one go or up to any day before.
 *
 * @returns episodes in the order in which they began
 */
export function judgeSeries(
	hours: HourGrid,
	settings: AlertSettings,
	context: SeriesContext = {},
): Episode[] {
	const dataRules: DataRule[] = [
		...(settings['data-missing'].enabled ? [dataMissing(settings['data-missing'])] : []),
		...(settings['data-zero'].enabled ? [dataZero(settings['data-zero'])] : []),
		...(settings['data-flat'].enabled ? [dataFlat(settings['data-flat'])] : []),
		...(settings['data-unit'].enabled ? [dataUnit(settings['data-unit'])] : []),
	];
	const rules: Rule[] = [
		...(settings['above-average'].enabled ? [aboveAverage(settings['above-average'])] : []),
		...(settings['day-surge'].enabled ? [daySurge(settings['day-surge'])] : []),
		...(settings['night-base-load'].enabled ? [nightBaseLoad(settings['night-base-load'])] : []),
		...(settings['week-drift'].enabled ? [weekDrift(settings['week-drift'])] : []),
		...(settings['short-spike'].enabled ? [shortSpike(settings['short-spike'])] : []),
		...(settings['subscribed-power'].enabled
			? [subscribedPower(settings['subscribed-power'], context.subscribedKva)]
			: []),
	];
	const usualHours = new UsualHours();
	const book = new EpisodeBook(settings);
	const episodes = new Set<Episode>();
	const holidays = context.isHoliday && new Holidays(hours, context.isHoliday);
	const firstKind = weekdayOf(hours.firstDate) - 1;
	const raw: RawDay = {
		place: 0,
		kwh: new Float64Array(HOURS_PER_DAY),
		logs: new Float64Array(HOURS_PER_DAY),
		usualHours,
	};
	const kwh = new Float64Array(HOURS_PER_DAY);
	const logs = new Float64Array(HOURS_PER_DAY);
	const disbelieve = (hour: number) => {
		kwh[hour] = NaN;
	};

	for (let place = 0; place < hours.days; place++) {
		raw.place = place;
		for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
			const value = hours.kwh[place * HOURS_PER_DAY + hour] ?? NaN;
			raw.kwh[hour] = value;
			raw.logs[hour] = Math.log(value);
			kwh[hour] = value;
		}
		let findings = NONE;
		for (const rule of dataRules) {
			const finding = rule.judge(raw, disbelieve);
			if (finding !== undefined) findings = [...findings, finding];
		}
		let known = 0;
		for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
			const value = kwh[hour] ?? NaN;
			logs[hour] = value > 0 ? (raw.logs[hour] ?? NaN) : NaN;
			if (!Number.isNaN(value)) known += 1;
		}
		const weekday = (firstKind + place) % 7;
		const day: JudgedDay = {
			place,
			kind: holidays?.kindOf(place, weekday) ?? weekday,
			kwh,
			logs,
			usualHours,
			degreeDays: context.degreeDays?.map((ofDays) => ofDays[place] ?? NaN) ?? NO_WEATHER,
		};
		for (const rule of rules) {
			const finding = rule.judge(day);
			if (finding !== undefined) findings = [...findings, finding];
		}
		const isTrusted = !findings.some(isOfConsumption);
		for (const rule of rules) rule.learn(day, isTrusted);
		holidays?.learn(day, weekday, isTrusted);
		usualHours.learn(logs);
		for (const episode of book.takeDay(place, findings, known > HOURS_PER_DAY / 2)) episodes.add(episode);
	}

	return [...episodes];
}

/** Which days of a grid are holidays, and whether its building keeps them. */
class Holidays {
	readonly #isHoliday: boolean[];
	readonly #habit = new HolidayHabit();
	/** of the days' totals */
	readonly #usual = new UsualLevel({ leastSpread: 0.03 });

	constructor({ firstDate, days }: HourGrid, isHoliday: (date: string) => boolean) {
		this.#isHoliday = datesBetween(firstDate, addDays(firstDate, days)).map(isHoliday);
	}

	kindOf(place: number, weekday: number): number {
		return this.#isHoliday[place] === true ? this.#habit.kindOf(weekday) : weekday;
	}

	learn(day: JudgedDay, weekday: number, isTrusted: boolean): void {
		const total = Math.log(meanOfHours(day.kwh, 0, HOURS_PER_DAY) * HOURS_PER_DAY || NaN);
		if (this.#isHoliday[day.place] === true) {
			this.#habit.learn(total, {
				asWeekday: this.#usual.expectedWithoutWeather(weekday),
				asSunday: this.#usual.expectedWithoutWeather(SUNDAY),
			});
		}
		this.#usual.learn(total, day, isTrusted);
	}
}
