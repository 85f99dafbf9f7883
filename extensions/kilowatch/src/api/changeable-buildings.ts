import { ForbiddenError } from '@directus/errors';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import { findNamedBuildings, type NamedBuilding } from '../storage/buildings.ts';
import { checkBuildingAccess, mayAccessBuilding } from './access.ts';
import type { Caller } from './caller.ts';

/** So many buildings are asked about at once: Directus' own connections are for everybody. */
const AT_ONCE = 4;

/**
 * The buildings that texts name, by key or by name, of those the caller may change: all others are as if they were not there.
 * Each building is asked about once, however often it is named.
 */
export async function findChangeableBuildings(
	caller: Caller,
	texts: readonly string[],
): Promise<ReadonlyMap<string, readonly NamedBuilding[]>> {
	const asked = [...new Set(texts)].filter((text) => text !== '' && !text.includes('\0'));
	const named = await findNamedBuildings(caller.connection, asked);
	const changeable = new Set<BuildingKey>();
	await eachOf([...new Set(named.map(({ id }) => id))], async (id) => {
		if (await mayAccessBuilding(caller, id, 'update')) changeable.add(id);
	});
	const buildings = new Map<string, NamedBuilding[]>();
	for (const { text, id, name } of named) {
		if (changeable.has(id)) buildings.set(text, [...(buildings.get(text) ?? []), { id, name }]);
	}

	return buildings;
}

/**
 * Lets a caller pass who may change all of these buildings.
 *
 * @throws ForbiddenError where one of them is another's, or nobody's
 */
export async function checkAllChangeable(caller: Caller, buildings: readonly BuildingKey[]): Promise<void> {
	if (buildings.length === 0) throw new ForbiddenError();
	await eachOf(buildings, (building) => checkBuildingAccess(caller, building, 'update'));
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
	for (let at = 0; at < items.length; at += AT_ONCE) {
		await Promise.all(items.slice(at, at + AT_ONCE).map(work));
	}
}
