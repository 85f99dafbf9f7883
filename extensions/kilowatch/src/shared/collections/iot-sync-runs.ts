import { syncRunStatusChoices, syncTriggerChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { date, instant, manyToOne, number, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotSyncRuns: CollectionDefinition = {
	collection: 'iot_sync_runs',
	label: say('Sync runs', 'Synchronisations', 'Synchronisaties', 'Abgleiche'),
	note: say(
		'What was asked of the operators, and what came of it',
		'Ce qui a été demandé aux gestionnaires, et ce qui en est résulté',
		'Wat bij de beheerders is opgevraagd, en wat ervan kwam',
		'Was bei den Netzbetreibern abgefragt wurde, und mit welchem Ergebnis',
	),
	icon: 'sync',
	color: '#FFA439',
	displayTemplate: '{{device.label}} {{queued_at}}: {{status}}',
	hidden: false,
	list: {
		fields: ['queued_at', 'device', 'trigger', 'status', 'windows_done', 'rows_written', 'error_message'],
		sort: '-queued_at',
	},
	fields: [
		uuidKey(),
		manyToOne(
			'device',
			say('Meter', 'Compteur', 'Meter', 'Zähler'),
			{ collection: 'iot_devices', oneField: 'sync_runs', onDeselect: 'nullify' },
			'{{label}} {{point_id}}',
			{ required: true, readonly: true },
		),
		select(
			'trigger',
			say('Started by', 'Déclenchée par', 'Gestart door', 'Ausgelöst durch'),
			syncTriggerChoices,
			{
				required: true,
				readonly: true,
			},
		),
		select('status', say('Status', 'État', 'Status', 'Zustand'), syncRunStatusChoices, { readonly: true }),
		date('period_from', say('From', 'Du', 'Van', 'Von'), { readonly: true }),
		date('period_to', say('Until', 'Au', 'Tot', 'Bis'), {
			readonly: true,
			note: say(
				'This day not included',
				'Ce jour non compris',
				'Deze dag niet inbegrepen',
				'Dieser Tag nicht eingeschlossen',
			),
		}),
		instant('queued_at', say('Asked for', 'Demandée le', 'Gevraagd', 'Angefordert'), { readonly: true }),
		instant('started_at', say('Started', 'Commencée le', 'Gestart', 'Begonnen'), { readonly: true }),
		instant('finished_at', say('Finished', 'Terminée le', 'Klaar', 'Beendet'), { readonly: true }),
		instant(
			'heartbeat_at',
			say('Last sign of life', 'Dernier signe de vie', 'Laatste levensteken', 'Letztes Lebenszeichen'),
			{
				readonly: true,
				hidden: true,
			},
		),
		instant('not_before', say('Waits until', 'Attend jusqu’au', 'Wacht tot', 'Wartet bis'), {
			readonly: true,
			note: say(
				'For the operator’s limit of calls',
				'En raison de la limite d’appels du gestionnaire',
				'Vanwege de limiet op aanroepen van de beheerder',
				'Wegen der Aufrufgrenze des Netzbetreibers',
			),
		}),
		number('claim', say('Claims', 'Prises en charge', 'Opgepakt', 'Übernahmen'), null, {
			readonly: true,
			hidden: true,
		}),
		number('takeovers', say('Restarts', 'Reprises', 'Hervattingen', 'Neustarts'), null, {
			readonly: true,
			hidden: true,
		}),
		number(
			'windows_done',
			say('Windows done', 'Fenêtres faites', 'Vensters klaar', 'Fenster erledigt'),
			null,
			{
				readonly: true,
			},
		),
		number(
			'windows_total',
			say('Windows in all', 'Fenêtres au total', 'Vensters in totaal', 'Fenster insgesamt'),
			null,
			{
				readonly: true,
			},
		),
		number(
			'provider_calls',
			say(
				'Calls to the operator',
				'Appels au gestionnaire',
				'Aanroepen van de beheerder',
				'Aufrufe beim Netzbetreiber',
			),
			null,
			{
				readonly: true,
			},
		),
		number(
			'rows_written',
			say('Rows written', 'Lignes écrites', 'Rijen geschreven', 'Zeilen geschrieben'),
			null,
			{
				readonly: true,
			},
		),
		text('error_code', say('Error code', 'Code d’erreur', 'Foutcode', 'Fehlercode'), { readonly: true }),
		text('error_message', say('Error', 'Erreur', 'Fout', 'Fehler'), { readonly: true, width: 'full' }),
		text(
			'error_excerpt',
			say('Beginning of the answer', 'Début de la réponse', 'Begin van het antwoord', 'Anfang der Antwort'),
			{
				readonly: true,
				width: 'full',
				options: { font: 'monospace' },
				note: say(
					'How an answer that was not understood began; its digits and texts are masked',
					'Début d’une réponse incomprise ; chiffres et textes y sont masqués',
					'Hoe een onbegrepen antwoord begon; cijfers en teksten zijn gemaskeerd',
					'Wie eine unverstandene Antwort begann; Ziffern und Texte sind maskiert',
				),
			},
		),
	],
};
