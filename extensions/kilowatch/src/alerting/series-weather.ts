import type { HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays } from '../domain/local-days.ts';
import { weatherSettingsOf } from '../domain/weather/building-settings.ts';
import {
	coolingDegreeDays,
	DAYS_LOOKED_BACK,
	heatingDegreeDays,
	type DayTemperature,
} from '../domain/weather/degree-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { readWeatherOf } from '../storage/weather/temperatures.ts';

/** Degree days of each day of a grid, `NaN` where not known. */
export interface GridWeather {
	heating: Float64Array;
	cooling: Float64Array;
}

/** Degree days of buildings, laid beside the hours of their meters. */
export class SeriesWeather {
	readonly #buildings: ReadonlyMap<string, { heating: Map<string, number>; cooling: Map<string, number> }>;

	constructor(buildings: ReadonlyMap<string, { row: unknown; days: readonly DayTemperature[] }>) {
		this.#buildings = new Map(
			[...buildings].map(([building, { row, days }]) => {
				const { rule, mayHeatElectrically } = weatherSettingsOf(row);
				// Of a building that is heated with gas the cold makes nothing in the electricity.
				const heating = mayHeatElectrically ? heatingDegreeDays(days, rule) : new Map<string, number>();

				return [building, { heating, cooling: coolingDegreeDays(days) }];
			}),
		);
	}

	/** `undefined` where nothing is known of the building's weather on these days. */
	of(
		building: BuildingKey,
		{ firstDate, days }: Pick<HourGrid, 'firstDate' | 'days'>,
	): GridWeather | undefined {
		const known = this.#buildings.get(String(building));
		if (!known) return undefined;
		const dates = Array.from({ length: days }, (_, place) => addDays(firstDate, place));
		if (!dates.some((date) => known.cooling.has(date))) return undefined;
		const along = (degreeDays: ReadonlyMap<string, number>) =>
			Float64Array.from(dates, (date) => degreeDays.get(date) ?? NaN);

		return { heating: along(known.heating), cooling: along(known.cooling) };
	}
}

/** The weather of some buildings, from the first day of their meters' hours on. */
export async function readSeriesWeather(
	connection: Queryable,
	buildings: readonly BuildingKey[],
	firstDates: readonly string[],
): Promise<SeriesWeather> {
	const [first] = [...firstDates].sort();
	const different = [...new Map(buildings.map((key) => [String(key), key])).values()];

	return new SeriesWeather(
		first === undefined
			? new Map()
			: await readWeatherOf(connection, different, addDays(first, -DAYS_LOOKED_BACK)),
	);
}
