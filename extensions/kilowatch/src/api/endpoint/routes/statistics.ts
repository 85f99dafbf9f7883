import { z } from 'zod';
import { datesBetween } from '../../../domain/local-days.ts';
import { readBuildingTimeZone } from '../../../insight/building.ts';
import { readStatistics } from '../../../insight/statistics.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { StatisticsAnswer } from '../../../shared/http-contract/statistics.ts';
import { mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** Three years and a leap day: what is kept of days. */
const MAX_DAYS = 1_097;

/** `GET /kilowatch/buildings/:building/statistics`: what a building used in a period, and how. */
export const statistics = defineRoute({
	method: 'get',
	path: '/buildings/:building/statistics',
	access: 'building-read',
	summary: 'What a building used in a period, and how',
	answers: { json: 'StatisticsAnswer' },
	errors: [],
	query: z.strictObject({ from: calendarDate.optional(), to: calendarDate.optional() }),
	body: nothing,
	prepare: ({ runtime, caller, params }) =>
		Promise.all([
			readBuildingTimeZone(runtime.database, pathParam(params, 'building')),
			mayReadPersonalData(caller),
		]),
	async handle({ runtime, params, query }, [timeZone, mayReadFine]) {
		const { database } = runtime;
		const building = pathParam(params, 'building');
		const period = periodOf(query, timeZone, new Date());
		if (datesBetween(period.from, period.to).length > MAX_DAYS) {
			throw kilowatchError(errorCodes.invalidRequest, `from and to are at most ${MAX_DAYS} days apart`);
		}

		const { statistics, withheld, isPersonal } = await readStatistics(database, {
			building,
			period,
			timeZone,
			mayReadPersonalData: mayReadFine,
		});
		const answer: StatisticsAnswer = {
			data: statistics,
			meta: {
				...period,
				timezone: timeZone,
				...(withheld.length > 0 ? { withheld: { devices: withheld, reason: 'personal_data' as const } } : {}),
			},
		};

		return { json: answer, ...(isPersonal ? {} : { personal: false }) };
	},
});
