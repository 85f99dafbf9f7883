import type { Queryable } from '../database.ts';
import { policyIds } from '../../shared/names.ts';
import {
	collectionNote,
	collectionRows,
	fieldRows,
	policyNote,
	presetRows,
	relationRows,
	translationRows,
} from './metadata.ts';
import { collectionNames, folderName } from './names.ts';

/** What a registration found in the way, and so belongs to Kilowatch or does not. */
export interface Registration {
	/** fields of an adopted `buildings` that Kilowatch registered */
	buildingFields: string[];
}

/**
 * Tells Directus of the collections: adds the rows that are missing to its tables, and changes none that is there.
 * Of an adopted `buildings` only the added columns and the lists of our rows are registered.
 */
export async function register(
	connection: Queryable,
	adopted: { addedBuildingColumns: readonly string[] } | null,
): Promise<Registration> {
	await insertCollections(connection);
	const relations = await fitRelations(connection, adopted !== null);
	const buildingFields = await insertFields(connection, adopted, relations);
	await connection.query(
		`INSERT INTO directus_relations
			(many_collection, many_field, one_collection, one_field, junction_field, one_deselect_action)
		SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r (
			many_collection text, many_field text, one_collection text, one_field text, junction_field text,
			one_deselect_action text
		)
		WHERE NOT EXISTS (
			SELECT 1 FROM directus_relations known
			WHERE known.many_collection = r.many_collection AND known.many_field = r.many_field
		)`,
		[JSON.stringify(relations)],
	);
	await connection.query(
		`INSERT INTO directus_presets (collection, layout, layout_query, layout_options)
		SELECT r.collection, r.layout, r.layout_query, r.layout_options
		FROM jsonb_to_recordset($1::jsonb) AS r (collection text, layout text, layout_query json, layout_options json)
		WHERE NOT EXISTS (
			SELECT 1 FROM directus_presets known
			WHERE known.collection = r.collection AND known."user" IS NULL AND known.role IS NULL
				AND known.bookmark IS NULL
		)`,
		[JSON.stringify(presetRows().filter(({ collection }) => !adopted || collection !== 'buildings'))],
	);
	await connection.query(
		`INSERT INTO directus_translations (id, language, key, value)
		SELECT gen_random_uuid(), r.language, r.key, r.value
		FROM jsonb_to_recordset($1::jsonb) AS r (language text, key text, value text)
		WHERE NOT EXISTS (
			SELECT 1 FROM directus_translations known WHERE known.language = r.language AND known.key = r.key
		)`,
		[JSON.stringify(translationRows())],
	);
	await insertPolicies(connection);

	return { buildingFields };
}

async function insertCollections(connection: Queryable): Promise<void> {
	const { rows } = await connection.query<{ free: boolean }>(
		`SELECT to_regclass(quote_ident($1)) IS NULL
			AND NOT EXISTS (SELECT 1 FROM directus_collections WHERE collection = $1 AND note IS DISTINCT FROM $2) AS free`,
		[folderName, collectionNote(folderName)],
	);

	await connection.query(
		`INSERT INTO directus_collections (
			collection, icon, color, note, display_template, hidden, translations, archive_field, archive_value,
			unarchive_value, sort, "group"
		)
		SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r (
			collection text, icon text, color text, note text, display_template text, hidden boolean,
			translations json, archive_field text, archive_value text, unarchive_value text, sort integer, "group" text
		)
		ON CONFLICT (collection) DO NOTHING`,
		[JSON.stringify(collectionRows(rows[0]?.free ?? false))],
	);
}

/** A field of an adopted `buildings` that has the name of one of our lists keeps it; the relation then shows nowhere. */
async function fitRelations(connection: Queryable, adopted: boolean) {
	const relations = relationRows();
	if (!adopted) return relations;
	const { rows } = await connection.query<{ name: string }>(`
		SELECT field AS name FROM directus_fields WHERE collection = 'buildings'
		UNION SELECT attname FROM pg_attribute
		WHERE attrelid = 'buildings'::regclass AND attnum > 0 AND NOT attisdropped
	`);
	const taken = new Set(rows.map(({ name }) => name));

	return relations.map((relation) =>
		relation.one_collection === 'buildings' && relation.one_field !== null && taken.has(relation.one_field)
			? { ...relation, one_field: null }
			: relation,
	);
}

async function insertFields(
	connection: Queryable,
	adopted: { addedBuildingColumns: readonly string[] } | null,
	relations: readonly { one_collection: string; one_field: string | null }[],
): Promise<string[]> {
	const lists = relations.flatMap(({ one_collection, one_field }) =>
		one_collection === 'buildings' && one_field !== null ? [one_field] : [],
	);
	const ours = adopted && new Set([...adopted.addedBuildingColumns, ...lists]);
	const fields = fieldRows().filter(
		({ collection, field }) => collection !== 'buildings' || !ours || ours.has(field),
	);
	const { rows } = await connection.query<{ collection: string; field: string }>(
		`INSERT INTO directus_fields (
			collection, field, special, interface, options, display, display_options, readonly, hidden, sort, width,
			translations, note, required
		)
		SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r (
			collection text, field text, special text, interface text, options json, display text,
			display_options json, readonly boolean, hidden boolean, sort integer, width text, translations json,
			note text, required boolean
		)
		WHERE NOT EXISTS (
			SELECT 1 FROM directus_fields known WHERE known.collection = r.collection AND known.field = r.field
		)
		RETURNING collection, field`,
		[
			JSON.stringify(
				// A column that is added to a project's own rows cannot be required of them.
				fields.map((row) => (adopted && row.collection === 'buildings' ? { ...row, required: false } : row)),
			),
		],
	);

	return adopted ? rows.filter(({ collection }) => collection === 'buildings').map(({ field }) => field) : [];
}

async function insertPolicies(connection: Queryable): Promise<void> {
	const policies = [
		{
			id: policyIds.manager,
			name: 'Kilowatch manager',
			icon: 'real_estate_agent',
			note: policyNote('manager'),
			app: true,
		},
		{
			id: policyIds.reader,
			name: 'Kilowatch reader',
			icon: 'visibility',
			note: policyNote('reader'),
			app: true,
		},
		{
			id: policyIds.personalData,
			name: 'Kilowatch personal data',
			icon: 'shield_person',
			note: policyNote('personalData'),
			app: false,
		},
	];

	for (const { id, name, icon, note, app } of policies) {
		await connection.query(
			`INSERT INTO directus_policies (id, name, icon, description, admin_access, app_access, enforce_tfa)
			VALUES ($1, $2, $3, $4, false, $5, false) ON CONFLICT (id) DO NOTHING`,
			[id, name, icon, note, app],
		);
	}
}

/**
 * Takes back every row of Directus' tables that only made sense with Kilowatch: our own, and what people added for our
 * collections (permissions, presets, panels, history).
 */
export async function unregister(
	connection: Queryable,
	adopted: { buildingFields: readonly string[] } | null,
): Promise<void> {
	const gone = collectionNames.filter((name) => !adopted || name !== 'buildings');

	await connection.query(
		`UPDATE directus_revisions SET parent = NULL
		WHERE parent IN (SELECT id FROM directus_revisions WHERE collection = ANY ($1))`,
		[gone],
	);
	for (const table of [
		'directus_revisions',
		'directus_activity',
		'directus_comments',
		'directus_notifications',
		'directus_shares',
		'directus_versions',
		'directus_permissions',
		'directus_presets',
		'directus_fields',
	]) {
		await connection.query(`DELETE FROM ${table} WHERE collection = ANY ($1)`, [gone]);
	}
	if (adopted) {
		await connection.query(
			`DELETE FROM directus_fields WHERE collection = 'buildings' AND field = ANY ($1)`,
			[adopted.buildingFields],
		);
	}
	await connection.query(
		`DELETE FROM directus_relations
		WHERE many_collection = ANY ($1) OR one_collection = ANY ($1)
			OR (many_collection = 'buildings' AND many_field = ANY ($2))`,
		[gone, adopted?.buildingFields ?? []],
	);
	await connection.query(
		`DELETE FROM directus_panels WHERE type LIKE 'kilowatch-%' OR options ->> 'collection' = ANY ($1)`,
		[gone],
	);
	await connection.query('DELETE FROM directus_policies WHERE id = ANY ($1)', [Object.values(policyIds)]);
	await connection.query('DELETE FROM directus_translations WHERE key = ANY ($1)', [
		[...new Set(translationRows().map(({ key }) => key))],
	]);
	await connection.query(
		`UPDATE directus_collections SET "group" = NULL
		WHERE "group" = ANY ($1) OR "group" IN (
			SELECT collection FROM directus_collections WHERE collection = $2 AND note = $3
		)`,
		[gone, folderName, collectionNote(folderName)],
	);
	await connection.query(
		`DELETE FROM directus_collections
		WHERE collection = ANY ($1) OR (collection = $2 AND note = $3) OR (collection = 'buildings' AND note = $4)`,
		[gone, folderName, collectionNote(folderName), collectionNote('buildings')],
	);
}
