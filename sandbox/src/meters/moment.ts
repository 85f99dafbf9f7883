import { dateOf, isSummerTime, weekdayOf, type LocalHour } from '../calendar.ts';
import { noise } from '../hash.ts';

/** What a building's load depends on. */
export interface Moment {
	/** local hour, 0–23 */
	hour: number;
	/** 1 = Monday … 7 = Sunday */
	weekday: number;
	/** 1–12 */
	month: number;
	/** neither a weekend nor a public holiday */
	isWorkday: boolean;
	/** a workday outside of school holidays */
	isSchoolDay: boolean;
	isDark: boolean;
	outdoorC: number;
}

interface DayFacts extends Pick<Moment, 'weekday' | 'month' | 'isWorkday' | 'isSchoolDay'> {
	dayLengthHours: number;
	seasonC: number;
	/** by local hour */
	spellC: (hour: number) => number;
	isSummerTime: boolean;
	/** angle in radians of the sun north of the equator */
	declination: number;
}

const publicHolidays = new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']);
/** First and last days; about those of zone B. */
const schoolHolidays = [
	['01-01', '01-03'],
	['02-14', '03-01'],
	['04-11', '04-26'],
	['07-04', '08-31'],
	['10-17', '11-01'],
	['12-19', '12-31'],
] as const;
const LATITUDE = (46 * Math.PI) / 180;
/** Three years of a daily call, and some more. */
const KEPT_DAYS = 2_000;
const keptDays = new Map<number, DayFacts>();

/** The day's facts; every hour of every meter asks for them. */
function factsOf(dayNumber: number): DayFacts {
	const kept = keptDays.get(dayNumber);
	if (kept) return kept;
	if (keptDays.size >= KEPT_DAYS) keptDays.clear();

	const date = dateOf(dayNumber);
	const monthDay = date.slice(5);
	const weekday = weekdayOf(dayNumber);
	const isWorkday = weekday <= 5 && !publicHolidays.has(monthDay);
	// Day 20 of the year is about the coldest, day 172 (21 June) the longest.
	const yearTurns = (dayNumber % 365.2425) / 365.2425;
	const summerness = Math.cos(2 * Math.PI * (yearTurns - 172 / 365));
	const facts = {
		weekday,
		month: Number(date.slice(5, 7)),
		isWorkday,
		isSchoolDay: isWorkday && !schoolHolidays.some(([first, last]) => monthDay >= first && monthDay <= last),
		dayLengthHours: 12.2 + 4 * summerness,
		seasonC: 11.5 - 8.5 * Math.cos(2 * Math.PI * (yearTurns - 20 / 365)),
		spellC: spellOf(dayNumber),
		isSummerTime: isSummerTime(dayNumber),
		declination: (23.4 * Math.PI * summerness) / 180,
	};
	keptDays.set(dayNumber, facts);

	return facts;
}

/** What is the same for all buildings at a local hour. */
export function momentOf({ dayNumber, hour }: LocalHour): Moment {
	const { weekday, month, isWorkday, isSchoolDay, dayLengthHours, seasonC, spellC } = factsOf(dayNumber);
	const swingC = 3.5 * Math.cos((2 * Math.PI * (hour - 15)) / 24);

	return {
		hour,
		weekday,
		month,
		isWorkday,
		isSchoolDay,
		isDark: Math.abs(hour + 0.5 - 13.5) > dayLengthHours / 2,
		outdoorC: seasonC + swingC + spellC(hour),
	};
}

/** Warm and cold spells of some days, without a jump at midnight. */
function spellOf(dayNumber: number): (hour: number) => number {
	const whole = Math.floor(dayNumber / 3);
	const [from, until] = [noise(77, whole), noise(77, whole + 1)];

	return (hour) => {
		const part = (dayNumber + hour / 24) / 3 - whole;

		return 8 * (from * (1 - part) + until * part - 0.5);
	};
}

/**
 * The sine of the sun's height in the middle of France, 0 when it is down.
 *
 * @param hour local, with its fraction
 */
export function sunHeight(dayNumber: number, hour: number): number {
	const { declination, isSummerTime: isSummer } = factsOf(dayNumber);
	const angle = ((hour - (isSummer ? 13.8 : 12.8)) * Math.PI) / 12;
	const height =
		Math.sin(LATITUDE) * Math.sin(declination) + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(angle);

	return Math.max(0, height);
}
