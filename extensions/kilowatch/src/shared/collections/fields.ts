import type { ChoiceList, FieldDefinition, Relation } from './collection.ts';
import { say, type Texts } from './texts.ts';

/** What a field may say about itself apart from its kind. */
type Extra = Partial<
	Pick<
		FieldDefinition,
		'note' | 'width' | 'required' | 'readonly' | 'hidden' | 'options' | 'display' | 'displayOptions'
	>
>;

const plain = {
	alias: false,
	special: [],
	options: {},
	display: null,
	displayOptions: {},
	width: 'half',
	required: false,
	readonly: false,
	hidden: false,
} as const;

/** A key that Directus makes up. */
export function uuidKey(): FieldDefinition {
	return { ...numberKey(), special: ['uuid'] };
}

/** A key that the database makes up. */
export function numberKey(extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field: 'id',
		label: say('Key', 'Clé', 'Sleutel', 'Schlüssel'),
		interface: 'input',
		readonly: true,
		hidden: true,
		...extra,
	};
}

export function text(field: string, label: Texts, extra: Extra = {}): FieldDefinition {
	return { ...plain, field, label, interface: 'input', display: 'raw', ...extra };
}

/** A number; `unit` stands behind it in lists. */
export function number(field: string, label: Texts, unit: string | null, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		interface: 'input',
		display: 'formatted-value',
		displayOptions: { format: true, ...(unit === null ? {} : { suffix: ` ${unit}` }) },
		...extra,
	};
}

/** Yes or no. */
export function flag(field: string, label: Texts, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		special: ['cast-boolean'],
		interface: 'boolean',
		display: 'boolean',
		...extra,
	};
}

export function date(field: string, label: Texts, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		interface: 'datetime',
		display: 'datetime',
		displayOptions: { format: 'short' },
		...extra,
	};
}

/** An instant. */
export function instant(field: string, label: Texts, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		interface: 'datetime',
		options: { includeSeconds: true },
		display: 'datetime',
		displayOptions: { format: 'short' },
		...extra,
	};
}

export function createdAt(): FieldDefinition {
	return {
		...instant('created_at', say('Created', 'Créé le', 'Aangemaakt', 'Angelegt')),
		special: ['date-created'],
		readonly: true,
		hidden: true,
	};
}

/** Data that people rarely look at, as JSON. */
export function json(field: string, label: Texts, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		special: ['cast-json'],
		interface: 'input-code',
		options: { language: 'JSON', lineWrapping: true },
		display: null,
		width: 'full',
		...extra,
	};
}

/** A list of things with a form for each, kept as JSON. */
export function list(
	field: string,
	label: Texts,
	items: readonly FieldDefinition[],
	extra: Extra = {},
): FieldDefinition {
	return {
		...plain,
		field,
		label,
		special: ['cast-json'],
		interface: 'list',
		display: null,
		width: 'full',
		items,
		...extra,
	};
}

/** One of a closed list. */
export function select(field: string, label: Texts, choices: ChoiceList, extra: Extra = {}): FieldDefinition {
	return {
		...plain,
		field,
		label,
		interface: 'select-dropdown',
		display: 'labels',
		displayOptions: { format: false },
		choices,
		...extra,
	};
}

/** Several of a closed list, kept as a JSON array. */
export function selectMany(
	field: string,
	label: Texts,
	choices: ChoiceList,
	extra: Extra = {},
): FieldDefinition {
	return {
		...select(field, label, choices, extra),
		special: ['cast-json'],
		interface: 'select-multiple-checkbox',
	};
}

/** The row of another collection this one belongs to. */
export function manyToOne(
	field: string,
	label: Texts,
	relation: Relation,
	template: string,
	extra: Extra = {},
): FieldDefinition {
	return {
		...plain,
		field,
		label,
		special: ['m2o'],
		interface: 'select-dropdown-m2o',
		options: { template, enableLink: true, enableCreate: false },
		display: 'related-values',
		displayOptions: { template },
		relation,
		...extra,
	};
}

/** A person. Shown nowhere on the person's own page. */
export function person(
	field: string,
	label: Texts,
	relation: Pick<Relation, 'junctionField' | 'onDeselect'>,
	extra: Extra = {},
): FieldDefinition {
	return {
		...manyToOne(
			field,
			label,
			{ collection: 'directus_users', oneField: null, ...relation },
			'{{first_name}} {{last_name}} {{email}}',
		),
		display: 'user',
		displayOptions: { circle: true },
		...extra,
	};
}

/** The rows that point here. Only shown: they come into being in their own ways. */
export function oneToMany(
	field: string,
	label: Texts,
	columns: readonly string[],
	sort: { field: string; descending: boolean },
	extra: Extra = {},
): FieldDefinition {
	return {
		...plain,
		field,
		label,
		alias: true,
		special: ['o2m'],
		interface: 'list-o2m',
		options: {
			layout: 'table',
			fields: columns,
			sort: sort.field,
			sortDirection: sort.descending ? '-' : '+',
			enableCreate: false,
			enableSelect: false,
			enableLink: true,
		},
		display: 'related-values',
		width: 'full',
		readonly: true,
		...extra,
	};
}
