import type { Queryable } from '../database.ts';
import { VIEW_SCHEMA, views } from './definitions.ts';

export interface ReadRole {
	/** as PostgreSQL has it, not quoted */
	name: string;
	/** whether it may also read the days of natural persons' meters */
	personalDays: boolean;
}

/** What there is of a role. */
export interface FoundRole {
	exists: boolean;
	/** it may do everything anyway */
	isSuperuser: boolean;
	/** whether we may make roles */
	mayCreate: boolean;
}

export async function findRole(connection: Queryable, name: string): Promise<FoundRole> {
	const { rows } = await connection.query<FoundRole>(
		`SELECT role.oid IS NOT NULL AS exists, coalesce(role.rolsuper, false) AS "isSuperuser",
			own.rolsuper OR own.rolcreaterole AS "mayCreate"
		 FROM pg_roles own LEFT JOIN pg_roles role ON role.rolname = $1
		 WHERE own.rolname = current_user`,
		[name],
	);
	const [row] = rows;
	if (!row) throw new Error('The database does not know its own role');

	return row;
}

/**
 * The statements that make a role which can only log in, and reads nothing yet.
 *
 * @param verifier what the server keeps of its password
 */
export function statementsToCreate(name: string, database: string, verifier: string): string[] {
	const role = quoted(name);
	const here = `IN DATABASE ${quoted(database)}`;

	return [
		`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '${verifier}'`,
		// Conveniences: what it may do is in the grants.
		`ALTER ROLE ${role} ${here} SET search_path = ${VIEW_SCHEMA}`,
		`ALTER ROLE ${role} ${here} SET default_transaction_read_only = on`,
		`ALTER ROLE ${role} ${here} SET statement_timeout = '60s'`,
		// Compiling costs more than these queries do: a month of 2,000 meters 1.7 s instead of 0.3.
		`ALTER ROLE ${role} ${here} SET jit = off`,
	];
}

/** The statements that let a role read the views, each by its name. Run again they change nothing. */
export function statementsToGrant({ name, personalDays }: ReadRole): string[] {
	const role = quoted(name);

	return [
		`GRANT USAGE ON SCHEMA ${VIEW_SCHEMA} TO ${role}`,
		...views.map(({ name: view, personal }) =>
			personal && !personalDays
				? `REVOKE SELECT ON ${VIEW_SCHEMA}.${view} FROM ${role}`
				: `GRANT SELECT ON ${VIEW_SCHEMA}.${view} TO ${role}`,
		),
	];
}

/** The statements that take all of it back; the role stays. */
export function statementsToRevoke(name: string): string[] {
	const role = quoted(name);

	return [
		...views.map(({ name: view }) => `REVOKE ALL ON ${VIEW_SCHEMA}.${view} FROM ${role}`),
		`REVOKE ALL ON SCHEMA ${VIEW_SCHEMA} FROM ${role}`,
	];
}

/** What else of this database a role may read, as `schema.table`: what it was given before, itself or by way of others. */
export async function listOtherReadable(connection: Queryable, name: string): Promise<string[]> {
	const { rows } = await connection.query<{ place: string }>(
		`SELECT format('%I.%I', schema.nspname, relation.relname) AS place
		 FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
		 WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'f')
			AND schema.nspname NOT IN ('pg_catalog', 'information_schema', $2)
			AND schema.nspname NOT LIKE 'pg\\_%' AND schema.nspname NOT LIKE '%timescaledb%'
			AND has_schema_privilege($1, schema.oid, 'USAGE') AND has_table_privilege($1, relation.oid, 'SELECT')
		 ORDER BY 1`,
		[name, VIEW_SCHEMA],
	);

	return rows.map(({ place }) => place);
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
