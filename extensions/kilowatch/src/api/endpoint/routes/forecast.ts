import { z } from 'zod';
import { RANGE_SHARE } from '../../../domain/forecast/past-errors.ts';
import { localDateOf } from '../../../domain/local-days.ts';
import { readBuildingTimeZone } from '../../../insight/building.ts';
import { readBuildingForecast } from '../../../insight/building-forecast.ts';
import type { ForecastAnswer } from '../../../shared/http-contract/forecast.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** The middle of a month: late enough to be worth something, early enough to be of use. */
const USUAL_KNOWN_DAYS = 15;
/** Of the shortest month, all but one. */
const MOST_KNOWN_DAYS = 27;

/** `GET /kilowatch/buildings/:building/forecast`: what a building is going to use. Daily data is all it takes and tells. */
export const forecast = defineRoute({
	method: 'get',
	path: '/buildings/:building/forecast',
	access: 'building-read',
	summary: 'What a building is going to use, and how far such forecasts have been off',
	answers: { json: 'ForecastAnswer' },
	errors: [],
	query: z.strictObject({
		known_days: z.coerce.number().int().min(0).max(MOST_KNOWN_DAYS).default(USUAL_KNOWN_DAYS),
	}),
	body: nothing,
	async handle({ runtime: { database }, params, query }) {
		const building = pathParam(params, 'building');
		const timeZone = await readBuildingTimeZone(database, building);
		const today = localDateOf(Date.now() / 1000, timeZone);
		const { forecast: told, isPersonal } = await readBuildingForecast(database, {
			building,
			today,
			knownDays: query.known_days,
		});
		const answer: ForecastAnswer = {
			data: told,
			meta: { today, timezone: timeZone, range_share: RANGE_SHARE },
		};

		return { json: answer, ...(isPersonal ? {} : { personal: false }) };
	},
});
