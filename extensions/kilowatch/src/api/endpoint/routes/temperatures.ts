import { z } from 'zod';
import { datesBetween } from '../../../domain/local-days.ts';
import { readBuildingTimeZone } from '../../../insight/building.ts';
import { readBuildingWeather } from '../../../insight/building-weather.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { TemperaturesAnswer } from '../../../shared/http-contract/temperatures.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** Three years and a leap day: what is kept of days. */
const MAX_DAYS = 1_097;

/** Asked for by the licence of the data, CC BY 4.0. */
const OPEN_METEO_ATTRIBUTION = 'Weather data by Open-Meteo.com, CC BY 4.0';

/** `GET /kilowatch/buildings/:building/temperatures`: how warm it was outside, and the degree days of it. */
export const temperatures = defineRoute({
	method: 'get',
	path: '/buildings/:building/temperatures',
	access: 'building-read',
	summary: 'How warm it was outside, and the degree days of it',
	answers: { json: 'TemperaturesAnswer' },
	errors: [],
	query: z.strictObject({ from: calendarDate.optional(), to: calendarDate.optional() }),
	body: nothing,
	async handle({ runtime: { database }, params, query }) {
		const building = pathParam(params, 'building');
		const timeZone = await readBuildingTimeZone(database, building);
		const period = periodOf(query, timeZone, new Date());
		const expected = datesBetween(period.from, period.to).length;
		if (expected > MAX_DAYS) {
			throw kilowatchError(errorCodes.invalidRequest, `from and to are at most ${MAX_DAYS} days apart`);
		}

		const { rule, days, degreeDays } = await readBuildingWeather(database, building, period);
		const told = [...degreeDays.values()];
		const answer: TemperaturesAnswer = {
			data: days.map(({ date, mean, min, max, source, isPreliminary }) => ({
				date,
				mean: mean ?? null,
				min,
				max,
				source,
				preliminary: isPreliminary,
				degree_days: degreeDays.get(date) ?? null,
			})),
			meta: {
				...period,
				timezone: timeZone,
				method: rule.method,
				base_celsius: rule.baseCelsius,
				days_known: days.length,
				days_expected: expected,
				degree_days: told.length === 0 ? null : told.reduce((sum, degrees) => sum + degrees, 0),
				attribution: days.some(({ source }) => source === 'open_meteo') ? OPEN_METEO_ATTRIBUTION : null,
			},
		};

		return { json: answer };
	},
});
