import { policyIds, type RightsScope } from '../../shared/names.ts';
import type { Queryable } from '../database.ts';
import { collectionNames } from './names.ts';

interface Grant {
	policy: string;
	collection: string;
	action: 'read' | 'create' | 'update' | 'delete';
}

/** Half-hours of a natural person and the log of who saw them are nobody's by default. */
const guarded = ['iot_readings', 'iot_audit'];

/** What the seeded policies grant where people see every building. No rules in them: the unlicensed tier has none. */
export const grants: readonly Grant[] = [
	...[policyIds.manager, policyIds.reader].flatMap((policy) =>
		collectionNames
			.filter((collection) => !guarded.includes(collection))
			.map((collection): Grant => ({ policy, collection, action: 'read' })),
	),
	...['buildings', 'buildings_viewers', 'iot_devices', 'iot_tariffs'].flatMap((collection): Grant[] => [
		{ policy: policyIds.manager, collection, action: 'create' },
		{ policy: policyIds.manager, collection, action: 'update' },
	]),
	// Taking a viewer off a building deletes the joining row.
	{ policy: policyIds.manager, collection: 'buildings_viewers', action: 'delete' },
	{ policy: policyIds.manager, collection: 'iot_alerts', action: 'update' },
	{ policy: policyIds.manager, collection: 'iot_advice', action: 'update' },
	{ policy: policyIds.personalData, collection: 'iot_readings', action: 'read' },
];

/**
 * Brings the seeded policies to the scope. Under `assigned` they grant nothing on our collections, whoever added it,
 * so that no way around the routes is wider than they are. Under `all` the grants are made once, when the scope begins:
 * afterwards the policies are the administrator's. Other policies are never touched.
 *
 * @returns whether any row changed
 */
export async function applyScope(connection: Queryable, scope: RightsScope): Promise<boolean> {
	const { rows } = await connection.query<{ rights_scope: RightsScope | null }>(
		'SELECT rights_scope FROM kilowatch_internal.install',
	);
	const changes =
		scope === 'assigned'
			? await revokeGrants(connection)
			: rows[0]?.rights_scope === 'all'
				? 0
				: await makeGrants(connection, grants);
	await connection.query('UPDATE kilowatch_internal.install SET rights_scope = $1', [scope]);

	return changes > 0;
}

/** Lets people with the seeded policies open Insights dashboards, whose panels otherwise show nothing. */
export async function grantDashboards(connection: Queryable): Promise<number> {
	return makeGrants(
		connection,
		[policyIds.manager, policyIds.reader].flatMap((policy) =>
			['directus_dashboards', 'directus_panels'].map((collection): Grant => ({
				policy,
				collection,
				action: 'read',
			})),
		),
	);
}

async function revokeGrants(connection: Queryable): Promise<number> {
	const { rowCount } = await connection.query(
		'DELETE FROM directus_permissions WHERE policy = ANY ($1) AND collection = ANY ($2)',
		[Object.values(policyIds), collectionNames],
	);

	return rowCount ?? 0;
}

async function makeGrants(connection: Queryable, wanted: readonly Grant[]): Promise<number> {
	const { rowCount } = await connection.query(
		`INSERT INTO directus_permissions (policy, collection, action, fields)
		SELECT r.policy, r.collection, r.action, '*'
		FROM jsonb_to_recordset($1::jsonb) AS r (policy uuid, collection text, action text)
		JOIN directus_policies p ON p.id = r.policy
		WHERE NOT EXISTS (
			SELECT 1 FROM directus_permissions known
			WHERE known.policy = r.policy AND known.collection = r.collection AND known.action = r.action
		)`,
		[JSON.stringify(wanted)],
	);

	return rowCount ?? 0;
}
