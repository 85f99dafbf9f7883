import type { CollectionDefinition } from './collection.ts';
import { createdAt, date, manyToOne, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotReports: CollectionDefinition = {
	collection: 'iot_reports',
	label: say('Reports', 'Rapports', 'Rapporten', 'Berichte'),
	note: say('Printed reports', 'Rapports imprimés', 'Afgedrukte rapporten', 'Gedruckte Berichte'),
	icon: 'picture_as_pdf',
	color: '#E35169',
	displayTemplate: '{{building.name}} {{period_from}}',
	hidden: false,
	list: { fields: ['building', 'period_from', 'period_to', 'locale', 'file'], sort: '-period_from' },
	fields: [
		uuidKey(),
		manyToOne(
			'building',
			say('Building', 'Bâtiment', 'Gebouw', 'Gebäude'),
			{ collection: 'buildings', oneField: 'reports', onDeselect: 'nullify' },
			'{{name}}',
			{ required: true, readonly: true },
		),
		text('locale', say('Language', 'Langue', 'Taal', 'Sprache'), { required: true, readonly: true }),
		date('period_from', say('From', 'Du', 'Van', 'Von'), { required: true, readonly: true }),
		date('period_to', say('Until', 'Au', 'Tot', 'Bis'), {
			required: true,
			readonly: true,
			note: say(
				'This day not included',
				'Ce jour non compris',
				'Deze dag niet inbegrepen',
				'Dieser Tag nicht eingeschlossen',
			),
		}),
		{
			...manyToOne(
				'file',
				say('File', 'Fichier', 'Bestand', 'Datei'),
				{ collection: 'directus_files', oneField: null, onDeselect: 'nullify' },
				'{{filename_download}}',
				{ readonly: true },
			),
			special: ['file'],
			interface: 'file',
			options: {},
			display: 'file',
			displayOptions: {},
		},
		text(
			'fingerprint',
			say(
				'Data fingerprint',
				'Empreinte des données',
				'Vingerafdruk van de gegevens',
				'Fingerabdruck der Daten',
			),
			{
				required: true,
				readonly: true,
				note: say(
					'Two reports with the same fingerprint were made from the same data',
					'Deux rapports de même empreinte ont été établis à partir des mêmes données',
					'Twee rapporten met dezelfde vingerafdruk zijn uit dezelfde gegevens gemaakt',
					'Zwei Berichte mit gleichem Fingerabdruck stammen aus denselben Daten',
				),
			},
		),
		createdAt(),
	],
};
