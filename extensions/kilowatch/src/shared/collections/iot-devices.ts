import { deviceStatusChoices, deviceTypeChoices, providerChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import {
	createdAt,
	date,
	flag,
	instant,
	list,
	manyToOne,
	number,
	oneToMany,
	select,
	text,
	uuidKey,
} from './fields.ts';
import { say } from './texts.ts';

export const iotDevices: CollectionDefinition = {
	collection: 'iot_devices',
	label: say('Meters', 'Compteurs', 'Meters', 'Zähler'),
	note: say(
		'Meters and sensors; connect them in the Kilowatch module',
		'Compteurs et capteurs ; raccordez-les dans le module Kilowatch',
		'Meters en sensoren; sluit ze aan in de module Kilowatch',
		'Zähler und Fühler; verbinden Sie sie im Modul Kilowatch',
	),
	icon: 'electric_meter',
	color: '#6644FF',
	displayTemplate: '{{label}} {{point_id}}',
	hidden: false,
	archive: { field: 'status', archived: 'archived', restored: 'stopped' },
	list: {
		fields: ['label', 'building', 'device_type', 'point_id', 'provider', 'status', 'last_reading_at'],
		sort: 'label',
	},
	fields: [
		uuidKey(),
		manyToOne(
			'building',
			say('Building', 'Bâtiment', 'Gebouw', 'Gebäude'),
			{ collection: 'buildings', oneField: 'devices', onDeselect: 'nullify' },
			'{{name}}',
			{ required: true },
		),
		text('label', say('Label', 'Libellé', 'Benaming', 'Bezeichnung')),
		select('device_type', say('Type', 'Type', 'Soort', 'Art'), deviceTypeChoices, { required: true }),
		select(
			'provider',
			say('Provider', 'Fournisseur de données', 'Gegevensbron', 'Datenquelle'),
			providerChoices,
			{
				required: true,
			},
		),
		text('point_id', say('Point (PRM, EAN)', 'Point (PRM, EAN)', 'Punt (PRM, EAN)', 'Messpunkt (PRM, EAN)'), {
			options: { font: 'monospace' },
			displayOptions: {},
			note: say(
				'14 digits in France (PRM), 18 in Belgium (EAN)',
				'14 chiffres en France (PRM), 18 en Belgique (EAN)',
				'14 cijfers in Frankrijk (PRM), 18 in België (EAN)',
				'14 Ziffern in Frankreich (PRM), 18 in Belgien (EAN)',
			),
		}),
		select('status', say('Status', 'État', 'Status', 'Zustand'), deviceStatusChoices, { required: true }),
		flag(
			'personal',
			say('Personal data', 'Données personnelles', 'Persoonsgegevens', 'Personenbezogene Daten'),
			{
				note: say(
					'The holder is a natural person: values finer than a day are shown only to people with the policy for personal data',
					'Le titulaire est une personne physique : les valeurs plus fines que la journée ne sont montrées qu’aux personnes autorisées aux données personnelles',
					'De houder is een natuurlijke persoon: waarden fijner dan een dag zijn alleen zichtbaar voor wie persoonsgegevens mag zien',
					'Der Inhaber ist eine natürliche Person: Werte feiner als ein Tag sehen nur Personen mit dem Recht auf personenbezogene Daten',
				),
			},
		),
		number(
			'subscribed_power',
			say('Subscribed power', 'Puissance souscrite', 'Gecontracteerd vermogen', 'Vertragsleistung'),
			'kVA',
			{ options: { min: 0, step: 0.01 } },
		),
		manyToOne(
			'tariff',
			say('Tariff', 'Tarif', 'Tarief', 'Tarif'),
			{ collection: 'iot_tariffs', oneField: 'devices', onDeselect: 'nullify' },
			'{{name}}',
			{
				note: say(
					'What its consumption costs; empty: the building’s tariff',
					'Ce que coûte sa consommation ; vide : le tarif du bâtiment',
					'Wat het verbruik kost; leeg: het tarief van het gebouw',
					'Was der Verbrauch kostet; leer: der Tarif des Gebäudes',
				),
			},
		),
		text(
			'distribution_tariff',
			say('Distribution tariff', 'Tarif d’acheminement', 'Distributietarief', 'Netztarif'),
			{
				note: say(
					'As the operator’s contract names it',
					'Tel que le nomme le contrat du gestionnaire',
					'Zoals het contract van de beheerder het noemt',
					'Wie es der Vertrag des Netzbetreibers nennt',
				),
			},
		),
		text('off_peak_hours', say('Off-peak hours', 'Heures creuses', 'Daluren', 'Niedertarifzeiten'), {
			note: say(
				'As the operator writes them, for example HC (22H30-6H30)',
				'Telles que le gestionnaire les écrit, par exemple HC (22H30-6H30)',
				'Zoals de beheerder ze schrijft, bijvoorbeeld HC (22H30-6H30)',
				'Wie der Netzbetreiber sie schreibt, zum Beispiel HC (22H30-6H30)',
			),
		}),
		list(
			'former_off_peak_hours',
			say(
				'Former off-peak hours',
				'Anciennes heures creuses',
				'Vroegere daluren',
				'Frühere Niedertarifzeiten',
			),
			[
				date('until', say('Until', 'Jusqu’au', 'Tot', 'Bis'), { required: true }),
				text('hours', say('Off-peak hours', 'Heures creuses', 'Daluren', 'Niedertarifzeiten'), {
					required: true,
				}),
			],
			{
				options: { template: '{{until}}: {{hours}}' },
				note: say(
					'What the contract said before, up to a day that is not included; kept when the operator says other hours',
					'Ce que le contrat disait avant, jusqu’à un jour non compris ; conservé quand le gestionnaire indique d’autres heures',
					'Wat het contract eerder zei, tot een dag die niet is inbegrepen; bewaard wanneer de beheerder andere uren meldt',
					'Was der Vertrag früher sagte, bis zu einem nicht eingeschlossenen Tag; bewahrt, wenn der Netzbetreiber andere Zeiten nennt',
				),
			},
		),
		instant(
			'contract_read_at',
			say('Contract read', 'Contrat relu le', 'Contract gelezen', 'Vertrag gelesen'),
			{
				readonly: true,
			},
		),
		date('history_floor', say('Earliest day', 'Premier jour', 'Vroegste dag', 'Frühester Tag'), {
			note: say(
				'Nothing before this day is asked of the operator',
				'Rien n’est demandé au gestionnaire avant ce jour',
				'Niets van vóór deze dag wordt bij de beheerder opgevraagd',
				'Vor diesem Tag wird nichts beim Netzbetreiber abgefragt',
			),
		}),
		instant(
			'last_sync_at',
			say('Last sync', 'Dernière synchronisation', 'Laatste synchronisatie', 'Letzter Abgleich'),
			{
				readonly: true,
			},
		),
		instant('last_reading_at', say('Last reading', 'Dernier relevé', 'Laatste meting', 'Letzter Messwert'), {
			readonly: true,
		}),
		instant(
			'next_sync_at',
			say('Next sync', 'Prochaine synchronisation', 'Volgende synchronisatie', 'Nächster Abgleich'),
			{
				readonly: true,
			},
		),
		oneToMany(
			'channels',
			say('Channels', 'Canaux', 'Kanalen', 'Kanäle'),
			['metric', 'register', 'unit', 'state'],
			{
				field: 'id',
				descending: false,
			},
		),
		oneToMany(
			'consents',
			say('Consents', 'Consentements', 'Toestemmingen', 'Einwilligungen'),
			['status', 'scopes', 'granted_at', 'valid_until'],
			{ field: 'created_at', descending: true },
		),
		oneToMany(
			'sync_runs',
			say('Sync runs', 'Synchronisations', 'Synchronisaties', 'Abgleiche'),
			['queued_at', 'trigger', 'status', 'rows_written', 'error_message'],
			{ field: 'queued_at', descending: true },
		),
		oneToMany(
			'alerts',
			say('Alerts', 'Alertes', 'Meldingen', 'Warnungen'),
			['period_from', 'rule', 'severity', 'status'],
			{ field: 'period_from', descending: true },
		),
		createdAt(),
	],
};
