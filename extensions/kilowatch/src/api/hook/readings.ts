import { z } from 'zod';
import { localDateOf, midnightSeconds, subtractMonths } from '../../domain/local-days.ts';
import { dayId } from '../../domain/day-id.ts';
import { implausible, metrics } from '../../domain/metrics.ts';
import { PERIOD_ID_WIDTH, readingId } from '../../domain/reading-id.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, Query, RegisterFunctions } from '../directus.ts';
import { detectDatabase } from '../../storage/capabilities.ts';
import { kilowatchError } from '../errors.ts';
import { boundPeriod } from './bound-period.ts';
import { filterPermitted } from './permitted.ts';
import type { Runtime } from '../runtime.ts';

/** A number, or its text as an import from a file has it; not what JavaScript would also take for one, as an empty text. */
const numeric = z.union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())]);

/** A channel's key, bare or, as GraphQL has it, inside the related row; a new row there is no known channel. */
const channelKey = z.union([
	numeric.pipe(z.int()),
	z.strictObject({ id: numeric.pipe(z.int()) }).transform(({ id }) => id),
]);

/** What somebody writes through `/items`; everything else of a row is Directus' to check. */
const writtenReading = z.looseObject({
	id: z.union([z.number(), z.string()]).optional(),
	channel: channelKey.nullish(),
	timestamp: z.union([z.string(), z.date()]).nullish(),
	value: numeric.nullish(),
});

const writtenDay = z.looseObject({
	id: z.union([z.number(), z.string()]).optional(),
	channel: channelKey.nullish(),
	date: z.iso.date().nullish(),
	value: numeric.nullish(),
	curve_value: numeric.nullish(),
});

/**
 * Keeps outside writes of readings and days true: the id is computed, or must be right; a value must be one that its
 * metric can have. Broken rules answer 400 with a stable code instead of the database's 500.
 */
export function registerReadingFilters(
	register: Pick<RegisterFunctions, 'filter'>,
	{ environment, database }: Pick<Runtime, 'environment' | 'database'>,
	usualPage: number,
): void {
	filterPermitted(register, 'iot_readings', 'create', async (payload, _, context) => {
		const reading = parse(writtenReading, payload);
		const { channel, value } = reading;
		const start = wholeSecond(reading.timestamp);
		if (channel == null || start === undefined || value == null) {
			throw kilowatchError(errorCodes.readingKey, 'A reading needs channel, timestamp and value');
		}

		const id = keyOf(reading.id, () => readingId(channel, start));
		const floor = retentionFloor(environment, new Date());
		if (start < floor.seconds) {
			throw kilowatchError(errorCodes.beyondRetention, `Readings before ${floor.date} are not kept`);
		}
		await checkValues(context, [channel], [value]);

		return { ...reading, id };
	});

	filterPermitted(register, 'iot_readings', 'update', async (payload, meta, context) => {
		const { value, ...reading } = parse(writtenReading, payload);
		refuseKeyChange(reading, ['id', 'channel', 'timestamp']);
		if (value != null) await checkValues(context, await channelsOf(context, 'iot_readings', meta), [value]);

		return payload;
	});

	filterPermitted(register, 'iot_daily', 'create', async (payload, _, context) => {
		const day = parse(writtenDay, payload);
		const { channel, date } = day;
		if (channel == null || date == null) {
			throw kilowatchError(errorCodes.readingKey, 'A day needs channel and date');
		}

		const id = keyOf(day.id, () => dayId(channel, date));
		await checkValues(context, [channel], energiesOf(day));

		return { ...day, id };
	});

	filterPermitted(register, 'iot_daily', 'update', async (payload, meta, context) => {
		const day = parse(writtenDay, payload);
		refuseKeyChange(day, ['id', 'channel', 'date']);
		const values = energiesOf(day);
		if (values.length > 0) await checkValues(context, await channelsOf(context, 'iot_daily', meta), values);

		return payload;
	});

	let hypertable: Promise<boolean> | undefined;
	register.filter('iot_readings.items.query', async (query, _, context) => {
		hypertable ??= detectDatabase(database).then((state) => state.hypertable);
		// After a failure it is asked again; the rows are the same either way.
		const isHypertable = await hypertable.catch(() => {
			hypertable = undefined;

			return false;
		});
		// A plain table has no chunks to leave out, and PostgreSQL reads a whole key range beside the better index.
		const bounded = isHypertable ? boundPeriod(query as Query) : (query as Query);

		return boundNewestFirst(bounded, context, usualPage);
	});
}

function parse<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {
	const result = schema.safeParse(payload);
	if (!result.success) {
		const [issue] = result.error.issues;
		throw kilowatchError(errorCodes.readingKey, `${issue?.path.join('.')}: ${issue?.message}`);
	}

	return result.data;
}

/** Without its offset a stamp would mean whatever zone the server happens to run in. */
function wholeSecond(timestamp: string | Date | null | undefined): number | undefined {
	if (timestamp == null) return undefined;
	const hasOffset = typeof timestamp !== 'string' || /(Z|[+-]\d{2}:?\d{2})$/i.test(timestamp);
	const milliseconds = new Date(timestamp).getTime();
	if (!hasOffset || !Number.isInteger(milliseconds / 1000)) {
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

/** The row's id; one that was written along must be it. */
function keyOf(writtenId: number | string | undefined, compute: () => number): number {
	let id: number;
	try {
		id = compute();
	} catch (error) {
		throw kilowatchError(errorCodes.readingKey, error instanceof Error ? error.message : 'No such key');
	}
	if (writtenId !== undefined && Number(writtenId) !== id) {
		throw kilowatchError(
			errorCodes.readingKey,
			`The id of this channel at this time is ${id}, not ${writtenId}; leave it out`,
		);
	}

	return id;
}

/** What makes the key cannot be changed: another value of it is another row. */
function refuseKeyChange(payload: object, keyFields: readonly string[]): void {
	const changed = keyFields.filter((field) => field in payload);
	if (changed.length > 0) {
		throw kilowatchError(errorCodes.readingKey, `${changed.join(', ')} cannot be changed: write another row`);
	}
}

function energiesOf({ value, curve_value }: z.output<typeof writtenDay>): number[] {
	return [value, curve_value].filter((energy) => energy != null);
}

/** The channels of the rows that are about to be changed. */
async function channelsOf(
	{ database }: EventContext,
	collection: 'iot_readings' | 'iot_daily',
	meta: Readonly<Record<string, unknown>>,
): Promise<number[]> {
	const rows: unknown = await database(collection)
		.distinct('channel')
		.whereIn('id', meta.keys as (string | number)[]);

	return z
		.array(z.object({ channel: z.number() }))
		.parse(rows)
		.map(({ channel }) => channel);
}

async function checkValues(
	{ database }: EventContext,
	channels: readonly number[],
	values: readonly number[],
): Promise<void> {
	const rows: unknown = await database('iot_channels').select('id', 'metric').whereIn('id', channels);
	const known = z.array(z.object({ id: z.number(), metric: z.enum(metrics) })).parse(rows);
	const missing = channels.find((channel) => !known.some(({ id }) => id === channel));
	if (missing !== undefined) throw kilowatchError(errorCodes.readingKey, `There is no channel ${missing}`);

	for (const { metric } of known) {
		for (const value of values) {
			const reason = implausible(metric, value);
			if (reason) throw kilowatchError(errorCodes.implausibleValue, reason);
		}
	}
}

/**
 * `sort=-timestamp` over all channels would sort every reading there is. The newest page lies in the newest periods: so
 * a lower bound of the id is added, a period wider each time, until the page is full or nothing older is left.
 */
async function boundNewestFirst(query: Query, { database }: EventContext, usualPage: number): Promise<Query> {
	if (query.sort?.[0] !== '-timestamp' || query.filter || query.search || query.aggregate || query.group) {
		return query;
	}
	const limit = query.limit ?? usualPage;
	if (limit < 1) return query;
	const last = limit + (query.offset ?? ((query.page ?? 1) - 1) * limit);

	const newest = Number((await database('iot_readings').max('id as id').first<{ id: unknown }>()).id ?? 0);
	for (let periods = 1; periods <= MAX_PERIODS; periods *= 2) {
		const bound = (Math.floor(newest / PERIOD_ID_WIDTH) - periods + 1) * PERIOD_ID_WIDTH;
		if (bound <= 0) return query;
		const isFull: unknown = await database('iot_readings')
			.where('id', '>=', bound)
			.offset(last - 1)
			.first('id');
		if (isFull) return { ...query, filter: { id: { _gte: bound } } };
	}

	return query;
}

/** 32 periods are two years. */
const MAX_PERIODS = 32;
