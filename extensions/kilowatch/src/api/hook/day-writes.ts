import { z } from 'zod';
import { dayId } from '../../domain/day-id.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
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

const writtenDay = z.looseObject({
	id: writtenKey.optional(),
	channel: channelKey.nullish(),
	date: z.iso.date().nullish(),
	value: numeric.nullish(),
	curve_value: numeric.nullish(),
});

/** Keeps outside writes of days true, as `reading-writes.ts` does those of readings. */
export function registerDayWrites(register: Pick<RegisterFunctions, 'filter'>): void {
	filterPermitted(register, 'iot_daily', 'create', async (payload, _, context) => {
		const day = parseRow(writtenDay, payload);
		const { channel, date } = day;
		if (channel == null || date == null) {
			throw kilowatchError(errorCodes.readingKey, 'A day needs channel and date');
		}

		const id = keyOf(day.id, () => dayId(channel, date));
		await checkValues(context, [channel], energiesOf(day));

		return { ...day, id };
	});

	filterPermitted(register, 'iot_daily', 'update', async (payload, meta, context) => {
		const day = parseRow(writtenDay, payload);
		refuseKeyChange(day, ['id', 'channel', 'date']);
		const values = energiesOf(day);
		if (values.length > 0) await checkValues(context, await channelsOf(context, 'iot_daily', meta), values);

		return payload;
	});
}

function energiesOf({ value, curve_value }: z.output<typeof writtenDay>): number[] {
	return [value, curve_value].filter((energy) => energy != null);
}
