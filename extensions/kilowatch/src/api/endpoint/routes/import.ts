import { z } from 'zod';
import { importFile, DeviceBusy } from '../../../importing/import-file.ts';
import { FileError } from '../../../providers/enedis-file/file-error.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { ImportAnswer } from '../../../shared/http-contract/imports.ts';
import { readImportedDevice } from '../../../storage/file-imports.ts';
import { kilowatchError } from '../../errors.ts';
import { importContext } from '../../import-context.ts';
import { defineRoute, fileBody, pathParam } from '../route.ts';
import { uploadedFile } from '../uploaded-file.ts';

const query = z.strictObject({
	dry_run: z
		.enum(['true', 'false', ''])
		.default('false')
		.transform((value) => value !== 'false'),
});

/** `POST /kilowatch/devices/:device/import`: an operator's export, looked at and stored, or only looked at. */
export const importRoute = defineRoute({
	method: 'post',
	path: '/devices/:device/import',
	access: 'device-update',
	summary: 'Stores an operator’s file of readings, or only looks at it',
	answers: { json: 'ImportAnswer' },
	errors: [
		errorCodes.otherDevice,
		errorCodes.fileLayout,
		errorCodes.otherPoint,
		errorCodes.fileMissing,
		errorCodes.fileTooLarge,
		errorCodes.conflict,
	],
	query,
	body: fileBody,
	async handle({ runtime, caller, params, query, http: { request, response } }) {
		const { database, environment } = runtime;
		const device = pathParam(params, 'device');
		const facts = await readImportedDevice(database, device);
		if (facts?.deviceType !== 'electricity_meter') {
			throw kilowatchError(errorCodes.otherDevice, 'Only electricity meters take a file of readings');
		}

		const gone = new AbortController();
		const onClose = () => {
			if (!response.writableFinished) gone.abort();
		};
		response.on('close', onClose);
		try {
			const data = await importFile(
				importContext(
					runtime,
					async (run, result) => {
						const { ItemsService } = caller.services;
						await new ItemsService('iot_sync_runs', { schema: caller.schema }).updateOne(run, result);
					},
					gone.signal,
				),
				{
					device,
					facts,
					actor: { kind: 'user', id: caller.accountability?.user ?? undefined },
					source: uploadedFile(request, environment.KILOWATCH_IMPORT_MAX_BYTES),
					isDryRun: query.dry_run,
				},
			);

			return { json: { data } satisfies ImportAnswer };
		} catch (error) {
			throw toAnswer(error);
		} finally {
			response.off('close', onClose);
		}
	},
});

function toAnswer(error: unknown): unknown {
	if (error instanceof FileError) {
		const code = error.kind === 'layout' ? errorCodes.fileLayout : errorCodes.otherPoint;

		return kilowatchError(code, error.message);
	}
	if (error instanceof DeviceBusy) {
		return kilowatchError(
			errorCodes.conflict,
			'The meter is being synced; send the file again when that is done',
		);
	}

	return error;
}
