import { setImmediate as othersTurn } from 'node:timers/promises';
import { localDateOf } from '../domain/local-days.ts';
import { neededChannels, readEnergyForecast } from '../insight/energy-forecast.ts';
import { DEFAULT_TIME_ZONE } from '../insight/readings.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Database } from '../storage/database.ts';
import { holdForecastSources, listForecastBuildings, storeForecast } from '../storage/forecasts.ts';

const WH_PER_KWH = 1_000;

/** What became of a night's forecasts. */
export interface KeptForecasts {
	kept: number;
	/** buildings of which too little is known, or that another process has done meanwhile */
	without: number;
	failed: number;
}

/**
 * Part of the night's work: keeps what the running month of every building is forecast to come to, so that it can be held against
 * what comes. A building that has its forecast of the day is left alone, so the work may be repeated, and done twice at a time.
 *
 * @param log told of a building whose forecast broke off; the others go on
 */
export async function keepForecasts(
	database: Database,
	now: Date,
	log: (message: string, facts: object) => void,
): Promise<KeptForecasts> {
	const result: KeptForecasts = { kept: 0, without: 0, failed: 0 };
	for (const { building, timezone, madeOn } of await listForecastBuildings(database)) {
		try {
			const today = localDateOf(now.getTime() / 1000, timezone ?? DEFAULT_TIME_ZONE);
			if (madeOn !== null && madeOn >= today) continue;
			if (await keepForecast(database, building, today)) result.kept += 1;
			else result.without += 1;
		} catch (error) {
			result.failed += 1;
			log('The forecast of a building broke off', { building, error });
		}
		await othersTurn();
	}

	return result;
}

async function keepForecast(database: Database, building: BuildingKey, today: string): Promise<boolean> {
	return database.transaction(async (connection) => {
		await holdForecastSources(connection, building);
		const facts = await readEnergyForecast(connection, { building, today });
		const { month } = facts.forecast;
		if (month.total === undefined) return false;

		return storeForecast(connection, building, {
			madeOn: today,
			month: month.from,
			knownDays: month.knownDays,
			knownWh: Math.round(month.known * WH_PER_KWH),
			predictedWh: Math.round(month.total.predicted * WH_PER_KWH),
			lowerWh: Math.round(month.total.lower * WH_PER_KWH),
			upperWh: Math.round(month.total.upper * WH_PER_KWH),
			channels: neededChannels(facts, month),
		});
	});
}
