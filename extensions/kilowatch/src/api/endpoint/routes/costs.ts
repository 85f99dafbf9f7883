import { z } from 'zod';
import { datesBetween } from '../../../domain/local-days.ts';
import { readBuildingTimeZone } from '../../../insight/building.ts';
import { readBuildingCosts } from '../../../insight/costs/building-costs.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { CostsAnswer } from '../../../shared/http-contract/costs.ts';
import { costResolutions } from '../../../shared/names.ts';
import { mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** Three years and a leap day: what is kept of days. */
const MAX_DAYS = 1_097;

/** `GET /kilowatch/buildings/:building/costs`: what a building's consumption costs and emits. */
export const costs = defineRoute({
	method: 'get',
	path: '/buildings/:building/costs',
	access: 'building-read',
	summary: 'What a building’s consumption costs by its meters’ tariffs, and emits by yearly averages',
	answers: { json: 'CostsAnswer' },
	errors: [],
	query: z.strictObject({
		from: calendarDate.optional(),
		to: calendarDate.optional(),
		resolution: z.enum(costResolutions).default('month'),
		device: z.uuid().optional().describe('This meter alone'),
		estimate: z
			.enum(['true', 'false'])
			.default('false')
			.describe('Whether a total whose hours are not known counts as used evenly over its day'),
	}),
	body: nothing,
	prepare: ({ runtime, caller, params }) =>
		Promise.all([
			readBuildingTimeZone(runtime.database, pathParam(params, 'building')),
			mayReadPersonalData(caller),
		]),
	async handle({ runtime, params, query }, [timeZone, mayReadFine]) {
		const period = periodOf(query, timeZone, new Date());
		if (datesBetween(period.from, period.to).length > MAX_DAYS) {
			throw kilowatchError(errorCodes.invalidRequest, `from and to are at most ${MAX_DAYS} days apart`);
		}
		const isEstimated = query.estimate === 'true';
		const found = await readBuildingCosts(runtime.database, {
			building: pathParam(params, 'building'),
			period,
			timeZone,
			resolution: query.resolution,
			device: query.device,
			isEstimated,
			mayReadPersonalData: mayReadFine,
		});
		const answer: CostsAnswer = {
			data: found.costs,
			meta: {
				...period,
				timezone: timeZone,
				resolution: query.resolution,
				estimate: isEstimated,
				currency: 'EUR',
				emission_factors: found.emissionFactors,
				days_without_factor: found.daysWithoutFactor,
				...(found.withheld.length > 0
					? { withheld: { devices: found.withheld, reason: 'personal_data' as const } }
					: {}),
			},
		};

		return { json: answer, ...(found.isPersonal ? {} : { personal: false }) };
	},
});
