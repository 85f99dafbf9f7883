import { z } from 'zod';
import { localDateOf, midnightSeconds, subtractMonths } from '../../domain/local-days.ts';
import { readingId } from '../../domain/reading-id.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';
import {
	channelKey,
	channelsOf,
	checkValues,
	keyOf,
	numeric,
	parseRow,
	refuseKeyChange,
	writtenKey,
} from './written-row.ts';

/** What somebody writes through `/items`; everything else of a row is Directus' to check. */
const writtenReading = z.looseObject({
	id: writtenKey.optional(),
	channel: channelKey.nullish(),
	timestamp: z.union([z.string(), z.date()]).nullish(),
	value: numeric.nullish(),
});

/**
 * Keeps outside writes of readings true: the id is computed, or must be right; a value must be one that its metric can
 * have. Broken rules answer 400 with a stable code instead of the database's 500.
 */
export function registerReadingWrites(
	register: Pick<RegisterFunctions, 'filter'>,
	environment: Runtime['environment'],
): void {
	filterPermitted(register, 'iot_readings', 'create', async (payload, _, context) => {
		const reading = parseRow(writtenReading, payload);
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
		const { value, ...reading } = parseRow(writtenReading, payload);
		refuseKeyChange(reading, ['id', 'channel', 'timestamp']);
		if (value != null) await checkValues(context, await channelsOf(context, 'iot_readings', meta), [value]);

		return payload;
	});
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
