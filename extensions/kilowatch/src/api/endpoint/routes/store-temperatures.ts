import type { Request } from 'express';
import { z } from 'zod';
import { readBuildingTimeZone } from '../../../insight/building.ts';
import { FileError } from '../../../providers/enedis-file/file-error.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { StoredTemperaturesAnswer } from '../../../shared/http-contract/temperatures.ts';
import { DaysRefused, storeToldDays } from '../../../weather/store-told-days.ts';
import {
	MAX_TEMPERATURE_BYTES,
	MAX_TOLD_DAYS,
	readToldDays,
	type ToldDay,
} from '../../../weather/told-days.ts';
import { kilowatchError } from '../../errors.ts';
import { defineRoute, jsonOrFile, pathParam, validate } from '../route.ts';
import { readUploadedFile } from '../uploaded-file.ts';

const query = z.strictObject({
	dry_run: z
		.enum(['true', 'false', ''])
		.default('false')
		.transform((value) => value !== 'false'),
});

/** Each day is judged by itself, so that one that is wrong can be named. */
const list = z.strictObject({ temperatures: z.array(z.unknown()).min(1).max(MAX_TOLD_DAYS) });

/** `POST /kilowatch/buildings/:building/temperatures`: days of the weather, sent as JSON or as a file. */
export const storeTemperatures = defineRoute({
	method: 'post',
	path: '/buildings/:building/temperatures',
	access: 'building-update',
	summary: 'Keeps days of the weather, sent as JSON or as a file, or only looks at them',
	answers: { json: 'StoredTemperaturesAnswer' },
	errors: [errorCodes.fileLayout, errorCodes.fileMissing, errorCodes.fileTooLarge, errorCodes.linesRefused],
	query,
	body: jsonOrFile(list),
	async handle({ runtime: { database, environment }, params, query: { dry_run }, body, http: { request } }) {
		const building = pathParam(params, 'building');
		const timeZone = await readBuildingTimeZone(database, building);
		try {
			const data = await storeToldDays(database, {
				building,
				timeZone,
				keptMonths: environment.KILOWATCH_DAILY_MONTHS,
				...(await readBody(request, body)),
				isDryRun: dry_run,
				now: new Date(),
			});

			return { json: { data, meta: { dry_run } } satisfies StoredTemperaturesAnswer };
		} catch (error) {
			if (error instanceof FileError) throw kilowatchError(errorCodes.fileLayout, error.message);
			if (!(error instanceof DaysRefused)) throw error;
			throw kilowatchError(errorCodes.linesRefused, error.message, {
				refused: error.refused.slice(0, MAX_TOLD_REFUSALS),
			});
		}
	},
});

/** An error is no place for a whole file. */
const MAX_TOLD_REFUSALS = 100;

async function readBody(
	request: Request,
	body: unknown,
): Promise<{ source: 'file' | 'push'; told: ToldDay[] }> {
	if (!request.is('application/json')) {
		return { source: 'file', told: readToldDays(await readUploadedFile(request, MAX_TEMPERATURE_BYTES)) };
	}
	const { temperatures } = validate(list, body);

	return { source: 'push', told: temperatures.map((told, index) => ({ line: index + 1, told })) };
}
