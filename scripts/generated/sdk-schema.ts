import { readFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { parse } from 'yaml';
import { z } from 'zod';
import type {
	CollectionDefinition,
	FieldDefinition,
} from '../../extensions/kilowatch/src/shared/collections/collection.ts';
import { collections } from '../../extensions/kilowatch/src/shared/collections/index.ts';
import { rootFolder } from '../paths.ts';

export const sdkSchemaFile = path.join(rootFolder, 'extensions/kilowatch/schema.d.ts');

/** What of the schema snapshot is needed: what Directus makes of each column. */
const snapshotSchema = z.object({
	fields: z.array(
		z.object({
			collection: z.string(),
			field: z.string(),
			type: z.string(),
			schema: z.object({ is_nullable: z.boolean() }).optional(),
		}),
	),
});

/** As Directus answers them. `datetime`, `date` and `json` are the SDK's own names, by which it knows what can be done with a field. */
const types: Readonly<Record<string, string>> = {
	uuid: 'string',
	text: 'string',
	integer: 'number',
	float: 'number',
	// As PostgreSQL says it, to the last digit.
	decimal: 'string',
	bigInteger: 'string',
	boolean: 'boolean',
	timestamp: "'datetime'",
	date: "'date'",
	json: "'json'",
};

const head = [
	'/**',
	' * The collections of Kilowatch as a schema for `@directus/sdk`: `createDirectus<KilowatchSchema>(url)`.',
	' *',
	' * Made by `npm run generate` from the collections and the schema snapshot: change those, not this file.',
	' */',
	'',
].join('\n');

/** The declarations of all collections, labels and notes as docstrings. */
export async function makeSdkSchema(): Promise<string> {
	const snapshot = snapshotSchema.parse(
		parse(await readFile(path.join(rootFolder, 'snapshots/kilowatch.yaml'), 'utf8')),
	);
	const columns = new Map(snapshot.fields.map((field) => [`${field.collection}.${field.field}`, field]));
	const text = [
		head,
		schemaText(),
		...collections.map((collection) => collectionText(collection, columns)),
	].join('');
	const options = await prettier.resolveConfig(sdkSchemaFile);

	return prettier.format(text, { ...options, filepath: sdkSchemaFile });
}

type Columns = ReadonlyMap<string, z.output<typeof snapshotSchema>['fields'][number]>;

/** Whether the key of a building is anywhere in it, or in what it leads to: in all that has relations. */
function hasBuilding({ fields }: CollectionDefinition): boolean {
	return fields.some(({ alias, relation }) => alias || relation !== undefined);
}

const parameter = '<BuildingKey extends string | number = string>';

function schemaText(): string {
	const lines = collections.map(
		(definition) =>
			`${definition.collection}: ${typeName(definition.collection)}${hasBuilding(definition) ? '<BuildingKey>' : ''}[];`,
	);

	return [
		'/**',
		' * All collections. Where the project had a collection `buildings` before, whose keys are numbers, it is',
		' * `KilowatchSchema<number>`; fields of a project’s own are added by declaring the interface again in this module.',
		' */',
		`export interface KilowatchSchema${parameter} {`,
		...lines,
		'directus_users: ReferencedUser[];',
		'directus_files: ReferencedFile[];',
		'}',
		'',
		...ofDirectus,
	].join('\n');
}

/** The SDK looks for what a relation leads to in the schema it was given, which has to name these, too. */
const ofDirectus = [
	'/** A person of Directus, as far as rows of Kilowatch lead there; the SDK knows the other fields of users itself. */',
	'export interface ReferencedUser { id: string; first_name: string | null; last_name: string | null; email: string | null; }',
	'',
	'/** A file of Directus, in the same way. */',
	'export interface ReferencedFile { id: string; title: string | null; filename_download: string; type: string | null; }',
	'',
];

function collectionText(definition: CollectionDefinition, columns: Columns): string {
	const { collection, note, fields } = definition;
	const lines = fields.map((field) => {
		const type = typeOf(definition, field, columns);

		return `/** ${describe(field)} */\n${field.field}: ${type};`;
	});

	return `\n/** ${note['en-US']}. */\nexport interface ${typeName(collection)}${hasBuilding(definition) ? parameter : ''} {${lines.join('\n')}}\n`;
}

function describe({ label, note, displayOptions }: FieldDefinition): string {
	const { suffix } = displayOptions;
	const unit = typeof suffix === 'string' ? ` (${suffix.trim()})` : '';

	return `${label['en-US']}${unit}${note ? `: ${note['en-US']}` : ''}`;
}

function typeOf({ collection }: CollectionDefinition, field: FieldDefinition, columns: Columns): string {
	if (field.alias) {
		const { key, name } = pointingHere(collection, field.field, columns);

		return `${key}[] | ${name}[]`;
	}
	const column = columns.get(`${collection}.${field.field}`);
	if (!column) throw new Error(`The snapshot has no ${collection}.${field.field}: run npm run snapshot`);
	const nullable = column.schema?.is_nullable === true ? ' | null' : '';
	if (field.relation) return `${relationType(field.relation.collection, columns)}${nullable}`;
	if (collection === 'buildings' && field.field === 'id') return 'BuildingKey';

	return `${choiceType(field) ?? plainType(column.type)}${nullable}`;
}

/** Rows over there that point here, as keys and as what they are. */
function pointingHere(collection: string, oneField: string, columns: Columns): { key: string; name: string } {
	for (const other of collections) {
		const pointing = other.fields.find(
			({ relation }) => relation?.collection === collection && relation.oneField === oneField,
		);
		if (pointing)
			return { key: keyType(other.collection, columns), name: `${typeName(other.collection)}<BuildingKey>` };
	}

	throw new Error(`Nothing points to ${collection}.${oneField}`);
}

function relationType(collection: string, columns: Columns): string {
	if (collection === 'directus_users') return 'string | ReferencedUser';
	if (collection === 'directus_files') return 'string | ReferencedFile';

	return `${keyType(collection, columns)} | ${typeName(collection)}<BuildingKey>`;
}

function keyType(collection: string, columns: Columns): string {
	if (collection === 'buildings') return 'BuildingKey';
	const key = columns.get(`${collection}.id`);
	if (!key) throw new Error(`The snapshot has no ${collection}.id: run npm run snapshot`);

	return plainType(key.type);
}

/** A closed list, or several of it; one that takes other values, too, is a text. */
function choiceType({ choices, special, options }: FieldDefinition): string | undefined {
	if (!choices || options.allowOther === true) return undefined;
	const values = choices.choices.map(({ value }) => `'${value}'`).join(' | ');

	return special.includes('cast-json') ? `(${values})[]` : values;
}

function plainType(type: string): string {
	const known = types[type];
	if (known === undefined) throw new Error(`How Directus answers ${type} is not known here`);

	return known;
}

/** `iot_sync_runs`: `IotSyncRun`. */
function typeName(collection: string): string {
	const words = collection.replace(/s$/, '').split('_');

	return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
