import { countryChoices, tariffTypeChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { createdAt, json, oneToMany, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotTariffs: CollectionDefinition = {
	collection: 'iot_tariffs',
	label: say('Tariffs', 'Tarifs', 'Tarieven', 'Tarife'),
	note: say('Prices of energy', 'Prix de l’énergie', 'Energieprijzen', 'Energiepreise'),
	icon: 'euro',
	color: '#2ECDA7',
	displayTemplate: '{{name}}',
	hidden: false,
	list: { fields: ['name', 'country', 'type'], sort: 'name' },
	fields: [
		uuidKey(),
		text('name', say('Name', 'Nom', 'Naam', 'Name'), { required: true, width: 'full' }),
		select('country', say('Country', 'Pays', 'Land', 'Land'), countryChoices, {
			options: { allowOther: true },
		}),
		select('type', say('Type', 'Type', 'Soort', 'Art'), tariffTypeChoices, { required: true }),
		json('periods', say('Price periods', 'Périodes de prix', 'Prijsperioden', 'Preiszeiträume'), {
			note: say(
				'Validity, subscription, price of each register and taxes',
				'Validité, abonnement, prix de chaque cadran et taxes',
				'Geldigheid, abonnement, prijs van elk register en belastingen',
				'Gültigkeit, Grundpreis, Preis je Zählwerk und Abgaben',
			),
		}),
		oneToMany(
			'devices',
			say('Meters', 'Compteurs', 'Meters', 'Zähler'),
			['label', 'building', 'point_id', 'status'],
			{ field: 'label', descending: false },
		),
		createdAt(),
	],
};
