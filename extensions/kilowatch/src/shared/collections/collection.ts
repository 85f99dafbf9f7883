import type { Texts } from './texts.ts';

/** One value of a list to choose from. */
export interface Choice {
	value: string;
	text: Texts;
	icon?: string;
	/** CSS colour or theme variable, for the label in lists */
	color?: string;
}

/** A closed list of values; `name` makes the keys of its translations, so that collections can share a list. */
export interface ChoiceList {
	name: string;
	choices: readonly Choice[];
}

/** A many-to-one relation, stated at the field that holds the key. */
export interface Relation {
	/** the collection the key points to */
	collection: string;
	/** the field over there that lists the rows pointing to it; `null` shows nothing there */
	oneField: string | null;
	/** where the row joins two collections: the field that leads on to the other one */
	junctionField?: string;
	/** what taking a row out of that list does to the row */
	onDeselect: 'nullify' | 'delete';
}

/** What Directus knows about one field beyond its column; without a column where `alias` is true. */
export interface FieldDefinition {
	field: string;
	label: Texts;
	note?: Texts;
	alias: boolean;
	special: readonly string[];
	interface: string;
	options: Readonly<Record<string, unknown>>;
	display: string | null;
	displayOptions: Readonly<Record<string, unknown>>;
	choices?: ChoiceList;
	relation?: Relation;
	/** of a list of things kept as JSON: the form of one of them */
	items?: readonly FieldDefinition[];
	width: 'half' | 'full';
	required: boolean;
	readonly: boolean;
	hidden: boolean;
}

/** One registered collection. The order of the fields is the order in the form. */
export interface CollectionDefinition {
	collection: string;
	label: Texts;
	note: Texts;
	icon: string;
	color: string;
	displayTemplate: string;
	/** shown in the Studio's navigation */
	hidden: boolean;
	/** where archiving is a state of the row */
	archive?: { field: string; archived: string; restored: string };
	/** how the Studio lists it until somebody chooses otherwise */
	list: { fields: readonly string[]; sort: string };
	fields: readonly FieldDefinition[];
}
