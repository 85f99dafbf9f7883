import { readBuilding } from '../../../insight/building.ts';
import type { BuildingAnswer } from '../../../shared/http-contract/buildings.ts';
import { mayAccessBuilding } from '../../access.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `GET /kilowatch/buildings/:building`: one building, its meters, their consents and last runs. */
export const building = defineRoute({
	method: 'get',
	path: '/buildings/:building',
	access: 'building-read',
	summary: 'A building with its meters, their consents and last sync runs',
	answers: { json: 'BuildingAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime, caller, params }) {
		const key = pathParam(params, 'building');
		const facts = await readBuilding(runtime.database, key);
		const data = {
			...facts,
			may_update: await mayAccessBuilding(caller, key, 'update'),
			providers: runtime.providers.states,
		};

		return { json: { data } satisfies BuildingAnswer };
	},
});
