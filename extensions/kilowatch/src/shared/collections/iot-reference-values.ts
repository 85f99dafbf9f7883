import { countryChoices, referenceKindChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { date, number, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotReferenceValues: CollectionDefinition = {
	collection: 'iot_reference_values',
	label: say('Reference values', 'Valeurs de référence', 'Referentiewaarden', 'Bezugswerte'),
	note: say(
		'Emission factors, benchmarks and degree-day bases, with their sources',
		'Facteurs d’émission, valeurs de comparaison et bases des degrés-jours, avec leurs sources',
		'Emissiefactoren, vergelijkingswaarden en graaddagenbases, met hun bronnen',
		'Emissionsfaktoren, Vergleichswerte und Gradtagsbasen, mit ihren Quellen',
	),
	icon: 'balance',
	color: '#3399FF',
	displayTemplate: '{{kind}} {{country}} {{year}}',
	hidden: false,
	list: { fields: ['kind', 'country', 'year', 'value', 'unit', 'source'], sort: 'kind' },
	fields: [
		uuidKey(),
		select('kind', say('Kind', 'Nature', 'Soort', 'Art'), referenceKindChoices, { required: true }),
		select('country', say('Country', 'Pays', 'Land', 'Land'), countryChoices, {
			required: true,
			options: { allowOther: true },
		}),
		number('year', say('Year', 'Année', 'Jaar', 'Jahr'), null, { displayOptions: { format: false } }),
		number('value', say('Value', 'Valeur', 'Waarde', 'Wert'), null, {
			required: true,
			options: { step: 0.000001 },
		}),
		text('unit', say('Unit', 'Unité', 'Eenheid', 'Einheit'), { required: true }),
		text('method', say('Method', 'Méthode', 'Methode', 'Verfahren'), { required: true, width: 'full' }),
		text('source', say('Source', 'Source', 'Bron', 'Quelle'), { required: true, width: 'full' }),
		date('valid_from', say('Valid from', 'Valable à partir du', 'Geldig vanaf', 'Gültig ab')),
		date('valid_until', say('Valid until', 'Valable jusqu’au', 'Geldig tot', 'Gültig bis')),
	],
};
