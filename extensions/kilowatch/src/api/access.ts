import { ForbiddenError } from '@directus/errors';
import { ipInNetworks } from '@directus/utils/node';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import { policyIds, type RightsScope } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import type { Caller } from './caller.ts';

/** What a route does to a building: show it, or change it. */
export type Need = 'read' | 'update';

/**
 * Lets a caller pass who may read or change a building, and nobody else.
 *
 * In scope `all` Directus' own permissions on `buildings` decide. In scope `assigned`, where those grant nothing, the
 * seeded policies say what somebody may do and the building says to whom: its manager and its viewers.
 *
 * @throws ForbiddenError also when the building does not exist, so that nobody can find out which do
 */
export async function checkBuildingAccess(caller: Caller, building: BuildingKey, need: Need): Promise<void> {
	if (!(await mayAccessBuilding(caller, building, need))) throw new ForbiddenError();
}

/** As {@link checkBuildingAccess}, as a question. */
export async function mayAccessBuilding(caller: Caller, building: BuildingKey, need: Need): Promise<boolean> {
	// What PostgreSQL's text cannot hold is no key either.
	if (String(building).includes('\0')) return false;
	if (isUnrestricted(caller)) return buildingExists(caller, building);
	if (!caller.accountability?.user) return false;

	return caller.scope === 'all' ? isPermitted(caller, building, need) : isAssigned(caller, building, need);
}

/** Keys of the buildings a caller may see. */
export async function listVisibleBuildings(caller: Caller): Promise<BuildingKey[]> {
	if (isUnrestricted(caller)) return readKeys(caller, 'SELECT id FROM buildings', []);
	const user = caller.accountability?.user;
	if (!user) throw new ForbiddenError();

	if (caller.scope === 'all') {
		const { services, schema, accountability } = caller;
		const buildings = new services.ItemsService('buildings', { schema, accountability });
		const rows = await buildings.readByQuery({ fields: ['id'], limit: -1 });

		return rows.map(({ id }) => id as BuildingKey);
	}

	if (!(await holdsPolicy(caller, [policyIds.manager, policyIds.reader]))) throw new ForbiddenError();

	return readKeys(
		caller,
		`SELECT id FROM buildings WHERE manager = $1
		 UNION SELECT building FROM buildings_viewers WHERE viewer = $1`,
		[user],
	);
}

/**
 * The policies with which somebody may see buildings; in scope `all`, `undefined`, every one that reads the collection.
 */
export function readingPolicies(scope: RightsScope): readonly string[] | undefined {
	return scope === 'assigned' ? [policyIds.manager, policyIds.reader] : undefined;
}

/** Which of some buildings a caller may change, as far as it is known without asking about each one. */
export async function listProbablyChangeable(
	caller: Caller,
	buildings: readonly BuildingKey[],
): Promise<ReadonlySet<BuildingKey>> {
	if (isUnrestricted(caller)) return new Set(buildings);
	if (caller.scope === 'assigned') {
		if (!(await holdsPolicy(caller, [policyIds.manager]))) return new Set();
		const { user } = caller.accountability ?? {};

		return new Set(await readKeys(caller, 'SELECT id FROM buildings WHERE manager = $1', [user]));
	}

	const { rows } = await caller.connection.query<{ policy: string }>(
		`SELECT DISTINCT policy FROM directus_permissions WHERE collection = 'buildings' AND action = 'update'`,
	);
	const policies = rows.map(({ policy }) => policy);

	return new Set((await holdsPolicy(caller, policies)) ? buildings : []);
}

/** Whether a caller may see values finer than a day of meters whose holder is a natural person. */
export async function mayReadPersonalData(caller: Caller): Promise<boolean> {
	return isUnrestricted(caller) || holdsPolicy(caller, [policyIds.personalData]);
}

function isUnrestricted({ accountability }: Caller): boolean {
	return accountability === null || accountability.admin;
}

async function buildingExists({ connection }: Caller, building: BuildingKey): Promise<boolean> {
	return isFound(connection, `SELECT FROM buildings WHERE ${isThisBuilding}`, [building, String(building)]);
}

/**
 * By the key's own type, whichever it is, so that its index finds it among thousands, and by its text, so that a building has
 * one key only: `01` is not 1.
 */
const isThisBuilding = 'id = $1 AND id::text = $2';

/** What PostgreSQL says of a text that cannot be a key: no uuid, no integer, or too large a one. */
const NO_KEY = ['22P02', '22003'];

async function isFound(connection: Queryable, text: string, values: readonly unknown[]): Promise<boolean> {
	try {
		return (await connection.query(text, values)).rows.length > 0;
	} catch (error) {
		if (error instanceof Error && 'code' in error && NO_KEY.includes(String(error.code))) return false;
		throw error;
	}
}

async function readKeys({ connection }: Caller, text: string, values: unknown[]): Promise<BuildingKey[]> {
	const { rows } = await connection.query<{ id: BuildingKey }>(text, values);

	return rows.map(({ id }) => id);
}

async function isPermitted(caller: Caller, building: BuildingKey, need: Need): Promise<boolean> {
	if (!(await buildingExists(caller, building))) return false;
	const { services, schema, accountability } = caller;

	if (need === 'update') {
		const permissions = new services.PermissionsService({ schema, accountability });
		const { update } = await permissions.getItemPermissions('buildings', String(building));

		return update.access;
	}

	const buildings = new services.ItemsService('buildings', { schema, accountability });

	return buildings.readOne(building, { fields: ['id'] }).then(
		() => true,
		() => false,
	);
}

async function isAssigned(caller: Caller, building: BuildingKey, need: Need): Promise<boolean> {
	const policies = need === 'update' ? [policyIds.manager] : [policyIds.manager, policyIds.reader];
	if (!(await holdsPolicy(caller, policies))) return false;

	return isFound(
		caller.connection,
		`SELECT FROM buildings WHERE ${isThisBuilding} AND (
			manager = $3
			OR $4 AND EXISTS (SELECT FROM buildings_viewers WHERE building = buildings.id AND viewer = $3)
		)`,
		[building, String(building), caller.accountability?.user, need === 'read'],
	);
}

/** Whether one of the policies is attached to the caller or one of its roles, and valid where the caller stands. */
async function holdsPolicy(caller: Caller, policies: readonly string[]): Promise<boolean> {
	const { accountability, connection } = caller;
	if (!accountability?.user) return false;

	const { rows } = await connection.query<{ ip_access: string | null }>(
		`SELECT policy.ip_access FROM directus_access access
		 JOIN directus_policies policy ON policy.id = access.policy
		 WHERE policy.id = ANY ($1::uuid[]) AND (access."user" = $2 OR access.role = ANY ($3::uuid[]))`,
		[policies, accountability.user, accountability.roles],
	);

	return rows.some(({ ip_access }) => isValidAt(ip_access, accountability.ip));
}

function isValidAt(ipAccess: string | null, ip: string | null | undefined): boolean {
	if (!ipAccess) return true;
	if (!ip) return false;

	return ipInNetworks(ip, ipAccess.split(','));
}
