import { z } from 'zod';
import { degreeDayMethods, type DegreeDayRule } from './degree-days.ts';
import { degreeDayRule } from './usual-rule.ts';

/** What a building says of its weather. */
export interface WeatherSettings {
	rule: DegreeDayRule;
	/** whether the cold can show in its electricity: it is heated with it, or nobody has said with what */
	mayHeatElectrically: boolean;
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

/** Reads them out of a building's row, whatever else is in it. */
export function weatherSettingsOf(row: unknown): WeatherSettings {
	const { country, heating, degree_day_method, degree_day_base } = settings.parse(row ?? {});

	return {
		rule: degreeDayRule(country ?? null, {
			method: degree_day_method ?? undefined,
			baseCelsius: degree_day_base ?? undefined,
		}),
		mayHeatElectrically: !heating || !otherHeating.includes(heating),
	};
}
