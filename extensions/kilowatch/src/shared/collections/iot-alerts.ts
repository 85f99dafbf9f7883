import { alertStatusChoices, severityChoices, verdictChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { createdAt, instant, json, manyToOne, number, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotAlerts: CollectionDefinition = {
	collection: 'iot_alerts',
	label: say('Alerts', 'Alertes', 'Meldingen', 'Warnungen'),
	note: say(
		'Overconsumption found by the rules; start Flows from new rows',
		'Surconsommations trouvées par les règles ; déclenchez des Flows à partir des nouvelles lignes',
		'Oververbruik gevonden door de regels; start Flows vanuit nieuwe rijen',
		'Von den Regeln gefundener Mehrverbrauch; neue Zeilen können Flows starten',
	),
	icon: 'notification_important',
	color: '#E35169',
	displayTemplate: '{{building.name}}: {{rule}} {{period_from}}',
	hidden: false,
	list: { fields: ['period_from', 'building', 'rule', 'severity', 'ratio', 'status'], sort: '-period_from' },
	fields: [
		uuidKey(),
		manyToOne(
			'building',
			say('Building', 'Bâtiment', 'Gebouw', 'Gebäude'),
			{ collection: 'buildings', oneField: 'alerts', onDeselect: 'nullify' },
			'{{name}}',
			{ required: true, readonly: true },
		),
		manyToOne(
			'device',
			say('Meter', 'Compteur', 'Meter', 'Zähler'),
			{ collection: 'iot_devices', oneField: 'alerts', onDeselect: 'nullify' },
			'{{label}} {{point_id}}',
			{ readonly: true },
		),
		manyToOne(
			'channel',
			say('Channel', 'Canal', 'Kanaal', 'Kanal'),
			{ collection: 'iot_channels', oneField: null, onDeselect: 'nullify' },
			'{{metric}} ({{register}})',
			{ readonly: true },
		),
		text('rule', say('Rule', 'Règle', 'Regel', 'Regel'), { required: true, readonly: true }),
		select('severity', say('Severity', 'Gravité', 'Ernst', 'Schwere'), severityChoices, {
			required: true,
			readonly: true,
		}),
		select('status', say('Status', 'État', 'Status', 'Zustand'), alertStatusChoices),
		select('verdict', say('Verdict', 'Verdict', 'Oordeel', 'Urteil'), verdictChoices, {
			options: { allowNone: true },
			note: say(
				'What it turned out to be; rules learn from it',
				'Ce qu’il s’est avéré être ; les règles en tiennent compte',
				'Wat het bleek te zijn; de regels leren ervan',
				'Was sich herausgestellt hat; die Regeln lernen daraus',
			),
		}),
		instant('period_from', say('From', 'Du', 'Van', 'Von'), { required: true, readonly: true }),
		instant('period_until', say('Until', 'Au', 'Tot', 'Bis'), { readonly: true }),
		number('observed', say('Observed', 'Observé', 'Waargenomen', 'Beobachtet'), null, { readonly: true }),
		number('expected', say('Expected', 'Attendu', 'Verwacht', 'Erwartet'), null, { readonly: true }),
		number('ratio', say('Ratio', 'Rapport', 'Verhouding', 'Verhältnis'), null, { readonly: true }),
		number('cost_impact', say('Cost impact', 'Incidence financière', 'Kostenimpact', 'Mehrkosten'), '€', {
			readonly: true,
		}),
		json('explanation', say('Explanation', 'Explication', 'Uitleg', 'Erläuterung'), { readonly: true }),
		createdAt(),
	],
};
