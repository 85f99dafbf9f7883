/** What the weather was at a building, and how its degree days are counted. */
import { addDays } from '../domain/local-days.ts';
import { weatherSettingsOf, type WeatherSettings } from '../domain/weather/building-settings.ts';
import { DAYS_LOOKED_BACK, heatingDegreeDays } from '../domain/weather/degree-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { readTemperatures, type StoredTemperature } from '../storage/weather/temperatures.ts';
import type { Period } from './building-days.ts';

export interface BuildingWeather extends WeatherSettings {
	/** the period's days whose temperature is known, in order of date */
	days: StoredTemperature[];
	/** of the period's days that have what the method needs */
	degreeDays: ReadonlyMap<string, number>;
}

export async function readBuildingWeather(
	connection: Queryable,
	building: BuildingKey,
	{ from, to }: Period,
): Promise<BuildingWeather> {
	// One after the other: the night has one connection for all of a building.
	const { rows } = await connection.query<{ facts: unknown }>(
		'SELECT to_jsonb(building) AS facts FROM buildings building WHERE id::text = $1',
		[String(building)],
	);
	const known = await readTemperatures(connection, building, { from: addDays(from, -DAYS_LOOKED_BACK), to });
	const settings = weatherSettingsOf(rows[0]?.facts);
	const isInPeriod = (date: string): boolean => date >= from;

	return {
		...settings,
		days: known.filter(({ date }) => isInPeriod(date)),
		degreeDays: new Map([...heatingDegreeDays(known, settings.rule)].filter(([date]) => isInPeriod(date))),
	};
}
