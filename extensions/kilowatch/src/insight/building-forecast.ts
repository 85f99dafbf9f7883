import type { ForecastDay, PeriodForecast } from '../domain/forecast/forecast-energy.ts';
import { methodNames } from '../domain/forecast/method.ts';
import { datesBetween, subtractMonths } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { BuildingForecast, ForecastedDay, ForecastedPeriod } from '../shared/http-contract/forecast.ts';
import type { Queryable } from '../storage/database.ts';
import { readForecasts } from '../storage/forecasts.ts';
import { knownDays } from './building-sums.ts';
import { neededChannels, readEnergyForecast, type ForecastFacts } from './energy-forecast.ts';
import { forecastRecord, type CameMonth } from './forecast-record.ts';

const RECORD_MONTHS = 12;
const WH_PER_KWH = 1_000;
const DAYS_PER_YEAR = 365;

/**
 * What a building is going to use, and how far such forecasts have been off.
 *
 * @param request.today the building's local day
 * @param request.knownDays of the months of the track record, how many days were known
 * @returns with whether a natural person's meter has part in it
 */
export async function readBuildingForecast(
	connection: Queryable,
	{ building, today, knownDays: recordDays }: { building: BuildingKey; today: string; knownDays: number },
): Promise<{ forecast: BuildingForecast; isPersonal: boolean }> {
	const replay = { months: RECORD_MONTHS, knownDays: recordDays };
	const facts = await readEnergyForecast(connection, { building, today, replay });
	const kept = await readForecasts(
		connection,
		building,
		subtractMonths(`${today.slice(0, 7)}-01`, RECORD_MONTHS),
	);
	const { forecast } = facts;
	const shares = forecast.shares;

	return {
		isPersonal: facts.meters.some(({ personal }) => personal),
		forecast: {
			obstacle: facts.meters.length === 0 ? 'no_meters' : (forecast.obstacle ?? null),
			days: forecast.days.map(toldDay),
			month: toldPeriod(forecast.month),
			year: toldPeriod(forecast.year),
			methods: methodNames.flatMap((method) => {
				const share = shares[method];

				return share === undefined ? [] : [{ method, share }];
			}),
			basis: {
				first_date: facts.firstDate ?? null,
				last_date: forecast.lastKnownDate ?? null,
				days_used: forecast.learnedDays,
				days_missing: facts.missingDays,
				own_range_share: forecast.ownErrorShare,
				year_known:
					facts.firstDate !== undefined && datesBetween(facts.firstDate, today).length >= DAYS_PER_YEAR,
				off: forecast.isOff,
				holidays: facts.holidays,
				days_with_degree_days: facts.degreeDays,
			},
			track_record: forecastRecord(recordDays, forecast.replayed, kept, (month) => cameOf(facts, month)),
		},
	};
}

function cameOf(facts: ForecastFacts, month: PeriodForecast): CameMonth {
	const known = knownDays(facts.sums);
	let wh: number | undefined = 0;
	for (const date of datesBetween(month.from, month.to)) {
		const ofDay = known(date);
		wh = wh === undefined || ofDay === undefined ? undefined : wh + ofDay;
	}

	return { wh, channels: neededChannels(facts, month) };
}

function toldDay({ date, predicted, lower, upper }: ForecastDay): ForecastedDay {
	return { date, energy_wh: wattHours(predicted), lower_wh: wattHours(lower), upper_wh: wattHours(upper) };
}

function toldPeriod({
	from,
	to,
	days,
	knownDays,
	known,
	estimatedDays,
	total,
}: PeriodForecast): ForecastedPeriod {
	return {
		from,
		to,
		days,
		days_known: knownDays,
		known_wh: wattHours(known),
		days_estimated: estimatedDays,
		energy_wh: total === undefined ? null : wattHours(total.predicted),
		lower_wh: total === undefined ? null : wattHours(total.lower),
		upper_wh: total === undefined ? null : wattHours(total.upper),
	};
}

function wattHours(kwh: number): number {
	return Math.round(kwh * WH_PER_KWH);
}
