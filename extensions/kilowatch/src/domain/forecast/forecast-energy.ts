import { addDays, addMonths, datesBetween } from '../local-days.ts';
import { DayForecaster, LEAST_DAYS, type ForecastContext } from './day-forecaster.ts';
import type { DaySeries } from './day-series.ts';
import type { MethodName } from './method.ts';

/** One day to come, in kWh; 80 % of such days were to lie between `lower` and `upper`. */
export interface ForecastDay {
	date: string;
	predicted: number;
	lower: number;
	upper: number;
}

/** A month or a year of which some days are known, in kWh. */
export interface PeriodForecast {
	/** local dates; `to` is not included */
	from: string;
	to: string;
	days: number;
	knownDays: number;
	known: number;
	/** days that have passed and are not known */
	estimatedDays: number;
	/** what all days together will come to; `undefined` where too many of those that have passed are not known */
	total: { predicted: number; lower: number; upper: number } | undefined;
}

/** Why nothing is forecast. */
export type ForecastObstacle = 'too_few_days' | 'no_recent_days';

export interface EnergyForecast {
	obstacle: ForecastObstacle | undefined;
	/** the next 30 days, today first; empty with an obstacle */
	days: ForecastDay[];
	month: PeriodForecast;
	year: PeriodForecast;
	/** how much each method counts, together 1 */
	shares: Partial<Record<MethodName, number>>;
	/** days that the forecast was made from */
	learnedDays: number;
	lastKnownDate: string | undefined;
	/** how much of the ranges comes from this series' own past errors, 0 to 1 */
	ownErrorShare: number;
	isOff: boolean;
	/** the same of months that are over, as it would have been told with so many of their days known */
	replayed: PeriodForecast[];
}

export interface EnergyForecastRequest {
	/** up to yesterday, or less */
	series: DaySeries;
	/** the first day that is not over */
	today: string;
	context: ForecastContext;
	/** months that are over and are forecast as if they were not: how many, and with how many of their days known */
	replay?: { months: number; knownDays: number };
}

const DAYS_AHEAD = 30;
/** What nobody has told of for so long is not forecast. */
const MOST_SILENT_DAYS = 45;
/** Of the days of a period that have passed, the share that must be known. */
const LEAST_KNOWN = 0.5;

/** Forecasts the next days, the end of this month and of this year, from the days that are known. Pure. */
export function forecastEnergy({ series, today, context, replay }: EnergyForecastRequest): EnergyForecast {
	const { firstDate } = series;
	const known = knownPart(series, today);
	const month = monthOf(today);
	const year = { from: `${today.slice(0, 4)}-01-01`, to: `${Number(today.slice(0, 4)) + 1}-01-01` };
	const stops = replayStops(month.from, replay);
	const firstEstimated = [year.from, ...stops.map(({ period }) => period.from)].toSorted()[0] ?? year.from;
	const estimates = new Float64Array(known.length).fill(NaN);
	const forecaster = new DayForecaster(firstDate, known.length, context);
	const replayed: PeriodForecast[] = [];
	const tell = (period: Period) => forecastPeriod({ firstDate, known, estimates, forecaster }, period);

	const dates = datesBetween(firstDate, addDays(firstDate, known.length));
	for (const [day, date] of dates.entries()) {
		for (const { period, at } of stops) if (at === date) replayed.push(tell(period));
		const kwh = known[day] ?? NaN;
		// A hole is filled with what was to be expected of it then.
		if (Number.isNaN(kwh) && date >= firstEstimated) estimates[day] = forecaster.predict(1)?.[0] ?? NaN;
		forecaster.learn(kwh);
	}

	const next = addDays(firstDate, known.length);
	const silentDays = Math.max(0, daysBetween(next, today));
	const obstacle =
		forecaster.knownDays < LEAST_DAYS
			? 'too_few_days'
			: silentDays > MOST_SILENT_DAYS
				? 'no_recent_days'
				: undefined;
	const forecast = obstacle === undefined ? forecaster.forecast(silentDays + DAYS_AHEAD) : undefined;
	const at = (values: Float64Array | undefined, place: number) => values?.[silentDays + place] ?? NaN;

	return {
		obstacle,
		days:
			forecast === undefined
				? []
				: datesBetween(today, addDays(today, DAYS_AHEAD)).map((date, place) => ({
						date,
						predicted: at(forecast.predicted, place),
						lower: at(forecast.lower, place),
						upper: at(forecast.upper, place),
					})),
		month: withoutTotal(tell(month), obstacle),
		year: withoutTotal(tell(year), obstacle),
		shares: obstacle === undefined ? forecaster.shares : {},
		learnedDays: forecaster.knownDays,
		lastKnownDate: known.length === 0 ? undefined : addDays(next, -1),
		ownErrorShare: forecaster.ownErrorShare,
		isOff: forecaster.isOff,
		replayed,
	};
}

interface Period {
	from: string;
	to: string;
}

/** The month that a date lies in. */
function monthOf(date: string): Period {
	const from = `${date.slice(0, 7)}-01`;

	return { from, to: addMonths(from, 1) };
}

function replayStops(
	thisMonth: string,
	replay: EnergyForecastRequest['replay'],
): { period: Period; at: string }[] {
	return Array.from({ length: replay?.months ?? 0 }, (_, index) => {
		const period = monthOf(addMonths(thisMonth, index - (replay?.months ?? 0)));

		return { period, at: addDays(period.from, replay?.knownDays ?? 0) };
	});
}

/** The days up to the last known one; what comes after is as unknown as the future. */
function knownPart({ firstDate, kwh }: DaySeries, today: string): Float64Array {
	let count = Math.min(kwh.length, Math.max(0, daysBetween(firstDate, today)));
	while (count > 0 && Number.isNaN(kwh[count - 1])) count -= 1;

	return kwh.subarray(0, count);
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** As the forecaster sees it now, before it has learned the next day. */
function forecastPeriod(
	{
		firstDate,
		known,
		estimates,
		forecaster,
	}: { firstDate: string; known: Float64Array; estimates: Float64Array; forecaster: DayForecaster },
	{ from, to }: Period,
): PeriodForecast {
	const now = forecaster.days;
	const first = daysBetween(firstDate, from);
	const end = daysBetween(firstDate, to);
	let [sum, knownDays, estimated, estimatedDays] = [0, 0, 0, 0];
	for (let day = first; day < Math.min(end, now); day++) {
		const kwh = known[day] ?? NaN;
		if (Number.isNaN(kwh)) {
			estimated += estimates[day] ?? NaN;
			estimatedDays += 1;
		} else {
			sum += kwh;
			knownDays += 1;
		}
	}
	const isKnownEnough = estimatedDays === 0 || knownDays >= LEAST_KNOWN * (knownDays + estimatedDays);
	const told = { from, to, days: end - first, knownDays, known: sum, estimatedDays };
	const ahead = Math.max(0, end - now);
	const rest = forecaster.predict(ahead)?.subarray(Math.max(0, first - now));
	if (rest === undefined || !isKnownEnough || Number.isNaN(estimated)) return { ...told, total: undefined };
	const predicted = sum + estimated + rest.reduce((total, kwh) => total + kwh, 0);
	const { lower, upper } = forecaster.rangeOfSum(estimatedDays + rest.length);

	return {
		...told,
		total: { predicted, lower: Math.max(sum, predicted + lower), upper: Math.max(sum, predicted + upper) },
	};
}

function withoutTotal(period: PeriodForecast, obstacle: ForecastObstacle | undefined): PeriodForecast {
	return obstacle === undefined ? period : { ...period, total: undefined };
}
