import { z } from 'zod';
import { datesBetween } from '../../../domain/local-days.ts';
import { metricRules, metrics, type Metric } from '../../../domain/metrics.ts';
import type { Period } from '../../../insight/building-days.ts';
import { readMeters } from '../../../insight/building-sums.ts';
import { parseCursor } from '../../../insight/cursor.ts';
import { readHours } from '../../../insight/hour-readings.ts';
import { readMonths } from '../../../insight/month-readings.ts';
import {
	readBuildingChannels,
	readDays,
	type BuildingChannel,
	type ReadingsPage,
	type ReadingsRequest,
} from '../../../insight/readings.ts';
import { readRaw, readRawSeries } from '../../../insight/raw-readings.ts';
import { readSumReadings } from '../../../insight/sum-readings.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { AnyReading, ReadingsAnswer } from '../../../shared/http-contract/readings.ts';
import { resolutions } from '../../../shared/names.ts';
import type { Database } from '../../../storage/database.ts';
import { mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { answerReadings, readingsFormat } from '../readings-answer.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const MAX_ROWS = 10_000;
const USUAL_ROWS = 2_000;
/** Of hours summed over a building: a leap year of them is read at once. */
const MAX_SUMMED_DAYS = 366;
/** Of days and months summed over a building: what is kept of them, and a day. */
const MAX_DAYS = 1_097;

const query = z.strictObject({
	metric: z.enum(metrics).default('consumption'),
	device: z.uuid().optional(),
	from: calendarDate.optional(),
	to: calendarDate.optional(),
	resolution: z.enum(resolutions).default('day'),
	by: z.enum(['meter', 'building']).default('meter'),
	limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(USUAL_ROWS),
	cursor: z.string().optional(),
	/** of `raw`: a row for each reading, or for each stretch of readings that are alike but for their values */
	layout: z.enum(['rows', 'series']).default('rows'),
	/** left out: what the `Accept` header says, else JSON */
	format: z.enum(['json', 'csv']).optional(),
});

type Query = z.output<typeof query>;

/** `GET /kilowatch/buildings/:building/readings`: what a building's meters measured, in pages, oldest first. */
export const readings = defineRoute({
	method: 'get',
	path: '/buildings/:building/readings',
	access: 'building-read',
	summary: 'What a building’s meters measured, in pages, oldest first',
	answers: { json: 'ReadingsAnswer', media: ['text/csv'] },
	errors: [],
	query,
	body: nothing,
	prepare: ({ runtime, caller, params, query }) =>
		Promise.all([
			readBuildingChannels(runtime.database, pathParam(params, 'building'), query),
			isFine(query) ? mayReadPersonalData(caller) : true,
		]),
	async handle({ runtime, params, query, http }, [all, mayReadFine]) {
		const { database } = runtime;
		const building = pathParam(params, 'building');
		const period = periodOf(query, all.timezone, new Date());
		const format = readingsFormat(http.request, query.format);
		refuseImpossible({ ...query, format }, period);

		const isWithheld = isFine(query) && !mayReadFine;
		const channels = all.channels.filter(({ personal }) => !(personal && isWithheld));
		const withheld = all.channels.filter((channel) => !channels.includes(channel));
		const page =
			query.by === 'building'
				? await readSummed(database, building, { query, period, timezone: all.timezone, isWithheld })
				: await readPage(database, query, { channels, period, timezone: all.timezone });
		const answer: ReadingsAnswer = {
			data: page.rows,
			meta: {
				resolution: query.resolution,
				by: query.by,
				metric: query.metric,
				unit: all.unit,
				timezone: all.timezone,
				...period,
				next_cursor: page.nextCursor,
				...(page.gaps ? { gaps: page.gaps } : {}),
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

		return answerReadings(answer, {
			format,
			isPersonal: all.channels.some(({ personal }) => personal),
			http,
		});
	},
});

/** Whether values finer than a day are asked for. */
function isFine({ resolution }: Pick<Query, 'resolution'>): boolean {
	return resolution === 'raw' || resolution === 'hour';
}

/** @throws a Directus error that says what does not go together */
function refuseImpossible(
	{ metric, resolution, by, device, cursor, layout, format }: Query,
	period: Period,
): void {
	const refuse = (reason: string): never => {
		throw kilowatchError(errorCodes.invalidRequest, reason);
	};
	if (resolution === 'hour' && metricRules[metric].aggregate === 'max') {
		refuse(`resolution: ${metric} is a maximum of days; ask for day or month`);
	}
	if (layout === 'series' && resolution !== 'raw')
		refuse('layout: series are of readings as they were measured; ask for raw');
	if (layout === 'series' && format === 'csv') refuse('layout: a CSV has a row for each reading');
	if (by === 'meter') return;
	if (resolution === 'raw')
		refuse('by: readings as they were measured are each meter’s own; ask for hour, day or month');
	if (!isSummed(metric))
		refuse('by: consumption and production of a building are summed, other metrics are not');
	if (device !== undefined) refuse('by: the sum of a building is of all its meters; leave out device');
	if (cursor !== undefined) refuse('cursor: sums come in one page');
	const most = resolution === 'hour' ? MAX_SUMMED_DAYS : MAX_DAYS;
	if (datesBetween(period.from, period.to).length > most) {
		refuse(`from and to are at most ${most} days apart for sums by ${resolution}`);
	}
}

function isSummed(metric: Metric): metric is 'consumption' | 'production' {
	return metric === 'consumption' || metric === 'production';
}

async function readSummed(
	connection: Database,
	building: string,
	{
		query: { metric, resolution },
		period,
		timezone,
		isWithheld,
	}: { query: Query; period: Period; timezone: string; isWithheld: boolean },
): Promise<ReadingsPage<AnyReading>> {
	if (resolution === 'raw' || !isSummed(metric)) throw new Error('Such sums are refused before');
	const meters = await readMeters(connection, building, metric);
	// A sum without them would be another one, and the difference of two sums would tell what is withheld.
	if (isWithheld && meters.some(({ personal }) => personal)) return { rows: [], nextCursor: null };

	return {
		rows: await readSumReadings(connection, { meters, period, timeZone: timezone, resolution }),
		nextCursor: null,
	};
}

interface PageRequest {
	channels: readonly BuildingChannel[];
	period: Period;
	timezone: string;
}

async function readPage(
	connection: Database,
	{ metric, resolution, layout, limit, cursor: text }: Query,
	{ channels, period, timezone }: PageRequest,
): Promise<ReadingsPage<AnyReading>> {
	if (resolution === 'month') {
		if (text !== undefined)
			throw kilowatchError(errorCodes.invalidRequest, 'cursor: months come in one page');

		return { rows: await readMonths(connection, channels, metric, period), nextCursor: null };
	}
	const cursor = text === undefined ? undefined : parseCursor(text, resolution);
	if (text !== undefined && !cursor) {
		throw kilowatchError(errorCodes.invalidRequest, 'cursor: not one that this route has given');
	}
	const request: ReadingsRequest = { channels, ...period, timezone, cursor, limit };

	switch (resolution) {
		case 'hour': {
			const aggregate = metricRules[metric].aggregate === 'mean' ? 'mean' : 'sum';

			return readHours(connection, { ...request, aggregate });
		}
		case 'day':
			return readDays(connection, request);
		case 'raw':
			return layout === 'series' ? readRawSeries(connection, request) : readRaw(connection, request);
	}
}
