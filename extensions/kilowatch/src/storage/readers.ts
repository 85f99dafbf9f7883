import type { Queryable } from './database.ts';

/** A person who reads messages in Directus. */
export interface Reader {
	id: string;
	/** as the person has set it, else as the project has; `fr-FR` */
	locale: string | null;
}

const locale = `coalesce(nullif(person.language, ''), (SELECT default_language FROM directus_settings LIMIT 1)) AS locale`;

export async function readReaders(connection: Queryable, people: readonly string[]): Promise<Reader[]> {
	const { rows } = await connection.query<Reader>(
		`SELECT person.id, ${locale} FROM directus_users person WHERE person.id = ANY ($1::uuid[])`,
		[people],
	);

	return rows;
}

/** Everybody who may do all and uses the app; rights come from a person's own policies, its role's and those above that. */
export async function listAdmins(connection: Queryable): Promise<Reader[]> {
	const { rows } = await connection.query<Reader>(
		`WITH RECURSIVE standing AS (
			SELECT id AS person, role FROM directus_users WHERE status = 'active'
			UNION SELECT standing.person, role.parent FROM standing
			JOIN directus_roles role ON role.id = standing.role WHERE role.parent IS NOT NULL
		), rights AS (
			SELECT standing.person, bool_or(policy.admin_access) AS is_admin, bool_or(policy.app_access) AS has_app
			FROM standing
			JOIN directus_access access ON access."user" = standing.person OR access.role = standing.role
			JOIN directus_policies policy ON policy.id = access.policy
			GROUP BY standing.person
		)
		SELECT person.id, ${locale} FROM rights JOIN directus_users person ON person.id = rights.person
		WHERE rights.is_admin AND rights.has_app ORDER BY person.id`,
	);

	return rows;
}
