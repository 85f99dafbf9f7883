import { qualityChoices, sourceChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { instant, manyToOne, number, numberKey, select } from './fields.ts';
import { say } from './texts.ts';

export const iotReadings: CollectionDefinition = {
	collection: 'iot_readings',
	label: say('Readings', 'Relevés', 'Metingen', 'Messwerte'),
	note: say(
		'Values of the channels, each over one interval',
		'Valeurs des canaux, chacune sur un intervalle',
		'Waarden van de kanalen, elk over één interval',
		'Werte der Kanäle, jeder über ein Intervall',
	),
	icon: 'timeline',
	color: '#3399FF',
	displayTemplate: '{{timestamp}}: {{value}}',
	hidden: false,
	list: { fields: ['timestamp', 'channel', 'duration', 'value', 'quality', 'source'], sort: '-id' },
	fields: [
		numberKey(),
		manyToOne(
			'channel',
			say('Channel', 'Canal', 'Kanaal', 'Kanal'),
			{ collection: 'iot_channels', oneField: 'readings', onDeselect: 'nullify' },
			'{{device.label}} {{metric}} ({{register}})',
			{ required: true, readonly: true },
		),
		instant(
			'timestamp',
			say('Interval start', 'Début de l’intervalle', 'Begin van het interval', 'Beginn des Intervalls'),
			{
				required: true,
				readonly: true,
			},
		),
		number('duration', say('Duration', 'Durée', 'Duur', 'Dauer'), 's', { required: true, readonly: true }),
		number('value', say('Value', 'Valeur', 'Waarde', 'Wert'), null, {
			required: true,
			readonly: true,
			note: say(
				'In the unit of the channel',
				'Dans l’unité du canal',
				'In de eenheid van het kanaal',
				'In der Einheit des Kanals',
			),
		}),
		select('quality', say('Quality', 'Qualité', 'Kwaliteit', 'Güte'), qualityChoices, { readonly: true }),
		select('source', say('Source', 'Origine', 'Bron', 'Herkunft'), sourceChoices, { readonly: true }),
	],
};
