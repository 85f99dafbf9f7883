import { countryChoices, degreeDayMethodChoices, heatingChoices } from './choices.ts';
import type { CollectionDefinition, FieldDefinition } from './collection.ts';
import { createdAt, json, manyToOne, number, oneToMany, person, select, text, uuidKey } from './fields.ts';
import { say, type Texts } from './texts.ts';

export const buildings: CollectionDefinition = {
	collection: 'buildings',
	label: say('Buildings', 'Bâtiments', 'Gebouwen', 'Gebäude'),
	note: say(
		'Properties whose meters are followed',
		'Biens immobiliers dont les compteurs sont suivis',
		'Panden waarvan de meters worden gevolgd',
		'Liegenschaften, deren Zähler verfolgt werden',
	),
	icon: 'apartment',
	color: '#2ECDA7',
	displayTemplate: '{{name}}',
	hidden: false,
	list: { fields: ['name', 'city', 'country', 'floor_area', 'dwellings', 'manager'], sort: 'name' },
	fields: [
		uuidKey(),
		text('name', say('Name', 'Nom', 'Naam', 'Name'), { required: true, width: 'full' }),
		text('address', say('Address', 'Adresse', 'Adres', 'Adresse'), { width: 'full' }),
		text('city', say('City', 'Ville', 'Plaats', 'Ort')),
		select('country', say('Country', 'Pays', 'Land', 'Land'), countryChoices, {
			options: { allowOther: true },
		}),
		text('timezone', say('Time zone', 'Fuseau horaire', 'Tijdzone', 'Zeitzone'), {
			note: say(
				'Decides where a day begins and ends, for example Europe/Paris',
				'Détermine le début et la fin d’une journée, par exemple Europe/Paris',
				'Bepaalt waar een dag begint en eindigt, bijvoorbeeld Europe/Brussels',
				'Bestimmt, wo ein Tag beginnt und endet, zum Beispiel Europe/Berlin',
			),
		}),
		coordinate(
			'latitude',
			say('Latitude', 'Latitude', 'Breedtegraad', 'Breitengrad'),
			90,
			say(
				'Decimal degrees, for example 45.764; with the longitude, outdoor temperatures can be fetched',
				'Degrés décimaux, par exemple 45.764 ; avec la longitude, les températures extérieures peuvent être récupérées',
				'Decimale graden, bijvoorbeeld 45.764; met de lengtegraad kunnen buitentemperaturen worden opgehaald',
				'Dezimalgrad, zum Beispiel 45.764; mit dem Längengrad können Außentemperaturen abgerufen werden',
			),
		),
		coordinate(
			'longitude',
			say('Longitude', 'Longitude', 'Lengtegraad', 'Längengrad'),
			180,
			say(
				'Decimal degrees, east of Greenwich; only rounded to about a kilometre does it leave this server',
				'Degrés décimaux, à l’est de Greenwich ; elle ne quitte ce serveur qu’arrondie à environ un kilomètre',
				'Decimale graden, ten oosten van Greenwich; verlaat deze server alleen afgerond op ongeveer een kilometer',
				'Dezimalgrad, östlich von Greenwich; verlässt diesen Server nur auf etwa einen Kilometer gerundet',
			),
		),
		number('floor_area', say('Floor area', 'Surface', 'Vloeroppervlakte', 'Nutzfläche'), 'm²', {
			options: { min: 0, step: 0.01 },
		}),
		number('dwellings', say('Dwellings', 'Logements', 'Woningen', 'Wohnungen'), null, {
			options: { min: 0 },
		}),
		select('heating', say('Heating', 'Chauffage', 'Verwarming', 'Heizung'), heatingChoices, {
			options: { allowNone: true },
		}),
		select(
			'degree_day_method',
			say('Degree-day method', 'Méthode des degrés-jours', 'Graaddagenmethode', 'Gradtagsmethode'),
			degreeDayMethodChoices,
			{
				options: { allowNone: true },
				note: say(
					'How cold a day was; empty: what is usual in the country',
					'Comment le froid d’un jour est compté ; vide : l’usage du pays',
					'Hoe koud een dag was; leeg: wat in het land gebruikelijk is',
					'Wie kalt ein Tag war; leer: wie im Land üblich',
				),
			},
		),
		number(
			'degree_day_base',
			say('Degree-day base', 'Base des degrés-jours', 'Graaddagenbasis', 'Gradtagsbasis'),
			'°C',
			{
				options: { min: 0, max: 30, step: 0.1 },
				note: say(
					'Below which outdoor temperature it is heated; empty: what is usual for the method',
					'Température extérieure en dessous de laquelle on chauffe ; vide : l’usage de la méthode',
					'Buitentemperatuur waaronder wordt verwarmd; leeg: wat voor de methode gebruikelijk is',
					'Außentemperatur, unter der geheizt wird; leer: wie für die Methode üblich',
				),
			},
		),
		manyToOne(
			'electricity_tariff',
			say('Electricity tariff', 'Tarif d’électricité', 'Elektriciteitstarief', 'Stromtarif'),
			{ collection: 'iot_tariffs', oneField: null, onDeselect: 'nullify' },
			'{{name}}',
			{
				note: say(
					'What electricity costs here; a meter may have a tariff of its own',
					'Ce que coûte l’électricité ici ; un compteur peut avoir son propre tarif',
					'Wat elektriciteit hier kost; een meter kan een eigen tarief hebben',
					'Was Strom hier kostet; ein Zähler kann einen eigenen Tarif haben',
				),
			},
		),
		number('year_built', say('Year built', 'Année de construction', 'Bouwjaar', 'Baujahr'), null, {
			options: { min: 1000, max: 2200 },
			displayOptions: { format: false },
		}),
		person(
			'manager',
			say('Manager', 'Gestionnaire', 'Beheerder', 'Verwalter'),
			{ onDeselect: 'nullify' },
			{
				note: say(
					'Gets the alerts of this building, and sees it where people see only the buildings assigned to them',
					'Reçoit les alertes de ce bâtiment, et le voit lorsque chacun ne voit que les bâtiments qui lui sont confiés',
					'Krijgt de meldingen van dit gebouw, en ziet het waar mensen alleen de hun toegewezen gebouwen zien',
					'Erhält die Warnungen dieses Gebäudes und sieht es, wo jeder nur die ihm zugewiesenen Gebäude sieht',
				),
			},
		),
		{
			...oneToMany(
				'viewers',
				say('Viewers', 'Lecteurs', 'Lezers', 'Leser'),
				[],
				{ field: 'id', descending: false },
				{ readonly: false },
			),
			special: ['m2m'],
			interface: 'list-m2m',
			options: {
				template: '{{viewer.first_name}} {{viewer.last_name}} {{viewer.email}}',
				enableCreate: false,
			},
			displayOptions: { template: '{{viewer.first_name}} {{viewer.last_name}}' },
			note: say(
				'People who may see this building where people see only the buildings assigned to them',
				'Personnes qui peuvent voir ce bâtiment lorsque chacun ne voit que les bâtiments qui lui sont confiés',
				'Mensen die dit gebouw mogen zien waar mensen alleen de hun toegewezen gebouwen zien',
				'Personen, die dieses Gebäude sehen dürfen, wo jeder nur die ihm zugewiesenen Gebäude sieht',
			),
		},
		oneToMany(
			'devices',
			say('Meters', 'Compteurs', 'Meters', 'Zähler'),
			['label', 'device_type', 'point_id', 'status', 'last_reading_at'],
			{ field: 'label', descending: false },
			{
				note: say(
					'Connected in the Kilowatch module',
					'Raccordés dans le module Kilowatch',
					'Aangesloten in de module Kilowatch',
					'Im Modul Kilowatch verbunden',
				),
			},
		),
		oneToMany(
			'alerts',
			say('Alerts', 'Alertes', 'Meldingen', 'Warnungen'),
			['period_from', 'rule', 'severity', 'status'],
			{ field: 'period_from', descending: true },
		),
		oneToMany(
			'advice',
			say('Advice', 'Conseils', 'Adviezen', 'Empfehlungen'),
			['kind', 'saving_eur_per_year', 'state'],
			{ field: 'created_at', descending: true },
		),
		oneToMany(
			'reports',
			say('Reports', 'Rapports', 'Rapporten', 'Berichte'),
			['period_from', 'period_to', 'locale', 'file'],
			{ field: 'period_from', descending: true },
		),
		json(
			'alert_settings',
			say('Alert settings', 'Réglages des alertes', 'Meldingsinstellingen', 'Warneinstellungen'),
			{
				hidden: true,
				note: say(
					'What is otherwise here than in the portfolio; checked before it is stored',
					'Ce qui diffère ici du portefeuille ; vérifié avant enregistrement',
					'Wat hier anders is dan in de portefeuille; gecontroleerd voor het wordt opgeslagen',
					'Was hier anders ist als im Portfolio; wird vor dem Speichern geprüft',
				),
			},
		),
		json('settings', say('Settings', 'Réglages', 'Instellingen', 'Einstellungen'), {
			hidden: true,
			note: say(
				'Report defaults of this building',
				'Valeurs par défaut des rapports de ce bâtiment',
				'Standaardwaarden van rapporten van dit gebouw',
				'Berichtsvorgaben dieses Gebäudes',
			),
		}),
		createdAt(),
	],
};

/** In decimal degrees, five decimals of which are about a metre. */
function coordinate(field: string, label: Texts, largest: number, note: Texts): FieldDefinition {
	return number(field, label, null, {
		options: { min: -largest, max: largest, step: 0.00001 },
		displayOptions: { format: false, suffix: '°' },
		note,
	});
}
