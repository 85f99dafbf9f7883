import type { ManagersAnswer } from '../../../shared/http-contract/managers.ts';
import { listBuildingReaders } from '../../../storage/buildings.ts';
import { readingPolicies } from '../../access.ts';
import { defineRoute, nothing } from '../route.ts';

/** `GET /kilowatch/buildings/:building/managers`: the people to whom a building can be handed over. */
export const managers = defineRoute({
	method: 'get',
	path: '/buildings/:building/managers',
	access: 'building-update',
	summary: 'The people to whom a building can be handed over',
	answers: { json: 'ManagersAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime, caller }) {
		const data = await listBuildingReaders(runtime.database, readingPolicies(caller.scope));

		return { json: { data } satisfies ManagersAnswer };
	},
});
