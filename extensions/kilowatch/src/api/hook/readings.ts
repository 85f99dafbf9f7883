import { z } from 'zod';
import { localDateOf, midnightSeconds, subtractMonths } from '../../domain/local-days.ts';
import { implausible, metrics, type Metric } from '../../domain/metrics.ts';
import { PERIOD_ID_WIDTH, readingId } from '../../domain/reading-id.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, Query, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';

/** What somebody writes through `/items/iot_readings`; everything else of a row is Directus' to check. */
const written = z.looseObject({
	id: z.union([z.number(), z.string()]).optional(),
	channel: z.coerce.number().int().optional(),
	timestamp: z.union([z.string(), z.date()]).optional(),
	value: z.coerce.number().optional(),
});

/** Fields that make a reading's key: another value is another reading. */
const keyFields = ['id', 'channel', 'timestamp'] as const;

/**
 * Keeps outside writes of readings true: the id is computed, or must be right; a value must be one that its metric can
 * have. Broken rules answer 400 with a stable code instead of the database's 500.
 */
export function registerReadingFilters(
	{ filter }: RegisterFunctions,
	{ environment }: Pick<Runtime, 'environment'>,
): void {
	filter('iot_readings.items.create', async (payload, _, context) => {
		const reading = parse(payload);
		const start = wholeSecond(reading.timestamp);
		if (reading.channel === undefined || start === undefined || reading.value === undefined) {
			throw kilowatchError(errorCodes.readingKey, 'A reading needs channel, timestamp and value');
		}

		const id = keyOf(reading.channel, start);
		if (reading.id !== undefined && Number(reading.id) !== id) {
			throw kilowatchError(
				errorCodes.readingKey,
				`The id of this channel’s reading at this timestamp is ${id}, not ${reading.id}; leave it out`,
			);
		}
		const floor = retentionFloor(environment, new Date());
		if (start < floor.seconds) {
			throw kilowatchError(errorCodes.beyondRetention, `Readings before ${floor.date} are not kept`);
		}
		await checkValues(context, [{ channel: reading.channel, value: reading.value }]);

		return { ...reading, id };
	});

	filter('iot_readings.items.update', async (payload, meta, context) => {
		const reading = parse(payload);
		const changed = keyFields.filter((field) => field in reading);
		if (changed.length > 0) {
			throw kilowatchError(
				errorCodes.readingKey,
				`A reading’s ${changed.join(', ')} cannot be changed: write another reading`,
			);
		}
		if (reading.value === undefined) return payload;

		const { value } = reading;
		const channels = await channelsOfReadings(context, (meta.keys as (string | number)[]).map(Number));
		await checkValues(
			context,
			channels.map((channel) => ({ channel, value })),
		);

		return payload;
	});

	filter('iot_daily.items.create', (payload, _, context) => checkDay(payload, context));
	filter('iot_daily.items.update', async (payload, meta, context) => {
		const keys = (meta.keys as (string | number)[]).map(Number);
		const day = written.safeParse(payload).data;
		if (day?.channel === undefined) {
			const channels = [...new Set(keys.map((key) => Math.floor(key / DAYS_PER_CHANNEL)))];
			for (const channel of channels) await checkDay({ ...(payload as object), channel }, context);
		} else {
			await checkDay(payload, context);
		}

		return payload;
	});

	filter('iot_readings.items.query', (query, _, context) => boundNewestFirst(query as Query, context));
}

const DAYS_PER_CHANNEL = 2 ** 20;

function parse(payload: unknown): z.output<typeof written> {
	const result = written.safeParse(payload);
	if (!result.success) {
		const [issue] = result.error.issues;
		throw kilowatchError(errorCodes.readingKey, `${issue?.path.join('.')}: ${issue?.message}`);
	}

	return result.data;
}

function wholeSecond(timestamp: string | Date | undefined): number | undefined {
	if (timestamp === undefined) return undefined;
	const milliseconds = new Date(timestamp).getTime();
	if (!Number.isInteger(milliseconds / 1000)) {
		throw kilowatchError(
			errorCodes.readingKey,
			'timestamp must be an instant on a whole second, with its offset',
		);
	}

	return milliseconds / 1000;
}

/** The oldest reading that may be written: before it, chunks are dropped and must not silently come back. */
function retentionFloor(environment: Runtime['environment'], now: Date): { date: string; seconds: number } {
	const zone = environment.KILOWATCH_TIMEZONE;
	const today = localDateOf(now.getTime() / 1000, zone);
	const date = subtractMonths(today, environment.KILOWATCH_READINGS_MONTHS);

	return { date, seconds: midnightSeconds(date, zone) };
}

function keyOf(channel: number, start: number): number {
	try {
		return readingId(channel, start);
	} catch (error) {
		throw kilowatchError(errorCodes.readingKey, error instanceof Error ? error.message : 'No such reading');
	}
}

async function checkDay(payload: unknown, context: EventContext): Promise<unknown> {
	const day = z
		.looseObject({
			channel: z.coerce.number().int(),
			value: z.coerce.number().nullish(),
			curve_value: z.coerce.number().nullish(),
		})
		.safeParse(payload).data;
	if (!day) return payload;
	const values = [day.value, day.curve_value].filter((value) => value != null);
	await checkValues(
		context,
		values.map((value) => ({ channel: day.channel, value })),
	);

	return payload;
}

async function checkValues(
	{ database }: EventContext,
	values: readonly { channel: number; value: number }[],
): Promise<void> {
	if (values.length === 0) return;
	const rows: unknown = await database('iot_channels')
		.select('id', 'metric')
		.whereIn('id', [...new Set(values.map(({ channel }) => channel))]);
	const channels = z.array(z.object({ id: z.number(), metric: z.enum(metrics) })).parse(rows);
	const metricOf = new Map<number, Metric>(channels.map(({ id, metric }) => [id, metric]));

	for (const { channel, value } of values) {
		const metric = metricOf.get(channel);
		if (!metric) throw kilowatchError(errorCodes.readingKey, `There is no channel ${channel}`);
		const reason = implausible(metric, value);
		if (reason) throw kilowatchError(errorCodes.implausibleValue, reason);
	}
}

async function channelsOfReadings({ database }: EventContext, ids: readonly number[]): Promise<number[]> {
	const rows: unknown = await database('iot_readings').distinct('channel').whereIn('id', ids);

	return z
		.array(z.object({ channel: z.number() }))
		.parse(rows)
		.map(({ channel }) => channel);
}

/**
 * `sort=-timestamp` over all channels would sort every reading there is. The newest page lies in the newest periods: so
 * a lower bound of the id is added, a period wider each time, until the page is full or nothing older is left.
 */
async function boundNewestFirst(query: Query, { database }: EventContext): Promise<Query> {
	if (query.sort?.[0] !== '-timestamp' || query.filter || query.search || query.aggregate || query.group) {
		return query;
	}
	const wanted =
		(query.limit ?? USUAL_PAGE) + (query.offset ?? ((query.page ?? 1) - 1) * (query.limit ?? USUAL_PAGE));
	if (query.limit === -1) return query;

	const newest = Number((await database('iot_readings').max('id as id').first<{ id: unknown }>()).id ?? 0);
	for (let periods = 1; periods <= MAX_PERIODS; periods *= 2) {
		const bound = (Math.floor(newest / PERIOD_ID_WIDTH) - periods + 1) * PERIOD_ID_WIDTH;
		if (bound <= 0) return query;
		const found: unknown[] = await database('iot_readings')
			.select('id')
			.where('id', '>=', bound)
			.limit(wanted);
		if (found.length >= wanted) return { ...query, filter: { id: { _gte: bound } } };
	}

	return query;
}

/** Directus’ page where a query names none. */
const USUAL_PAGE = 100;

/** 32 periods are two years. */
const MAX_PERIODS = 32;
