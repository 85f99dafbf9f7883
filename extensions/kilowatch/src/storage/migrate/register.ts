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
import { collectionNames, columnPlaces, folderName } from './names.ts';

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
	const relations = await fitRelations(connection, adopted?.addedBuildingColumns);
	// An adopted collection's own fields are the project's.
	const ours = collectionNames.filter((name) => !adopted || name !== 'buildings');
	const order = await readFieldOrder(connection, ours);
	const buildingFields = await insertFields(connection, adopted, relations);
	await keepDeclaredOrder(connection, order, await readFieldOrder(connection, ours));
	await completeChoices(connection, ours);
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
async function fitRelations(connection: Queryable, addedColumns: readonly string[] | undefined) {
	if (!addedColumns) return relationRows();
	// A column of its own with the name of one of ours leads to nothing of ours.
	const relations = relationRows().filter(
		({ many_collection, many_field, one_collection }) =>
			many_collection !== 'buildings' ||
			!collectionNames.includes(one_collection) ||
			addedColumns.includes(many_field),
	);
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
	const lacking = new Set((await columnsNotMade(connection)).map(place));
	const fields = fieldRows().filter(
		(row) => !lacking.has(place(row)) && (row.collection !== 'buildings' || !ours || ours.has(row.field)),
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

interface FieldPlace {
	collection: string;
	field: string;
}

function place({ collection, field }: FieldPlace): string {
	return `${collection}.${field}`;
}

/** Declared fields whose column the migrations run so far have not made. */
async function columnsNotMade(connection: Queryable): Promise<FieldPlace[]> {
	const { rows } = await connection.query<FieldPlace>(
		`SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r (collection text, field text)
		WHERE NOT EXISTS (
			SELECT 1 FROM information_schema.columns made
			WHERE made.table_schema = current_schema() AND made.table_name = r.collection AND made.column_name = r.field
		)`,
		[JSON.stringify(columnPlaces)],
	);

	return rows;
}

/** The registered fields of each collection, in the order in which its form shows them. */
async function readFieldOrder(
	connection: Queryable,
	collections: readonly string[],
): Promise<Map<string, string[]>> {
	const { rows } = await connection.query<{ collection: string; fields: string[] }>(
		`SELECT collection, array_agg(field ORDER BY sort, id) AS fields FROM directus_fields
		WHERE collection = ANY ($1) GROUP BY collection`,
		[collections],
	);

	return new Map(rows.map(({ collection, fields }) => [collection, fields]));
}

/** New fields stand where they are declared, unless somebody has arranged the form: then they stand at its end. */
async function keepDeclaredOrder(
	connection: Queryable,
	before: ReadonlyMap<string, readonly string[]>,
	after: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
	const sorts = [...after].flatMap(([collection, now]) => {
		const known = before.get(collection);
		if (!known || known.length === now.length) return [];
		const declared = fieldRows()
			.filter((row) => row.collection === collection)
			.map(({ field }) => field);
		const expected = declared.filter((field) => known.includes(field));
		const isAsDeclared = expected.join() === known.filter((field) => declared.includes(field)).join();
		const order = isAsDeclared ? declared : [...known, ...now.filter((field) => !known.includes(field))];

		return order.map((field, index) => ({ collection, field, sort: index + 1 }));
	});

	await connection.query(
		`UPDATE directus_fields known SET sort = r.sort
		FROM jsonb_to_recordset($1::jsonb) AS r (collection text, field text, sort integer)
		WHERE known.collection = r.collection AND known.field = r.field AND known.sort IS DISTINCT FROM r.sort`,
		[JSON.stringify(sorts)],
	);
}

/** Adds to registered closed lists the values that a migration has let in since; what is there stays as it is. */
async function completeChoices(connection: Queryable, collections: readonly string[]): Promise<void> {
	const fields = fieldRows().filter(({ collection }) => collections.includes(collection));

	for (const column of ['options', 'display_options'] as const) {
		const lists = fields.flatMap(({ collection, field, [column]: options }) =>
			options && 'choices' in options ? [{ collection, field, choices: options.choices }] : [],
		);
		await connection.query(
			`WITH added AS (
				SELECT known.id, jsonb_agg(choice.value ORDER BY choice.position) AS choices
				FROM jsonb_to_recordset($1::jsonb) AS r (collection text, field text, choices jsonb)
				JOIN directus_fields known ON known.collection = r.collection AND known.field = r.field
				CROSS JOIN jsonb_array_elements(r.choices) WITH ORDINALITY AS choice (value, position)
				WHERE jsonb_typeof(known.${column}::jsonb -> 'choices') = 'array' AND NOT EXISTS (
					SELECT 1 FROM jsonb_array_elements(known.${column}::jsonb -> 'choices') AS there
					WHERE there ->> 'value' = choice.value ->> 'value'
				)
				GROUP BY known.id
			)
			UPDATE directus_fields known
			SET ${column} = jsonb_set(known.${column}::jsonb, '{choices}', known.${column}::jsonb -> 'choices' || added.choices)
			FROM added WHERE known.id = added.id`,
			[JSON.stringify(lists)],
		);
	}
}

/** Takes back the fields of columns that are gone, when only the newest migrations were taken back. */
export async function unregisterGoneFields(connection: Queryable): Promise<void> {
	await connection.query(
		`DELETE FROM directus_fields known
		USING jsonb_to_recordset($1::jsonb) AS r (collection text, field text)
		WHERE known.collection = r.collection AND known.field = r.field`,
		[JSON.stringify(await columnsNotMade(connection))],
	);
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
