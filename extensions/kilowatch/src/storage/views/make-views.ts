import { sha256 } from '../../domain/sha256.ts';
import type { Queryable } from '../database.ts';
import { InstallRefused } from '../migrate/install-refused.ts';
import { VIEW_SCHEMA, viewFunctions, views } from './definitions.ts';

/** Who may read a view, as it stood before the view was made anew. */
export interface ViewGrant {
	view: string;
	/** quoted where it must be; `PUBLIC` is everybody */
	grantee: string;
	grantable: boolean;
}

/** What PostgreSQL answers when something else needs what is to be dropped. */
const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';

/** Whether the database has the views as this version describes them; true where it has no place for them yet. */
export async function areViewsCurrent(connection: Queryable): Promise<boolean> {
	if (!(await hasPlace(connection))) return true;
	const { rows } = await connection.query<{ digest: string | null }>(
		'SELECT views_digest AS digest FROM kilowatch_internal.install',
	);

	return rows[0]?.digest === digestOfViews();
}

/**
 * Takes the views away that some version has made, so that what they read can be changed.
 *
 * @returns who was allowed to read them, for {@link makeViews}
 * @throws InstallRefused where the project has built something on them, which would go with them
 */
export async function dropViews(connection: Queryable): Promise<ViewGrant[]> {
	if (!(await hasPlace(connection))) return [];
	const { rows: grants } = await connection.query<ViewGrant>(
		`SELECT view.relname AS view,
			CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END AS grantee,
			acl.is_grantable AS grantable
		 FROM pg_class view CROSS JOIN LATERAL aclexplode(view.relacl) acl
		 WHERE view.relnamespace = $1::regnamespace AND view.relkind = 'v' AND acl.privilege_type = 'SELECT'
			AND acl.grantee <> view.relowner`,
		[VIEW_SCHEMA],
	);
	const { rows: made } = await connection.query<{ object: string }>(
		'SELECT unnest(views_made) AS object FROM kilowatch_internal.install',
	);
	try {
		for (const { object } of made.toReversed()) await connection.query(`DROP ${object}`);
	} catch (error) {
		throw refusalOf(error) ?? error;
	}
	await connection.query(`UPDATE kilowatch_internal.install SET views_digest = NULL, views_made = '{}'`);

	return grants;
}

/**
 * Makes the views of this version, where the schema has a place for them and has none. Whoever could read one before can
 * read the one of the same name again; a new one is nobody's.
 */
export async function makeViews(connection: Queryable, grants: readonly ViewGrant[] = []): Promise<void> {
	if (!(await hasPlace(connection))) return;
	for (const statement of statementsOfViews()) await connection.query(statement);
	for (const { view, grantee, grantable } of grants) {
		if (!views.some(({ name }) => name === view)) continue;
		await connection.query(
			`GRANT SELECT ON ${VIEW_SCHEMA}.${view} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
		);
	}
	await connection.query('UPDATE kilowatch_internal.install SET views_digest = $1, views_made = $2::text[]', [
		digestOfViews(),
		[
			...views.map(({ name }) => `VIEW IF EXISTS ${VIEW_SCHEMA}.${name}`),
			...viewFunctions.map(
				({ name, parameters }) => `FUNCTION IF EXISTS ${VIEW_SCHEMA}.${name}(${parameters})`,
			),
		],
	]);
}

/**
 * Each a barrier: conditions of whoever asks are looked at only for rows that the view shows, unless they cannot tell
 * anything, as comparisons of times and keys cannot.
 */
function statementsOfViews(): string[] {
	return [
		...views.flatMap(({ name, about, columns, query }) => [
			`CREATE VIEW ${VIEW_SCHEMA}.${name} WITH (security_barrier) AS ${query}`,
			`COMMENT ON VIEW ${VIEW_SCHEMA}.${name} IS ${textLiteral(about)}`,
			...Object.entries(columns).map(
				([column, text]) => `COMMENT ON COLUMN ${VIEW_SCHEMA}.${name}."${column}" IS ${textLiteral(text)}`,
			),
		]),
		...viewFunctions.flatMap(({ name, parameters, about, body }) => [
			`CREATE FUNCTION ${VIEW_SCHEMA}.${name}(${parameters}) ${body}`,
			`COMMENT ON FUNCTION ${VIEW_SCHEMA}.${name} IS ${textLiteral(about)}`,
		]),
	];
}

function digestOfViews(): string {
	return sha256(statementsOfViews().join(';'));
}

function textLiteral(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

async function hasPlace(connection: Queryable): Promise<boolean> {
	const { rows } = await connection.query<{ there: boolean }>(
		'SELECT to_regnamespace($1) IS NOT NULL AS there',
		[VIEW_SCHEMA],
	);

	return rows[0]?.there === true;
}

function refusalOf(error: unknown): InstallRefused | undefined {
	if (!(error instanceof Error && 'code' in error && error.code === DEPENDENT_OBJECTS_STILL_EXIST)) {
		return undefined;
	}
	const what = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message;

	return new InstallRefused(
		`Something of this project is built on Kilowatch’s views, which have to be made anew: ${what}. Drop it first and make it again afterwards. Nothing was changed.`,
	);
}
