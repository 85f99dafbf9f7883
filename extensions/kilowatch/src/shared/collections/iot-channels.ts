import { channelStateChoices, metricChoices, registerChoices, unitChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { date, manyToOne, numberKey, oneToMany, select } from './fields.ts';
import { say } from './texts.ts';

const floorNote = say(
	'The operator has said that it has nothing before this day; a period asked for by hand asks all the same',
	'Le gestionnaire a indiqué qu’il n’a rien avant ce jour ; une période demandée à la main redemande quand même',
	'De beheerder heeft gezegd dat hij niets van vóór deze dag heeft; een met de hand gevraagde periode vraagt toch',
	'Der Netzbetreiber hat nach eigener Angabe nichts vor diesem Tag; ein von Hand angefragter Zeitraum fragt trotzdem',
);

export const iotChannels: CollectionDefinition = {
	collection: 'iot_channels',
	label: say('Channels', 'Canaux', 'Kanalen', 'Kanäle'),
	note: say(
		'The measured series of a meter',
		'Les séries mesurées d’un compteur',
		'De gemeten reeksen van een meter',
		'Die Messreihen eines Zählers',
	),
	icon: 'show_chart',
	color: '#6644FF',
	displayTemplate: '{{device.label}} {{device.point_id}}: {{metric}} ({{register}})',
	hidden: true,
	list: { fields: ['id', 'device', 'metric', 'register', 'unit'], sort: 'id' },
	fields: [
		numberKey({ hidden: false }),
		manyToOne(
			'device',
			say('Meter', 'Compteur', 'Meter', 'Zähler'),
			{ collection: 'iot_devices', oneField: 'channels', onDeselect: 'nullify' },
			'{{label}} {{point_id}}',
			{ required: true },
		),
		select('metric', say('Metric', 'Grandeur', 'Grootheid', 'Messgröße'), metricChoices, { required: true }),
		select('register', say('Register', 'Cadran', 'Register', 'Zählwerk'), registerChoices, {
			required: true,
		}),
		select('unit', say('Unit', 'Unité', 'Eenheid', 'Einheit'), unitChoices, { required: true }),
		select('state', say('State', 'État', 'Toestand', 'Zustand'), channelStateChoices, {
			note: say(
				'Not measured: the operator says that the point has none of it, so it is not asked again',
				'Non mesuré : le gestionnaire indique que le point n’en a pas, il n’est donc plus interrogé',
				'Niet gemeten: volgens de beheerder heeft het punt dit niet, dus het wordt niet meer gevraagd',
				'Nicht gemessen: laut Netzbetreiber hat der Messpunkt das nicht, darum wird nicht mehr danach gefragt',
			),
		}),
		date('totals_floor', say('Totals from', 'Totaux depuis', 'Totalen vanaf', 'Summen ab'), {
			readonly: true,
			note: floorNote,
		}),
		date('curve_floor', say('Curve from', 'Courbe depuis', 'Curve vanaf', 'Lastgang ab'), {
			readonly: true,
			note: floorNote,
		}),
		oneToMany(
			'daily',
			say('Days', 'Journées', 'Dagen', 'Tage'),
			['date', 'value', 'curve_value', 'points_received', 'status'],
			{ field: 'id', descending: true },
		),
		oneToMany(
			'readings',
			say('Readings', 'Relevés', 'Metingen', 'Messwerte'),
			['timestamp', 'duration', 'value', 'quality'],
			{ field: 'id', descending: true },
		),
	],
};
