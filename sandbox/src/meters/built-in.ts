import { dateOf, weekdayOf, type LocalHour } from '../calendar.ts';
import { noise } from '../hash.ts';
import { plainMeterFacts, splitHour, type LoadProfile, type Meter } from './meter.ts';
import { pointIdFor } from './point-id.ts';

/** What a building's load depends on. */
interface Moment {
	/** local hour, 0–23 */
	hour: number;
	/** 1 = Monday … 7 = Sunday */
	weekday: number;
	isDark: boolean;
	isSchoolDay: boolean;
	outdoorC: number;
}

interface Building {
	label: string;
	activatedOn: string;
	powerW: (moment: Moment) => number;
}

const between = (hour: number, from: number, until: number): boolean => hour >= from && hour < until;
const heatingDegrees = ({ outdoorC }: Moment, baseC: number): number => Math.max(0, baseC - outdoorC);
const coolingDegrees = ({ outdoorC }: Moment, baseC: number): number => Math.max(0, outdoorC - baseC);

/** All stay below the 36 kVA up to which the operator's API serves a meter. */
const buildings: readonly Building[] = [
	{
		label: 'Résidence Les Tilleuls – parties communes',
		activatedOn: '2018-03-14',
		powerW: (moment) => {
			const lift = between(moment.hour, 7, 22) ? 450 : 60;
			const lighting = moment.isDark ? (between(moment.hour, 6, 24) ? 1_300 : 500) : 120;

			return 900 + lift + lighting + 25 * heatingDegrees(moment, 15);
		},
	},
	{
		label: 'Résidence Bellevue – chauffage électrique',
		activatedOn: '2017-10-02',
		powerW: (moment) => {
			const isPeak = between(moment.hour, 6, 9) || between(moment.hour, 18, 22);
			const hotWater = moment.hour >= 23 || moment.hour < 5 ? 6_500 : 400;

			return 2_200 + hotWater + (isPeak ? 2_400 : 0) + 780 * heatingDegrees(moment, 16);
		},
	},
	{
		label: 'Bureaux Quai Ouest',
		activatedOn: '2019-01-21',
		powerW: (moment) => {
			const isOpen = moment.weekday <= 5 && between(moment.hour, 8, 19);
			const climate = 260 * heatingDegrees(moment, 14) + 620 * coolingDegrees(moment, 22);

			return isOpen ? 13_500 + climate : 2_600 + climate * 0.25;
		},
	},
	{
		label: 'École Jules-Ferry',
		activatedOn: '2020-08-31',
		powerW: (moment) => {
			const isLesson = moment.isSchoolDay && between(moment.hour, 8, moment.weekday === 3 ? 12 : 17);
			const canteen = isLesson && moment.weekday !== 3 && between(moment.hour, 10, 14) ? 5_500 : 0;

			return (isLesson ? 7_800 + 210 * heatingDegrees(moment, 15) : 1_100) + canteen;
		},
	},
	{
		label: 'Boulangerie du Marché',
		activatedOn: '2021-05-17',
		powerW: (moment) => {
			if (moment.weekday === 1) return 1_400 + 40 * coolingDegrees(moment, 18);
			const ovens = between(moment.hour, 3, 11) ? 16_000 : between(moment.hour, 15, 18) ? 7_500 : 0;

			return 1_800 + ovens + (between(moment.hour, 7, 20) ? 1_200 : 0) + 90 * coolingDegrees(moment, 18);
		},
	},
	{
		// In service for a short time only: history ends at the activation, not at the operator's floor.
		label: 'Parking Gare – bornes et ventilation',
		activatedOn: '2025-09-01',
		powerW: (moment) => {
			const charging = between(moment.hour, 19, 24) ? 9_000 : moment.hour < 4 ? 5_000 : 900;
			const ventilation = moment.weekday <= 5 && between(moment.hour, 7, 20) ? 3_200 : 800;

			return charging + ventilation + 350;
		},
	},
];

/** Six buildings with a load computed for any date: the same values at every start. */
export const builtInMeters = (): Meter[] =>
	buildings.map((building, index) => ({
		pointId: pointIdFor(building.label, index === 0),
		label: building.label,
		activatedOn: building.activatedOn,
		...plainMeterFacts,
		consumption: loadOf(building, index + 1),
	}));

const loadOf =
	({ powerW }: Building, seed: number): LoadProfile =>
	(localHour) => {
		const { dayNumber, hour, isSecondPass } = localHour;
		const moment = [dayNumber, hour, isSecondPass ? 1 : 0] as const;
		const habit = 0.94 + 0.12 * noise(seed, dayNumber);
		const chance = 0.9 + 0.2 * noise(seed, ...moment);
		const energyWh = Math.round(powerW(momentOf(localHour)) * habit * chance);

		return splitHour(energyWh, energyWh * 0.1 * (noise(-seed, ...moment) - 0.5));
	};

function momentOf({ dayNumber, hour }: LocalHour): Moment {
	const date = dateOf(dayNumber);
	const weekday = weekdayOf(dayNumber);
	const monthDay = date.slice(5);
	const isHoliday =
		between(Number(date.slice(5, 7)), 7, 9) || monthDay >= '12-20' || monthDay <= '01-03' || weekday > 5;
	// Day 20 of the year is about the coldest, day 172 (21 June) the longest.
	const yearTurns = (dayNumber % 365.2425) / 365.2425;
	const dayLengthHours = 12.2 + 4 * Math.cos(2 * Math.PI * (yearTurns - 172 / 365));
	const seasonC = 11.5 - 8.5 * Math.cos(2 * Math.PI * (yearTurns - 20 / 365));
	const swingC = 3.5 * Math.cos((2 * Math.PI * (hour - 15)) / 24);

	return {
		hour,
		weekday,
		isDark: Math.abs(hour + 0.5 - 13.5) > dayLengthHours / 2,
		isSchoolDay: !isHoliday,
		outdoorC: seasonC + swingC + spellC(dayNumber + hour / 24),
	};
}

/** Warm and cold spells of some days, the same over all buildings, without a jump at midnight. */
function spellC(day: number): number {
	const whole = Math.floor(day / 3);
	const part = day / 3 - whole;

	return 8 * (noise(77, whole) * (1 - part) + noise(77, whole + 1) * part - 0.5);
}
