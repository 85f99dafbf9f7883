import type { HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays, datesBetween } from '../domain/local-days.ts';
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

interface BuildingWeather {
	row: unknown;
	days: readonly DayTemperature[];
}

type ByDate = ReadonlyMap<string, number>;

/** Degree days of buildings, laid beside the hours of their meters; made of temperatures for the first meter that asks. */
export class SeriesWeather {
	readonly #buildings: ReadonlyMap<string, BuildingWeather>;
	readonly #degreeDays = new Map<string, { heating: ByDate; cooling: ByDate }>();
	/** of the grid that was asked for last: meters of one building mostly begin on one day */
	#last: { key: string; weather: GridWeather | undefined } | undefined;

	constructor(buildings: ReadonlyMap<string, BuildingWeather>) {
		this.#buildings = buildings;
	}

	/** `undefined` where nothing is known of the building's weather on these days. */
	of(
		building: BuildingKey,
		{ firstDate, days }: Pick<HourGrid, 'firstDate' | 'days'>,
	): GridWeather | undefined {
		const key = `${building} ${firstDate} ${days}`;
		if (this.#last?.key !== key) {
			this.#last = { key, weather: this.#along(String(building), { firstDate, days }) };
		}

		return this.#last.weather;
	}

	#along(
		building: string,
		{ firstDate, days }: Pick<HourGrid, 'firstDate' | 'days'>,
	): GridWeather | undefined {
		const known = this.#degreeDaysOf(building);
		if (!known) return undefined;
		const dates = datesBetween(firstDate, addDays(firstDate, days));
		if (!dates.some((date) => known.cooling.has(date))) return undefined;
		const along = (degreeDays: ByDate) => Float64Array.from(dates, (date) => degreeDays.get(date) ?? NaN);

		return { heating: along(known.heating), cooling: along(known.cooling) };
	}

	#degreeDaysOf(building: string): { heating: ByDate; cooling: ByDate } | undefined {
		const made = this.#degreeDays.get(building);
		if (made) return made;
		const known = this.#buildings.get(building);
		if (!known) return undefined;
		const { rule, mayHeatElectrically } = weatherSettingsOf(known.row);
		const degreeDays = {
			// Of a building that is heated with gas the cold makes nothing in the electricity.
			heating: mayHeatElectrically ? heatingDegreeDays(known.days, rule) : new Map<string, number>(),
			cooling: coolingDegreeDays(known.days),
		};
		this.#degreeDays.set(building, degreeDays);

		return degreeDays;
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
