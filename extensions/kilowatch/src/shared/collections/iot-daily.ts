import { dayStatusChoices, sourceChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { date, instant, manyToOne, number, numberKey, select } from './fields.ts';
import { say } from './texts.ts';

export const iotDaily: CollectionDefinition = {
	collection: 'iot_daily',
	label: say('Days', 'Journées', 'Dagen', 'Tage'),
	note: say(
		'Totals of the channels by local day, and what of each day is known',
		'Totaux des canaux par journée locale, et ce que l’on sait de chaque journée',
		'Totalen van de kanalen per lokale dag, en wat van elke dag bekend is',
		'Summen der Kanäle je Ortstag, und was von jedem Tag bekannt ist',
	),
	icon: 'calendar_month',
	color: '#3399FF',
	displayTemplate: '{{date}}: {{value}}',
	hidden: false,
	list: {
		fields: ['date', 'channel', 'value', 'curve_value', 'points_received', 'points_expected', 'status'],
		sort: '-date',
	},
	fields: [
		numberKey(),
		manyToOne(
			'channel',
			say('Channel', 'Canal', 'Kanaal', 'Kanal'),
			{ collection: 'iot_channels', oneField: 'daily', onDeselect: 'nullify' },
			'{{device.label}} {{metric}} ({{register}})',
			{ required: true, readonly: true },
		),
		date('date', say('Day', 'Jour', 'Dag', 'Tag'), { required: true, readonly: true }),
		number(
			'value',
			say('Operator’s total', 'Total du gestionnaire', 'Totaal van de beheerder', 'Summe des Netzbetreibers'),
			null,
			{
				readonly: true,
				note: say(
					'As the operator publishes it; its origin is not the load curve, so the two may differ',
					'Tel que publié par le gestionnaire ; il ne provient pas de la courbe de charge, les deux peuvent différer',
					'Zoals de beheerder het publiceert; het komt niet uit de belastingscurve, de twee kunnen verschillen',
					'Wie vom Netzbetreiber veröffentlicht; nicht aus dem Lastgang, beide können voneinander abweichen',
				),
			},
		),
		number(
			'curve_value',
			say('Sum of the readings', 'Somme des relevés', 'Som van de metingen', 'Summe der Messwerte'),
			null,
			{
				readonly: true,
			},
		),
		number(
			'min',
			say('Smallest reading', 'Plus petit relevé', 'Kleinste meting', 'Kleinster Messwert'),
			null,
			{
				readonly: true,
			},
		),
		number('max', say('Largest reading', 'Plus grand relevé', 'Grootste meting', 'Größter Messwert'), null, {
			readonly: true,
		}),
		instant(
			'peak_at',
			say('Moment of the maximum', 'Moment du maximum', 'Moment van het maximum', 'Zeitpunkt des Maximums'),
			{
				readonly: true,
				note: say(
					'Where the day’s total is a maximum, such as the maximum power',
					'Lorsque le total du jour est un maximum, comme la puissance maximale',
					'Waar het dagtotaal een maximum is, zoals het maximale vermogen',
					'Wo der Tageswert ein Maximum ist, wie die Höchstleistung',
				),
			},
		),
		number(
			'points_expected',
			say('Readings expected', 'Relevés attendus', 'Verwachte metingen', 'Erwartete Messwerte'),
			null,
			{
				readonly: true,
			},
		),
		number(
			'points_received',
			say('Readings received', 'Relevés reçus', 'Ontvangen metingen', 'Erhaltene Messwerte'),
			null,
			{
				readonly: true,
			},
		),
		select('status', say('Status', 'État', 'Status', 'Zustand'), dayStatusChoices, { readonly: true }),
		select('source', say('Source', 'Origine', 'Bron', 'Herkunft'), sourceChoices, { readonly: true }),
		number(
			'attempts',
			say(
				'Attempts for the total',
				'Tentatives pour le total',
				'Pogingen voor het totaal',
				'Versuche für die Summe',
			),
			null,
			{
				readonly: true,
				hidden: true,
			},
		),
		instant(
			'next_attempt_at',
			say(
				'Next attempt for the total',
				'Prochaine tentative pour le total',
				'Volgende poging voor het totaal',
				'Nächster Versuch für die Summe',
			),
			{
				readonly: true,
				hidden: true,
			},
		),
		number(
			'curve_attempts',
			say(
				'Attempts for the load curve',
				'Tentatives pour la courbe de charge',
				'Pogingen voor de belastingscurve',
				'Versuche für den Lastgang',
			),
			null,
			{
				readonly: true,
				hidden: true,
			},
		),
		instant(
			'curve_next_attempt_at',
			say(
				'Next attempt for the load curve',
				'Prochaine tentative pour la courbe de charge',
				'Volgende poging voor de belastingscurve',
				'Nächster Versuch für den Lastgang',
			),
			{
				readonly: true,
				hidden: true,
			},
		),
	],
};
