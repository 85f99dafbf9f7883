import type { BuildingKey, Person } from '../shared/http-contract/buildings.ts';
import type { Queryable } from './database.ts';

export interface NamedBuilding {
	id: BuildingKey;
	name: string;
}

/**
 * The buildings that texts name, by key or by name, whatever its capitals. A text that is a key names that building alone.
 *
 * @returns a row for each text and building
 */
export async function findNamedBuildings(
	connection: Queryable,
	texts: readonly string[],
): Promise<(NamedBuilding & { text: string })[]> {
	const { rows } = await connection.query<NamedBuilding & { text: string; is_key: boolean }>(
		`SELECT asked.text, building.id, coalesce(building.name, '') AS name, building.id::text = asked.text AS is_key
		 FROM unnest($1::text[]) AS asked (text)
		 JOIN buildings building ON building.id::text = asked.text OR lower(btrim(building.name)) = lower(asked.text)
		 ORDER BY building.id`,
		[texts],
	);
	const keys = new Set(rows.filter(({ is_key }) => is_key).map(({ text }) => text));

	return rows
		.filter(({ text, is_key }) => is_key || !keys.has(text))
		.map(({ text, id, name }) => ({ text, id, name }));
}

/** Keys as the database has them, of those buildings that have another manager. */
export async function listManagedOtherwise(
	connection: Queryable,
	buildings: readonly BuildingKey[],
	manager: string | null,
): Promise<BuildingKey[]> {
	const { rows } = await connection.query<{ id: BuildingKey }>(
		'SELECT id FROM buildings WHERE id::text = ANY ($1) AND manager::text IS DISTINCT FROM $2 ORDER BY id',
		[buildings.map(String), manager],
	);

	return rows.map(({ id }) => id);
}

/** The buildings that somebody manages, by name. */
export async function listBuildingsOf(connection: Queryable, manager: string): Promise<BuildingKey[]> {
	const { rows } = await connection.query<{ id: BuildingKey }>(
		'SELECT id FROM buildings WHERE manager::text = $1 ORDER BY name, id',
		[manager],
	);

	return rows.map(({ id }) => id);
}

/** Who manages a building; `null` where nobody does. */
export async function readManager(connection: Queryable, building: BuildingKey): Promise<string | null> {
	const { rows } = await connection.query<{ manager: string | null }>(
		'SELECT manager::text AS manager FROM buildings WHERE id::text = $1',
		[String(building)],
	);

	return rows[0]?.manager ?? null;
}

/** More people than that are found by nobody in a list. */
const MAX_PEOPLE = 1_000;

/**
 * Active people who may see buildings: admins, and who holds a policy that lets them, by themselves or by a role or one
 * above it.
 *
 * @param policies the policies that decide; `undefined`: every one that reads the collection `buildings`
 * @param user this one alone
 */
export async function listBuildingReaders(
	connection: Queryable,
	policies: readonly string[] | undefined,
	user?: string,
): Promise<Person[]> {
	const { rows } = await connection.query<Person>(
		`WITH RECURSIVE opening AS (
			SELECT policy.id FROM directus_policies policy WHERE policy.admin_access OR policy.id = ANY ($1::uuid[])
				OR $1::uuid[] IS NULL AND EXISTS (
					SELECT FROM directus_permissions
					WHERE directus_permissions.policy = policy.id AND collection = 'buildings' AND action = 'read'
				)
		), roles AS (
			SELECT access.role AS id FROM directus_access access WHERE access.policy IN (SELECT id FROM opening)
			UNION
			SELECT role.id FROM directus_roles role JOIN roles ON role.parent = roles.id
		)
		SELECT person.id, coalesce(nullif(btrim(concat_ws(' ', person.first_name, person.last_name)), ''),
			person.email, person.id::text) AS name, person.email
		FROM directus_users person
		WHERE person.status = 'active' AND ($2::uuid IS NULL OR person.id = $2) AND (
			person.role IN (SELECT id FROM roles)
			OR EXISTS (
				SELECT FROM directus_access access
				WHERE access."user" = person.id AND access.policy IN (SELECT id FROM opening)
			)
		)
		ORDER BY name, person.id LIMIT ${MAX_PEOPLE}`,
		[policies ?? null, user ?? null],
	);

	return rows;
}
