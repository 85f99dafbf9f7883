import type { CollectionDefinition } from './collection.ts';
import { instant, json, number, numberKey, text } from './fields.ts';
import { say } from './texts.ts';

export const iotAudit: CollectionDefinition = {
	collection: 'iot_audit',
	label: say('Audit log', 'Journal d’audit', 'Auditlogboek', 'Prüfprotokoll'),
	note: say(
		'Who did what to which meter’s data: entries are only ever added',
		'Qui a fait quoi avec les données de quel compteur : les entrées ne font que s’ajouter',
		'Wie deed wat met de gegevens van welke meter: er wordt alleen toegevoegd',
		'Wer tat was mit den Daten welches Zählers: Einträge werden nur angefügt',
	),
	icon: 'policy',
	color: '#A2B5CD',
	displayTemplate: '{{at}}: {{action}}',
	hidden: false,
	list: { fields: ['at', 'action', 'actor', 'purpose', 'chain', 'number'], sort: '-id' },
	fields: [
		numberKey(),
		instant('at', say('When', 'Quand', 'Wanneer', 'Wann'), { readonly: true }),
		text('action', say('Action', 'Action', 'Handeling', 'Handlung'), { required: true, readonly: true }),
		text('actor', say('Who', 'Qui', 'Wie', 'Wer'), {
			required: true,
			readonly: true,
			note: say(
				'A keyed hash, not a name',
				'Une empreinte à clé, pas un nom',
				'Een hash met sleutel, geen naam',
				'Ein verschlüsselter Hash, kein Name',
			),
		}),
		text('purpose', say('Purpose', 'Finalité', 'Doel', 'Zweck'), { readonly: true }),
		text('chain', say('Chain', 'Chaîne', 'Keten', 'Kette'), { required: true, readonly: true }),
		number(
			'number',
			say('Number in the chain', 'Numéro dans la chaîne', 'Nummer in de keten', 'Nummer in der Kette'),
			null,
			{
				required: true,
				readonly: true,
			},
		),
		text('previous_hash', say('Hash before', 'Empreinte précédente', 'Vorige hash', 'Vorheriger Hash'), {
			required: true,
			readonly: true,
			options: { font: 'monospace' },
		}),
		text('hash', say('Hash', 'Empreinte', 'Hash', 'Hash'), {
			required: true,
			readonly: true,
			options: { font: 'monospace' },
		}),
		json('details', say('Details', 'Détails', 'Details', 'Einzelheiten'), { readonly: true }),
	],
};
