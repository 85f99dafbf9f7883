import { z } from 'zod';
import { metrics } from '../../../domain/metrics.ts';
import { parseCursor } from '../../../insight/cursor.ts';
import { readBuildingChannels, readDays, readRaw, type ReadingsPage } from '../../../insight/readings.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { DayReading, RawReading, ReadingsAnswer } from '../../../shared/http-contract.ts';
import { mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const MAX_ROWS = 10_000;
const USUAL_ROWS = 2_000;

const query = z.strictObject({
	metric: z.enum(metrics).default('consumption'),
	device: z.uuid().optional(),
	from: calendarDate.optional(),
	to: calendarDate.optional(),
	resolution: z.enum(['raw', 'day']).default('day'),
	limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(USUAL_ROWS),
	cursor: z.string().optional(),
});

/** `GET /kilowatch/buildings/:building/readings`: a building's readings or days, in pages, oldest first. */
export const readings = defineRoute({
	method: 'get',
	path: '/buildings/:building/readings',
	access: 'building-read',
	query,
	body: nothing,
	async handle({ runtime, caller, params, query }) {
		const { database } = runtime;
		const all = await readBuildingChannels(database, pathParam(params, 'building'), query);
		const period = periodOf(query, all.timezone, new Date());
		const cursor = query.cursor === undefined ? undefined : parseCursor(query.cursor, query.resolution);
		if (query.cursor !== undefined && !cursor) {
			throw kilowatchError(errorCodes.invalidRequest, 'cursor: not one that this route has given');
		}

		const isWithheld = query.resolution === 'raw' && !(await mayReadPersonalData(caller));
		const channels = all.channels.filter(({ personal }) => !(personal && isWithheld));
		const withheld = all.channels.filter((channel) => !channels.includes(channel));
		const request = { channels, ...period, timezone: all.timezone, cursor, limit: query.limit };
		const page: ReadingsPage<RawReading | DayReading> =
			query.resolution === 'raw' ? await readRaw(database, request) : await readDays(database, request);
		const answer: ReadingsAnswer = {
			data: page.rows,
			meta: {
				resolution: query.resolution,
				metric: query.metric,
				unit: all.unit,
				timezone: all.timezone,
				...period,
				next_cursor: page.nextCursor,
				...(withheld.length > 0
					? {
							withheld: {
								devices: [...new Set(withheld.map(({ device }) => device))],
								reason: 'personal_data' as const,
							},
						}
					: {}),
			},
		};

		return { json: answer };
	},
});
