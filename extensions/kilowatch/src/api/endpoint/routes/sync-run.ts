import { ForbiddenError } from '@directus/errors';
import type { SyncRunAnswer } from '../../../shared/http-contract/sync-runs.ts';
import { readDevice } from '../../../storage/devices.ts';
import { readRun } from '../../../storage/sync-runs.ts';
import { readSecondsLeft } from '../../../sync/time-left.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `GET /kilowatch/sync-runs/:run`: how far a run is. */
export const syncRun = defineRoute({
	method: 'get',
	path: '/sync-runs/:run',
	access: 'run-read',
	summary: 'How far a run is',
	answers: { json: 'SyncRunAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime: { database, providers }, params }) {
		const run = await readRun(database, pathParam(params, 'run'));
		if (!run) throw new ForbiddenError();
		const device = await readDevice(database, run.device);
		const provider = device && providers.providers.get(device.provider);
		const data = { ...run, seconds_left: await readSecondsLeft(database, provider, run, new Date()) };

		return { json: { data } satisfies SyncRunAnswer };
	},
});
