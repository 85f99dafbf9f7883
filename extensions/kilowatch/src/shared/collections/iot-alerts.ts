import {
	alertRuleChoices,
	alertStatusChoices,
	closeReasonChoices,
	severityChoices,
	verdictChoices,
} from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import {
	createdAt,
	instant,
	json,
	manyToOne,
	number,
	person,
	select,
	selectMany,
	text,
	uuidKey,
} from './fields.ts';
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
		select('rule', say('Rule', 'Règle', 'Regel', 'Regel'), alertRuleChoices, {
			required: true,
			readonly: true,
		}),
		selectMany(
			'rules',
			say(
				'All rules that found it',
				'Toutes les règles qui l’ont trouvée',
				'Alle regels die het vonden',
				'Alle Regeln, die es fanden',
			),
			alertRuleChoices,
			{ readonly: true },
		),
		select('severity', say('Severity', 'Gravité', 'Ernst', 'Schwere'), severityChoices, {
			required: true,
			readonly: true,
		}),
		select('status', say('Status', 'État', 'Status', 'Zustand'), alertStatusChoices),
		select('verdict', say('Verdict', 'Verdict', 'Oordeel', 'Urteil'), verdictChoices, {
			options: { allowNone: true },
			note: say(
				'What it turned out to be; it tells how far a rule can be trusted here',
				'Ce qu’elle s’est avérée être ; cela montre la fiabilité d’une règle ici',
				'Wat het bleek te zijn; zo blijkt hoe betrouwbaar een regel hier is',
				'Was sich herausgestellt hat; es zeigt, wie verlässlich eine Regel hier ist',
			),
		}),
		instant('period_from', say('From', 'Du', 'Van', 'Von'), { required: true, readonly: true }),
		instant('period_until', say('Until', 'Au', 'Tot', 'Bis'), { readonly: true }),
		number('days', say('Days', 'Jours', 'Dagen', 'Tage'), null, {
			readonly: true,
			note: say(
				'On which something was found',
				'Où quelque chose a été trouvé',
				'Waarop iets werd gevonden',
				'An denen etwas gefunden wurde',
			),
		}),
		number('observed', say('Observed', 'Observé', 'Waargenomen', 'Beobachtet'), null, {
			readonly: true,
			note: say(
				'In Wh; in VA for the subscribed power, in hours for missing data',
				'En Wh ; en VA pour la puissance souscrite, en heures pour les données manquantes',
				'In Wh; in VA voor het gecontracteerde vermogen, in uren voor ontbrekende gegevens',
				'In Wh; in VA für die Vertragsleistung, in Stunden für fehlende Daten',
			),
		}),
		number('expected', say('Expected', 'Attendu', 'Verwacht', 'Erwartet'), null, { readonly: true }),
		number('ratio', say('Ratio', 'Rapport', 'Verhouding', 'Verhältnis'), null, { readonly: true }),
		number(
			'energy_impact',
			say(
				'Used above what was expected',
				'Consommé en trop',
				'Meer verbruikt dan verwacht',
				'Mehr verbraucht als erwartet',
			),
			'Wh',
			{ readonly: true },
		),
		number('cost_impact', say('Cost impact', 'Incidence financière', 'Kostenimpact', 'Mehrkosten'), '€', {
			readonly: true,
		}),
		number('co2_impact', say('CO₂ impact', 'Incidence CO₂', 'CO₂-impact', 'CO₂-Mehrausstoß'), 'kg', {
			readonly: true,
		}),
		instant('closed_at', say('Closed', 'Close le', 'Gesloten op', 'Geschlossen am'), { readonly: true }),
		select(
			'close_reason',
			say(
				'Why it closed by itself',
				'Pourquoi elle s’est close',
				'Waarom vanzelf gesloten',
				'Warum von selbst geschlossen',
			),
			closeReasonChoices,
			{ readonly: true },
		),
		instant(
			'acknowledged_at',
			say('Acknowledged', 'Prise en compte le', 'Bevestigd op', 'Zur Kenntnis genommen am'),
			{ readonly: true },
		),
		person(
			'acknowledged_by',
			say('Acknowledged by', 'Prise en compte par', 'Bevestigd door', 'Zur Kenntnis genommen von'),
			{ onDeselect: 'nullify' },
			{ readonly: true },
		),
		instant('verdict_at', say('Judged', 'Jugée le', 'Beoordeeld op', 'Beurteilt am'), { readonly: true }),
		person(
			'verdict_by',
			say('Judged by', 'Jugée par', 'Beoordeeld door', 'Beurteilt von'),
			{ onDeselect: 'nullify' },
			{ readonly: true },
		),
		text('comment', say('Comment', 'Commentaire', 'Opmerking', 'Kommentar'), { width: 'full' }),
		json('explanation', say('Explanation', 'Explication', 'Uitleg', 'Erläuterung'), { readonly: true }),
		createdAt(),
	],
};
