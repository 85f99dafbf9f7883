/** What the weather was at a building, and how its degree days are counted. */
import { z } from 'zod';
import { addDays } from '../domain/local-days.ts';
import {
	DAYS_LOOKED_BACK,
	degreeDayMethods,
	heatingDegreeDays,
	type DegreeDayRule,
} from '../domain/weather/degree-days.ts';
import { degreeDayRule } from '../domain/weather/usual-rule.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { readTemperatures, type StoredTemperature } from '../storage/weather/temperatures.ts';
import type { Period } from './building-days.ts';

export interface BuildingWeather {
	rule: DegreeDayRule;
	/** whether the cold can show in its electricity: it is heated with it, or nobody has said with what */
	mayHeatElectrically: boolean;
	/** the period's days whose temperature is known, in order of date */
	days: StoredTemperature[];
	/** of the period's days that have what the method needs */
	degreeDays: ReadonlyMap<string, number>;
}

/** A project's own collection may have fields of these names that mean something else: those say nothing. */
const settings = z.object({
	country: z.string().nullish().catch(null),
	heating: z.string().nullish().catch(null),
	degree_day_method: z.enum(degreeDayMethods).nullish().catch(null),
	degree_day_base: z.number().min(0).max(30).nullish().catch(null),
});

/** The cold shows in another fuel's bill; what is left in the electricity is light, mostly. */
const otherHeating: readonly string[] = ['gas', 'oil', 'district', 'wood', 'none'];

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
	const { country, heating, degree_day_method, degree_day_base } = settings.parse(rows[0]?.facts ?? {});
	const rule = degreeDayRule(country ?? null, {
		method: degree_day_method ?? undefined,
		baseCelsius: degree_day_base ?? undefined,
	});
	const isInPeriod = (date: string): boolean => date >= from;

	return {
		rule,
		mayHeatElectrically: !heating || !otherHeating.includes(heating),
		days: known.filter(({ date }) => isInPeriod(date)),
		degreeDays: new Map([...heatingDegreeDays(known, rule)].filter(([date]) => isInPeriod(date))),
	};
}
