import { adviceStateChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { createdAt, json, manyToOne, number, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotAdvice: CollectionDefinition = {
	collection: 'iot_advice',
	label: say('Advice', 'Conseils', 'Adviezen', 'Empfehlungen'),
	note: say(
		'What would save energy, and what it saved',
		'Ce qui économiserait de l’énergie, et ce qui en a été économisé',
		'Wat energie zou besparen, en wat het bespaarde',
		'Was Energie sparen würde, und was es gespart hat',
	),
	icon: 'tips_and_updates',
	color: '#2ECDA7',
	displayTemplate: '{{building.name}}: {{kind}}',
	hidden: false,
	list: {
		fields: ['building', 'kind', 'saving_eur_per_year', 'saving_kgco2_per_year', 'state'],
		sort: '-created_at',
	},
	fields: [
		uuidKey(),
		manyToOne(
			'building',
			say('Building', 'Bâtiment', 'Gebouw', 'Gebäude'),
			{ collection: 'buildings', oneField: 'advice', onDeselect: 'nullify' },
			'{{name}}',
			{ required: true, readonly: true },
		),
		text('kind', say('Kind', 'Nature', 'Soort', 'Art'), { required: true, readonly: true }),
		select('state', say('State', 'État', 'Stand', 'Stand'), adviceStateChoices),
		number(
			'saving_eur_per_year',
			say('Saving a year', 'Économie par an', 'Besparing per jaar', 'Einsparung im Jahr'),
			'€',
			{
				readonly: true,
			},
		),
		number(
			'saving_kgco2_per_year',
			say('CO₂ saved a year', 'CO₂ évité par an', 'CO₂ bespaard per jaar', 'CO₂-Einsparung im Jahr'),
			'kg',
			{
				readonly: true,
			},
		),
		number(
			'verified_saving_kwh',
			say('Verified saving', 'Économie constatée', 'Vastgestelde besparing', 'Nachgewiesene Einsparung'),
			'kWh',
			{
				readonly: true,
			},
		),
		json('evidence', say('Evidence', 'Éléments constatés', 'Onderbouwing', 'Belege'), { readonly: true }),
		createdAt(),
	],
};
