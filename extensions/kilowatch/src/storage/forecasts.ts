import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from './database.ts';

/** A month's end, as it was forecast one night. Energies in Wh. */
export interface StoredForecast {
	/** the building's local day */
	madeOn: string;
	/** first day of the month */
	month: string;
	/** days of the month that were known, and what they came to */
	knownDays: number;
	knownWh: number;
	predictedWh: number;
	lowerWh: number;
	upperWh: number;
	/** whose days it was made from, in order */
	channels: readonly number[];
}

/**
 * Holds what a building's forecast is made from until the transaction ends. An erasure waits for it, or takes a scope back after
 * it, and then takes this forecast away, too; what began before it leaves nothing to be read.
 */
export async function holdForecastSources(connection: Queryable, building: BuildingKey): Promise<void> {
	await connection.query(
		`SELECT FROM iot_channels channel JOIN iot_devices device ON device.id = channel.device
		 WHERE device.building = $1 AND channel.metric = 'consumption'
		 ORDER BY channel.id FOR KEY SHARE OF device FOR SHARE OF channel`,
		[building],
	);
}

/** Keeps a forecast. The first of a day stands: a second one, of another process or a night that is repeated, changes nothing. */
export async function storeForecast(
	connection: Queryable,
	building: BuildingKey,
	forecast: StoredForecast,
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`INSERT INTO kilowatch_internal.forecasts
			(building, made_on, month, known_days, known_wh, predicted_wh, lower_wh, upper_wh, channels)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::integer[]) ON CONFLICT (building, made_on) DO NOTHING`,
		[
			building,
			forecast.madeOn,
			forecast.month,
			forecast.knownDays,
			forecast.knownWh,
			forecast.predictedWh,
			forecast.lowerWh,
			forecast.upperWh,
			forecast.channels,
		],
	);

	return rowCount === 1;
}

/** The forecasts of a building's months from one on, in the order in which they were made. */
export async function readForecasts(
	connection: Queryable,
	building: BuildingKey,
	fromMonth: string,
): Promise<StoredForecast[]> {
	const { rows } = await connection.query<StoredForecast>(
		`SELECT made_on AS "madeOn", month, known_days AS "knownDays", known_wh AS "knownWh",
			predicted_wh AS "predictedWh", lower_wh AS "lowerWh", upper_wh AS "upperWh", channels
		 FROM kilowatch_internal.forecasts WHERE building = $1 AND month >= $2 ORDER BY made_on`,
		[building, fromMonth],
	);

	return rows;
}

/** The buildings that have meters, each with its zone and the day of its last forecast. */
export async function listForecastBuildings(
	connection: Queryable,
): Promise<{ building: BuildingKey; timezone: string | null; madeOn: string | null }[]> {
	const { rows } = await connection.query<{
		building: BuildingKey;
		timezone: string | null;
		madeOn: string | null;
	}>(
		`SELECT building.id AS building, building.timezone, (
			SELECT max(made_on) FROM kilowatch_internal.forecasts forecast WHERE forecast.building = building.id
		 ) AS "madeOn"
		 FROM buildings building
		 WHERE EXISTS (
			SELECT FROM iot_devices device WHERE device.building = building.id AND device.status <> 'pending'
		 )
		 ORDER BY building.id`,
	);

	return rows;
}

/** Takes away what was forecast from a device's days, which are going. */
export async function deleteForecastsFrom(connection: Queryable, device: string): Promise<void> {
	await connection.query(
		`DELETE FROM kilowatch_internal.forecasts
		 WHERE channels && ARRAY(SELECT id FROM iot_channels WHERE device = $1)`,
		[device],
	);
}

/** Takes away the forecasts that were made before a date, of every building. */
export async function purgeForecasts(connection: Queryable, before: string): Promise<number> {
	const { rowCount } = await connection.query('DELETE FROM kilowatch_internal.forecasts WHERE made_on < $1', [
		before,
	]);

	return rowCount ?? 0;
}
