/** What a building is going to use, by its own past days. */
import { z } from 'zod';
import { forecastEnergy, type EnergyForecast } from '../domain/forecast/forecast-energy.ts';
import type { ForecastContext } from '../domain/forecast/day-forecaster.ts';
import { publicHolidays } from '../domain/holidays.ts';
import { datesBetween, subtractMonths } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded, type Period } from './building-days.ts';
import { knownDays, readMeters, readSums, type Meter, type PeriodSums } from './building-sums.ts';
import { readBuildingWeather } from './building-weather.ts';

/** What is kept of days. */
const HISTORY_MONTHS = 36;
const WH_PER_KWH = 1_000;

export interface ForecastFacts {
	/** kWh */
	forecast: EnergyForecast;
	/** the first day that is known; `undefined` where none is */
	firstDate: string | undefined;
	/** days since then that are over and not known */
	missingDays: number;
	holidays: boolean;
	degreeDays: number;
	meters: readonly Meter[];
	sums: PeriodSums;
}

/**
 * Forecasts a building's days from those before today. Daily data is all that is looked at.
 *
 * @param request.replay months that are over and are forecast as if they were not
 */
export async function readEnergyForecast(
	connection: Queryable,
	{
		building,
		today,
		replay,
	}: { building: BuildingKey; today: string; replay?: { months: number; knownDays: number } },
): Promise<ForecastFacts> {
	const meters = await readMeters(connection, building);
	const sums = await readSums(connection, meters, { from: subtractMonths(today, HISTORY_MONTHS), to: today });
	const known = knownDays(sums);
	const dates = datesBetween(sums.period.from, today);
	const first = dates.findIndex((date) => known(date) !== undefined);
	const ofSeries = first === -1 ? [] : dates.slice(first);
	const firstDate = ofSeries[0] ?? today;
	const kwh = Float64Array.from(ofSeries, (date) => (known(date) ?? NaN) / WH_PER_KWH);
	const { context, degreeDays } = await readContext(connection, building, { from: firstDate, to: today });

	return {
		forecast: forecastEnergy({
			series: { firstDate, kwh },
			today,
			context,
			...(replay !== undefined && { replay }),
		}),
		firstDate: ofSeries[0],
		missingDays: kwh.filter((value) => Number.isNaN(value)).length,
		holidays: context.isHoliday !== undefined,
		degreeDays,
		meters,
		sums,
	};
}

/** The channels that a building's days of a period need, in order. */
export function neededChannels({ meters, sums }: ForecastFacts, { from, to }: Period): number[] {
	const dates = datesBetween(from, to);
	const needed = new Set(
		sums.meterDays.filter((meter) => dates.some((date) => isNeeded(meter, date))).map(({ device }) => device),
	);

	return meters
		.flatMap(({ device, channel }) => (needed.has(device) ? channel : []))
		.toSorted((one, other) => one - other);
}

/** A project's own collection may have a field of this name that means something else: it says nothing then. */
const facts = z.object({ country: z.string().trim().toUpperCase().nullish().catch(null) });

async function readContext(
	connection: Queryable,
	building: BuildingKey,
	period: Period,
): Promise<{ context: ForecastContext; degreeDays: number }> {
	// One after the other, as the weather's: the night has one connection for all of a building.
	const { rows } = await connection.query<{ facts: unknown }>(
		'SELECT to_jsonb(building) AS facts FROM buildings building WHERE id::text = $1',
		[String(building)],
	);
	const weather = await readBuildingWeather(connection, building, period);
	const { country } = facts.parse(rows[0]?.facts ?? {});
	const isHoliday = country ? publicHolidays({ country }) : undefined;
	const degreeDays = weather.mayHeatElectrically ? weather.degreeDays : new Map<string, number>();
	const driver = Float64Array.from(
		datesBetween(period.from, period.to),
		(date) => degreeDays.get(date) ?? NaN,
	);

	return {
		context: {
			...(isHoliday !== undefined && { isHoliday }),
			...(degreeDays.size > 0 && { degreeDays: [driver] }),
		},
		degreeDays: degreeDays.size,
	};
}
