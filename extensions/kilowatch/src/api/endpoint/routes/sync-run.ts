import { ForbiddenError } from '@directus/errors';
import type { SyncRunAnswer } from '../../../shared/http-contract.ts';
import { readRun } from '../../../storage/sync-runs.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `GET /kilowatch/sync-runs/:run`: how far a run is. */
export const syncRun = defineRoute({
	method: 'get',
	path: '/sync-runs/:run',
	access: 'run-read',
	query: nothing,
	body: nothing,
	async handle({ runtime, params }) {
		const data = await readRun(runtime.database, pathParam(params, 'run'));
		if (!data) throw new ForbiddenError();

		return { json: { data } satisfies SyncRunAnswer };
	},
});
