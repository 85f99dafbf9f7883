import type { ForecastContext } from '../../extensions/kilowatch/src/domain/forecast/day-forecaster.ts';
import { daysOfHours, type DaySeries } from '../../extensions/kilowatch/src/domain/forecast/day-series.ts';
import { addDays, addMonths } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { forecastAt, HORIZON_DAYS, monthlyOrigins } from './forecast-file.ts';
import type { BuildingHours } from './hourly-file.ts';

/** Of the days of a month, those that are known when its end is forecast. */
const KNOWN_OF_MONTH = 15;
const WEEK = 7;
/** Of a forecast's days and of a month's, those that must have come. */
const LEAST_CAME = 15;
const LEAST_OF_MONTH = 25;
const DAYS_PER_YEAR = 365;

/** What forecasts of one building were worth. */
export interface ForecastScore {
	building: string;
	kwhPerYear: number;
	/** of each monthly origin, for 30 days; of ours, and of the last week repeated */
	mase: { ours: number; naive: number }[];
	/** of each month whose end was forecast: distance in % of the month, and whether what came lay in the range */
	months: { ours: number; naive: number; held: boolean }[];
	/** days that were forecast at monthly origins and came, and those that lay in their range */
	days: number;
	daysHeld: number;
}

/** Scores the forecasts of a building from its thirteenth month on. */
export function scoreForecasts({ building, hours }: BuildingHours, context: ForecastContext): ForecastScore {
	const series = daysOfHours(hours);
	const { kwh } = series;
	const known = kwh.filter((value) => !Number.isNaN(value));
	const score: ForecastScore = {
		building,
		kwhPerYear: (DAYS_PER_YEAR * sumOf(known)) / known.length,
		mase: [],
		months: [],
		days: 0,
		daysHeld: 0,
	};
	const origins = monthlyOrigins(series);
	const middles = new Set(origins.map((origin) => addDays(origin, KNOWN_OF_MONTH)));
	forecastAt(series, [...origins, ...middles].toSorted(), context, (forecaster, origin, day) => {
		if (middles.has(origin)) scoreMonth(score, series, day, forecaster.forecastSum(daysLeft(origin)));
		else scoreDays(score, kwh, day, forecaster.forecast(HORIZON_DAYS));
	});

	return score;
}

function daysLeft(middle: string): number {
	const next = addMonths(`${middle.slice(0, 7)}-01`, 1);

	return Math.round((Date.parse(next) - Date.parse(middle)) / 86_400_000);
}

function scoreDays(
	score: ForecastScore,
	kwh: Float64Array,
	first: number,
	forecast: { predicted: Float64Array; lower: Float64Array; upper: Float64Array } | undefined,
): void {
	const scale = meanStep(kwh.subarray(0, first));
	let [ours, naive, came] = [0, 0, 0];
	for (let ahead = 0; forecast !== undefined && ahead < HORIZON_DAYS; ahead++) {
		const actual = kwh[first + ahead] ?? NaN;
		if (Number.isNaN(actual)) continue;
		came += 1;
		ours += Math.abs(actual - (forecast.predicted[ahead] ?? NaN));
		naive += Math.abs(actual - repeated(kwh, first, ahead));
		score.days += 1;
		if (actual >= (forecast.lower[ahead] ?? NaN) && actual <= (forecast.upper[ahead] ?? NaN))
			score.daysHeld += 1;
	}
	if (came >= LEAST_CAME && scale > 0 && !Number.isNaN(naive)) {
		score.mase.push({ ours: ours / came / scale, naive: naive / came / scale });
	}
}

function scoreMonth(
	score: ForecastScore,
	{ kwh }: DaySeries,
	middle: number,
	rest: { days: number; predicted: number; lower: number; upper: number } | undefined,
): void {
	if (rest === undefined) return;
	const before = kwh.subarray(middle - KNOWN_OF_MONTH, middle).filter((value) => !Number.isNaN(value));
	const after = kwh.subarray(middle, middle + rest.days);
	let naive = 0;
	let came = 0;
	let knownAfter = 0;
	for (const [ahead, actual] of after.entries()) {
		if (Number.isNaN(actual)) continue;
		came += actual;
		knownAfter += 1;
		naive += repeated(kwh, middle, ahead);
	}
	const total = sumOf(before) + came;
	if (before.length + knownAfter < LEAST_OF_MONTH || !(total > 0)) return;
	const share = knownAfter / rest.days;
	score.months.push({
		ours: (100 * Math.abs(came - share * rest.predicted)) / total,
		naive: (100 * Math.abs(came - naive)) / total,
		held: came >= share * rest.lower && came <= share * rest.upper,
	});
}

/** Seasonal naive: the last known day of the same weekday. */
function repeated(kwh: Float64Array, first: number, ahead: number): number {
	for (let day = first - WEEK + (ahead % WEEK); day >= 0; day -= WEEK) {
		const value = kwh[day] ?? NaN;
		if (!Number.isNaN(value)) return value;
	}

	return NaN;
}

/** How far days lay from those a week before, in the mean: what MASE is in. */
function meanStep(kwh: Float64Array): number {
	let sum = 0;
	let known = 0;
	for (let day = WEEK; day < kwh.length; day++) {
		const step = Math.abs((kwh[day] ?? NaN) - (kwh[day - WEEK] ?? NaN));
		if (Number.isNaN(step)) continue;
		sum += step;
		known += 1;
	}

	return sum / known;
}

function sumOf(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value, 0);
}
