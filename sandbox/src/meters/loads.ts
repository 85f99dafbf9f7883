import { noise } from '../hash.ts';
import { splitHour, type LoadProfile } from './meter.ts';
import { momentOf, sunHeight, type Moment } from './moment.ts';

/** A power in W as it would be on average at such a moment. */
export type Load = (moment: Moment) => number;

type Condition = (moment: Moment) => boolean;

export const hours =
	(from: number, until: number): Condition =>
	({ hour }) =>
		from < until ? hour >= from && hour < until : hour >= from || hour < until;

export const weekdays =
	(...days: number[]): Condition =>
	({ weekday }) =>
		days.includes(weekday);

export const all =
	(...conditions: Condition[]): Condition =>
	(moment) =>
		conditions.every((condition) => condition(moment));

export const workdays: Condition = ({ isWorkday }) => isWorkday;
export const schoolDays: Condition = ({ isSchoolDay }) => isSchoolDay;
export const darkness: Condition = ({ isDark }) => isDark;

export const steady =
	(powerW: number): Load =>
	() =>
		powerW;

export const sum =
	(...loads: Load[]): Load =>
	(moment) =>
		loads.reduce((powerW, load) => powerW + load(moment), 0);

/** A load while something holds, another one while it does not. */
export const when =
	(condition: Condition, load: Load, otherwise: Load = steady(0)): Load =>
	(moment) =>
		(condition(moment) ? load : otherwise)(moment);

/** Electric heating: so many W for each degree below a temperature outdoors. */
export const heating =
	(belowC: number, wattsPerDegree: number): Load =>
	({ outdoorC }) =>
		wattsPerDegree * Math.max(0, belowC - outdoorC);

/** Cooling: so many W for each degree above a temperature outdoors. */
export const cooling =
	(aboveC: number, wattsPerDegree: number): Load =>
	({ outdoorC }) =>
		wattsPerDegree * Math.max(0, outdoorC - aboveC);

/** A lift of a residence: the motor at the hours when people leave and come home, its controls all day. */
export const residentialLift = (motorW: number): Load =>
	sum(
		steady(60),
		when(hours(7, 22), steady(motorW * 0.12)),
		when(hours(7, 9), steady(motorW * 0.35)),
		when(hours(17, 20), steady(motorW * 0.3)),
	);

/** Lights of stairs and courtyards: all evening, some all night, corridors by day. */
export const commonLighting = (eveningW: number): Load =>
	when(darkness, when(hours(6, 24), steady(eveningW), steady(eveningW * 0.4)), steady(eveningW * 0.1));

/** A household's appliances: meals, evenings, longer at home on days off. */
export const household = (scale: number): Load =>
	sum(
		steady(140 * scale),
		when(hours(7, 9), steady(450 * scale)),
		when(hours(12, 14), when(workdays, steady(200 * scale), steady(700 * scale))),
		when(hours(18, 23), steady(800 * scale)),
		when(all(darkness, hours(17, 24)), steady(150 * scale)),
	);

/** A water tank heated at night. */
export const nightWaterHeater = (powerW: number): Load => when(hours(23, 5), steady(powerW));

/**
 * The profile of a load: people are never the same two days or hours running, but the meter repeats itself at every call.
 *
 * @param seed of the meter, so that two meters of one load differ
 */
export const drawing =
	(load: Load, seed: number): LoadProfile =>
	(localHour) => {
		const { dayNumber, hour, isSecondPass } = localHour;
		const moment = [dayNumber, hour, isSecondPass ? 1 : 0] as const;
		const habit = 0.94 + 0.12 * noise(seed, dayNumber);
		const chance = 0.9 + 0.2 * noise(seed, ...moment);
		const energyWh = Math.round(load(momentOf(localHour)) * habit * chance);

		return splitHour(energyWh, energyWh * 0.1 * (noise(-seed, ...moment) - 0.5));
	};

/** The day's share of cloud, 0–1: over all roofs of the region alike, and hanging on from one day to the next. */
const cloudinessOf = (dayNumber: number): number =>
	0.5 * noise(41, dayNumber) + 0.3 * noise(41, dayNumber - 1) + 0.2 * noise(43, dayNumber);

/**
 * What a photovoltaic roof feeds in: by the sun's height, dimmed by a cloudiness of the day and clouds that pass.
 *
 * @param peakW installed; zero at night
 */
export const photovoltaic =
	(peakW: number, seed: number): LoadProfile =>
	({ dayNumber, hour }) => {
		const heights = [sunHeight(dayNumber, hour + 0.25), sunHeight(dayNumber, hour + 0.75)] as const;
		if (heights[0] === 0 && heights[1] === 0) return [0, 0];

		const cloudiness = cloudinessOf(dayNumber);
		const clearness = 1 - 0.85 * cloudiness ** 1.5;
		const halfW = (half: 0 | 1): number => {
			const passing = 1 - 0.5 * cloudiness * noise(seed, dayNumber, 2 * hour + half);

			// Low sun reaches the panels through more air.
			return 0.92 * peakW * heights[half] ** 1.15 * clearness * passing;
		};
		const [first, second] = [halfW(0), halfW(1)];

		return splitHour(Math.round((first + second) / 2), (second - first) / 2);
	};

/** Behind one meter, what a roof gives is used on the spot first; only the rest crosses the meter, one way or the other. */
export function selfConsumption(
	use: LoadProfile,
	roof: LoadProfile,
): { consumption: LoadProfile; production: LoadProfile } {
	const surplus =
		(from: LoadProfile, against: LoadProfile): LoadProfile =>
		(hour) => {
			const [given, taken] = [from(hour), against(hour)];
			if (!given || !taken) return null;
			const [first, second] = [Math.max(0, given[0] - taken[0]), Math.max(0, given[1] - taken[1])];

			// An hour's energy is whole, also when only one of its halves crosses the meter.
			if ((first + second) % 2 === 0) return [first, second];

			return first > second ? [first + 1, second] : [first, second + 1];
		};

	return { consumption: surplus(use, roof), production: surplus(roof, use) };
}
