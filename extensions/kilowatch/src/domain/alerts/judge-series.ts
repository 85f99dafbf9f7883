import { addDays } from '../local-days.ts';
import { weekdayOf } from '../statistics/hour-profile.ts';
import { aboveAverage } from './above-average.ts';
import { dataFlat } from './data-flat.ts';
import { dataMissing } from './data-missing.ts';
import type { DataRule } from './data-rule.ts';
import { dataUnit } from './data-unit.ts';
import { dataZero } from './data-zero.ts';
import { daySurge } from './day-surge.ts';
import { DayExplainer } from './explain-day.ts';
import type { Episode } from './episode.ts';
import { EpisodeBook, isOfConsumption } from './episode-book.ts';
import type { Finding } from './finding.ts';
import { HolidayHabit } from './holiday-habit.ts';
import { HOURS_PER_DAY, type HourGrid } from './hour-grid.ts';
import type { JudgedDay } from './judged-day.ts';
import { nightBaseLoad } from './night-base-load.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { shortSpike } from './short-spike.ts';
import { subscribedPower } from './subscribed-power.ts';
import { UsualHours } from './usual-hours.ts';
import { weekDrift } from './week-drift.ts';

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
	const explainer = new DayExplainer(settings['night-base-load']);
	const usualHours = new UsualHours();
	const book = new EpisodeBook(settings);
	const episodes = new Set<Episode>();
	const { isHoliday } = context;
	const firstKind = weekdayOf(hours.firstDate) - 1;
	const habit = new HolidayHabit();
	const kwh = new Float64Array(HOURS_PER_DAY);
	const logs = new Float64Array(HOURS_PER_DAY);

	for (let place = 0; place < hours.days; place++) {
		const weekday = (firstKind + place) % 7;
		const isOnHoliday = isHoliday?.(addDays(hours.firstDate, place)) === true;
		const raw = hours.kwh.subarray(place * HOURS_PER_DAY, (place + 1) * HOURS_PER_DAY);
		kwh.set(raw);
		const findings: Finding[] = [];
		for (const rule of dataRules) {
			const finding = rule.judge({ place, kwh: raw, usualHours }, (hour) => (kwh[hour] = NaN));
			if (finding !== undefined) findings.push(finding);
		}
		let known = 0;
		for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
			const value = kwh[hour] ?? NaN;
			logs[hour] = value > 0 ? Math.log(value) : NaN;
			if (!Number.isNaN(value)) known += 1;
		}
		const day: JudgedDay = {
			place,
			kind: isOnHoliday ? habit.kindOf(weekday) : weekday,
			kwh,
			logs,
			usualHours,
			degreeDays: (context.degreeDays ?? []).map((ofDays) => ofDays[place] ?? NaN),
		};
		for (const rule of rules) {
			const finding = rule.judge(day);
			if (finding === undefined) continue;
			const explanation = explainer.explain(day);
			findings.push(explanation === undefined ? finding : { ...finding, explanation });
		}
		const isTrusted = !findings.some(isOfConsumption);
		for (const rule of rules) rule.learn(day, isTrusted);
		if (isOnHoliday) explainer.learnHoliday(day, weekday, habit);
		explainer.learn(day, isTrusted);
		usualHours.learn(logs);
		for (const episode of book.takeDay(place, findings, known > HOURS_PER_DAY / 2)) episodes.add(episode);
	}

	return [...episodes];
}
