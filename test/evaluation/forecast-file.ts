import {
	DayForecaster,
	type DayForecast,
	type ForecastContext,
} from '../../extensions/kilowatch/src/domain/forecast/day-forecaster.ts';
import { daysOfHours, type DaySeries } from '../../extensions/kilowatch/src/domain/forecast/day-series.ts';
import { addDays, addMonths } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { BuildingHours } from './hourly-file.ts';

export const HORIZON_DAYS = 30;
/** Months that are known before the first forecast. */
const KNOWN_MONTHS = 12;
const DECIMALS = 1_000;

/** Days that begin a month, from the thirteenth month of a series on, and lie in it. */
export function monthlyOrigins({ firstDate, kwh }: DaySeries): string[] {
	const earliest = addMonths(firstDate, KNOWN_MONTHS);
	const last = addDays(firstDate, kwh.length - 1);
	const first = earliest.endsWith('-01') ? earliest : addMonths(`${earliest.slice(0, 7)}-01`, 1);
	const origins: string[] = [];
	for (let origin = first; origin <= last; origin = addMonths(origin, 1)) origins.push(origin);

	return origins;
}

/**
 * Feeds a series to a forecaster and stops before some of its days.
 *
 * @param stops dates in order; what is told at each knows the days before it only
 */
export function forecastAt(
	series: DaySeries,
	stops: readonly string[],
	context: ForecastContext,
	tell: (forecaster: DayForecaster, origin: string, day: number) => void,
): void {
	const forecaster = new DayForecaster(series.firstDate, series.kwh.length, context);
	let next = 0;
	for (const [day, kwh] of series.kwh.entries()) {
		const origin = stops[next];
		if (origin !== undefined && addDays(series.firstDate, day) === origin) {
			tell(forecaster, origin, day);
			next += 1;
		}
		forecaster.learn(kwh);
	}
}

/** The forecasts of a building, each one JSON line; none from an origin before which fewer than two weeks are known. */
export function forecastLines({ building, hours }: BuildingHours, context: ForecastContext): string[] {
	const series = daysOfHours(hours);
	const lines: string[] = [];
	forecastAt(series, monthlyOrigins(series), context, (forecaster, origin) => {
		const forecast = forecaster.forecast(HORIZON_DAYS);
		if (forecast !== undefined) lines.push(forecastLine(building, origin, forecast));
	});

	return lines;
}

function forecastLine(building: string, origin: string, { predicted, lower, upper }: DayForecast): string {
	return JSON.stringify({
		building,
		origin,
		horizon: HORIZON_DAYS,
		predicted: rounded(predicted),
		lower: rounded(lower),
		upper: rounded(upper),
	});
}

function rounded(values: Float64Array): number[] {
	return Array.from(values, (value) => Math.round(value * DECIMALS) / DECIMALS);
}
