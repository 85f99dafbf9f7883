import type { CollectionDefinition } from './collection.ts';
import { manyToOne, numberKey, person } from './fields.ts';
import { say } from './texts.ts';

export const buildingsViewers: CollectionDefinition = {
	collection: 'buildings_viewers',
	label: say('Viewers of buildings', 'Lecteurs des bâtiments', 'Lezers van gebouwen', 'Leser von Gebäuden'),
	note: say(
		'Who may see which building',
		'Qui peut voir quel bâtiment',
		'Wie welk gebouw mag zien',
		'Wer welches Gebäude sehen darf',
	),
	icon: 'group',
	color: '#2ECDA7',
	displayTemplate: '{{building.name}}: {{viewer.first_name}} {{viewer.last_name}}',
	hidden: true,
	list: { fields: ['building', 'viewer'], sort: 'id' },
	fields: [
		numberKey(),
		manyToOne(
			'building',
			say('Building', 'Bâtiment', 'Gebouw', 'Gebäude'),
			{ collection: 'buildings', oneField: 'viewers', junctionField: 'viewer', onDeselect: 'delete' },
			'{{name}}',
			{ required: true },
		),
		person(
			'viewer',
			say('Person', 'Personne', 'Persoon', 'Person'),
			{ junctionField: 'building', onDeselect: 'delete' },
			{ required: true },
		),
	],
};
