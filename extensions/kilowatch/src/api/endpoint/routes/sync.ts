import { z } from 'zod';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { SyncAnswer, SyncRequest } from '../../../shared/http-contract/sync-runs.ts';
import { listSyncableDevices } from '../../../storage/devices.ts';
import { queueRun, readRunPeriod } from '../../../storage/sync-runs.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const body = z
	.strictObject({
		from: calendarDate.optional(),
		to: calendarDate.optional(),
		devices: z.array(z.uuid()).min(1).max(1000).optional(),
	})
	.refine(({ from, to }) => (from === undefined) === (to === undefined), {
		message: 'from and to go together; to is not included',
	})
	.refine(({ from, to }) => from === undefined || to === undefined || from < to, {
		message: 'from must be before to',
	});

/** `POST /kilowatch/buildings/:building/linky/sync`: fetch what is missing now, or a period again. */
export const sync = defineRoute({
	method: 'post',
	path: '/buildings/:building/linky/sync',
	access: 'building-update',
	summary: 'Queues a run for each connected meter of a building, or for some of them',
	answers: { json: 'SyncAnswer', status: 202 },
	errors: [errorCodes.conflict],
	query: nothing,
	body,
	async handle({ runtime, params, body }) {
		const { database } = runtime;
		const request: SyncRequest = body;
		const here = (await listSyncableDevices(database, pathParam(params, 'building'))).map(({ id }) => id);
		const devices = request.devices ?? here;
		const foreign = devices.filter((device) => !here.includes(device));
		if (foreign.length > 0) {
			throw kilowatchError(
				errorCodes.invalidRequest,
				`devices: no connected meter of this building: ${foreign.join(', ')}`,
			);
		}

		const period = request.from && request.to ? { from: request.from, to: request.to } : undefined;
		const data: SyncAnswer['data'] = [];
		for (const device of devices) {
			const run = await queueRun(database, { device, trigger: 'manual', period });
			const active = await readRunPeriod(database, run);
			if (period && (active?.from !== period.from || active.to !== period.to)) {
				throw kilowatchError(
					errorCodes.conflict,
					`Meter ${device} is being synced already (run ${run}): ask for the period again when that is done`,
				);
			}
			data.push({ run, device });
		}
		runtime.syncs.wake();

		return { status: 202, json: { data } satisfies SyncAnswer };
	},
});
