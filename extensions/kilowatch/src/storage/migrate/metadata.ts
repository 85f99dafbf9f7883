/** The declared collections as rows of Directus' own tables. Pure: nothing here knows a database. */
import { collections, folder } from '../../shared/collections/index.ts';
import type {
	ChoiceList,
	CollectionDefinition,
	FieldDefinition,
} from '../../shared/collections/collection.ts';
import { languages, say, type Texts } from '../../shared/collections/texts.ts';

export interface CollectionRow {
	collection: string;
	icon: string;
	color: string;
	note: string;
	display_template: string | null;
	hidden: boolean;
	translations: { language: string; translation: string; singular?: string; plural?: string }[];
	archive_field: string | null;
	archive_value: string | null;
	unarchive_value: string | null;
	sort: number;
	group: string | null;
}

export interface FieldRow {
	collection: string;
	field: string;
	special: string | null;
	interface: string;
	options: object | null;
	display: string | null;
	display_options: object | null;
	readonly: boolean;
	hidden: boolean;
	sort: number;
	width: string;
	translations: { language: string; translation: string }[];
	note: string | null;
	required: boolean;
}

export interface RelationRow {
	many_collection: string;
	many_field: string;
	one_collection: string;
	one_field: string | null;
	junction_field: string | null;
	one_deselect_action: string;
}

export interface PresetRow {
	collection: string;
	layout: 'tabular';
	layout_query: { tabular: { fields: readonly string[]; sort: string[]; page: number } };
	/** columns that need more than the usual width, in pixels */
	layout_options: { tabular: { widths: Record<string, number> } };
}

export interface TranslationRow {
	language: string;
	key: string;
	value: string;
}

const WIDE_COLUMN = 220;

/** Descriptions of the seeded policies, by the names of `policyIds`. */
export const policyNotes: Readonly<Record<'manager' | 'reader' | 'personalData', Texts>> = {
	manager: say(
		'Sees buildings, meters, days and alerts, connects meters and works on alerts',
		'Voit bâtiments, compteurs, journées et alertes, raccorde des compteurs et traite les alertes',
		'Ziet gebouwen, meters, dagen en meldingen, sluit meters aan en behandelt meldingen',
		'Sieht Gebäude, Zähler, Tage und Warnungen, verbindet Zähler und bearbeitet Warnungen',
	),
	reader: say(
		'Sees buildings, meters, days and alerts',
		'Voit bâtiments, compteurs, journées et alertes',
		'Ziet gebouwen, meters, dagen en meldingen',
		'Sieht Gebäude, Zähler, Tage und Warnungen',
	),
	personalData: say(
		'Adds to another policy: sees readings finer than a day, also of natural persons',
		'Complète une autre politique : voit les relevés plus fins que la journée, aussi ceux des personnes physiques',
		'Aanvulling op een ander beleid: ziet metingen fijner dan een dag, ook van natuurlijke personen',
		'Ergänzt eine andere Richtlinie: sieht Messwerte feiner als ein Tag, auch von natürlichen Personen',
	),
};

const folderNote = say(
	'Meters, readings and what was found in them',
	'Compteurs, relevés et ce qui y a été trouvé',
	'Meters, metingen en wat erin werd gevonden',
	'Zähler, Messwerte und was darin gefunden wurde',
);

/** The note of our own collection or folder; by it a row is recognised as ours. */
export function collectionNote(collection: string): string {
	return reference(`${collection}_note`);
}

/** The description of a seeded policy, as a key of the translations. */
export function policyNote(policy: keyof typeof policyNotes): string {
	return reference(`policy_${policy}_note`);
}

/** The folder first, then the collections; `group` says whether they go into the folder. */
export function collectionRows(group: boolean): CollectionRow[] {
	const folderRow: CollectionRow = {
		collection: folder.collection,
		icon: folder.icon,
		color: folder.color,
		note: collectionNote(folder.collection),
		display_template: null,
		hidden: false,
		translations: labels(folder.label),
		archive_field: null,
		archive_value: null,
		unarchive_value: null,
		sort: 1,
		group: null,
	};

	return [
		...(group ? [folderRow] : []),
		...collections.map((definition, index) => ({
			collection: definition.collection,
			icon: definition.icon,
			color: definition.color,
			note: collectionNote(definition.collection),
			display_template: definition.displayTemplate,
			hidden: definition.hidden,
			translations: labels(definition.label),
			archive_field: definition.archive?.field ?? null,
			archive_value: definition.archive?.archived ?? null,
			unarchive_value: definition.archive?.restored ?? null,
			sort: index + 1,
			group: group ? folder.collection : null,
		})),
	];
}

export function fieldRows(): FieldRow[] {
	return collections.flatMap(({ collection, fields }) =>
		fields.map((field, index) => fieldRow(collection, field, index + 1)),
	);
}

export function relationRows(): RelationRow[] {
	return collections.flatMap(({ collection, fields }) =>
		fields.flatMap(({ field, relation }) =>
			relation
				? [
						{
							many_collection: collection,
							many_field: field,
							one_collection: relation.collection,
							one_field: relation.oneField,
							junction_field: relation.junctionField ?? null,
							one_deselect_action: relation.onDeselect,
						},
					]
				: [],
		),
	);
}

/** How the Studio lists each collection for people who have not chosen otherwise. */
export function presetRows(): PresetRow[] {
	return collections.map(({ collection, list, fields }) => ({
		collection,
		layout: 'tabular',
		layout_query: { tabular: { fields: list.fields, sort: [list.sort], page: 1 } },
		layout_options: {
			tabular: {
				widths: Object.fromEntries(
					fields
						.filter(({ field }) => list.fields.includes(field))
						.flatMap(({ field, relation, choices, display }) =>
							relation || choices || display === 'datetime' ? [[field, WIDE_COLUMN]] : [],
						),
				),
			},
		},
	}));
}

/** Texts that Directus keeps apart from the fields: notes and choices. Labels stand in the rows themselves. */
export function translationRows(): TranslationRow[] {
	const texts = new Map<string, Texts>([
		[`${folder.collection}_note`, folderNote],
		...Object.entries(policyNotes).map(([policy, note]) => [`policy_${policy}_note`, note] as const),
		...collections.flatMap(textsOf),
	]);

	return [...texts].flatMap(([name, text]) =>
		languages.map((language) => ({ language, key: key(name), value: text[language] })),
	);
}

function fieldRow(collection: string, definition: FieldDefinition, sort: number): FieldRow {
	const choices = definition.choices && { choices: choiceOptions(definition.choices) };
	const items = definition.items && { fields: itemFields(collection, definition) };

	return {
		collection,
		field: definition.field,
		special: definition.special.join(',') || null,
		interface: definition.interface,
		options: filled({ ...definition.options, ...choices, ...items }),
		display: definition.display,
		display_options: filled({
			...definition.displayOptions,
			...(definition.display === 'labels' ? choices : undefined),
		}),
		readonly: definition.readonly,
		hidden: definition.hidden,
		sort,
		width: definition.width,
		translations: labels(definition.label),
		note: definition.note ? reference(fieldNote(collection, definition.field)) : null,
		required: definition.required,
	};
}

/** The form of one thing of a list, as the interface has it: its texts stand in the options, where Directus translates them. */
function itemFields(collection: string, { field, items = [] }: FieldDefinition): object[] {
	return items.map((item) => {
		const choices = item.choices && { choices: choiceOptions(item.choices) };
		const nested = item.items && {
			fields: itemFields(collection, { ...item, field: `${field}_${item.field}` }),
		};

		return {
			field: item.field,
			name: reference(itemName(collection, field, item.field)),
			type: itemTypes[item.interface] ?? 'string',
			meta: {
				field: item.field,
				interface: item.interface,
				width: item.width,
				required: item.required,
				options: { ...item.options, ...choices, ...nested },
				...(item.note ? { note: reference(`${itemName(collection, field, item.field)}_note`) } : {}),
			},
		};
	});
}

/** What Directus keeps what an interface writes as; a number stays the text that it was typed as, to its last digit. */
const itemTypes: Readonly<Record<string, string>> = { datetime: 'date', boolean: 'boolean', list: 'json' };

function itemName(collection: string, field: string, item: string): string {
	return `item_${collection}_${field}_${item}`;
}

function itemTexts(collection: string, { field, items = [] }: FieldDefinition): [string, Texts][] {
	return items.flatMap((item): [string, Texts][] => [
		[itemName(collection, field, item.field), item.label],
		...(item.note ? [[`${itemName(collection, field, item.field)}_note`, item.note] as [string, Texts]] : []),
		...choiceTexts(item),
		...itemTexts(collection, { ...item, field: `${field}_${item.field}` }),
	]);
}

function choiceTexts({ choices }: FieldDefinition): [string, Texts][] {
	return (choices?.choices ?? []).map(({ value, text }) => [choiceName(choices?.name ?? '', value), text]);
}

function choiceOptions({ name, choices }: ChoiceList): object[] {
	return choices.map(({ value, icon, color }) => ({
		text: reference(choiceName(name, value)),
		value,
		...(icon === undefined ? {} : { icon }),
		...(color === undefined ? {} : { color }),
	}));
}

function textsOf({ collection, note, fields }: CollectionDefinition): [string, Texts][] {
	return [
		[`${collection}_note`, note],
		...fields.flatMap((field): [string, Texts][] => [
			...(field.note ? [[fieldNote(collection, field.field), field.note] as [string, Texts]] : []),
			...choiceTexts(field),
			...itemTexts(collection, field),
		]),
	];
}

/** Begins like no collection's name: `buildings_viewers` is one, and `viewers` a field of `buildings`. */
function fieldNote(collection: string, field: string): string {
	return `field_${collection}_${field}_note`;
}

/** Keys are letters and underscores, for Directus looks them up as paths: a unit such as `%` cannot stand in one. */
function choiceName(list: string, value: string): string {
	const speakable = value === '°C' ? 'celsius' : value === '%' ? 'percent' : value.replaceAll('-', '_');

	return `choice_${list}_${speakable}`;
}

function labels(text: Texts): { language: string; translation: string }[] {
	return languages.map((language) => ({ language, translation: text[language] }));
}

function key(name: string): string {
	return `kilowatch_${name}`;
}

function reference(name: string): string {
	return `$t:${key(name)}`;
}

function filled(options: object): object | null {
	return Object.keys(options).length > 0 ? options : null;
}
