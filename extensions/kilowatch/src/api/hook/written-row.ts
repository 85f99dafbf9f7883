import { z } from 'zod';
import { implausible, metrics } from '../../domain/metrics.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext } from '../directus.ts';
import { kilowatchError } from '../errors.ts';

/** A number, or its text as an import from a file has it; not what JavaScript would also take for one, as an empty text. */
export const numeric = z.union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())]);

/** A channel's key, bare or, as GraphQL has it, inside the related row; a new row there is no known channel. */
export const channelKey = z.union([
	numeric.pipe(z.int()),
	z.strictObject({ id: numeric.pipe(z.int()) }).transform(({ id }) => id),
]);

/** A key as it may be written along. */
export const writtenKey = z.union([z.number(), z.string()]);

/** What somebody writes, in the form that its collection has; else 400 with the first thing that is wrong. */
export function parseRow<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {
	const result = schema.safeParse(payload);
	if (!result.success) {
		const [issue] = result.error.issues;
		throw kilowatchError(errorCodes.readingKey, `${issue?.path.join('.')}: ${issue?.message}`);
	}

	return result.data;
}

/** The row's id; one that was written along must be it. */
export function keyOf(writtenId: number | string | undefined, compute: () => number): number {
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
export function refuseKeyChange(payload: object, keyFields: readonly string[]): void {
	const changed = keyFields.filter((field) => field in payload);
	if (changed.length > 0) {
		throw kilowatchError(errorCodes.readingKey, `${changed.join(', ')} cannot be changed: write another row`);
	}
}

/** The channels of the rows that are about to be changed. */
export async function channelsOf(
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

/** Refuses values that their channels' metrics cannot have, and channels that are not there. */
export async function checkValues(
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
