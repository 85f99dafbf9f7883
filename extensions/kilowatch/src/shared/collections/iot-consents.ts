import {
	consentEndReasonChoices,
	consentScopeChoices,
	consentStatusChoices,
	legalBasisChoices,
	providerChoices,
} from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import {
	createdAt,
	date,
	instant,
	json,
	manyToOne,
	person,
	select,
	selectMany,
	text,
	uuidKey,
} from './fields.ts';
import { say } from './texts.ts';

export const iotConsents: CollectionDefinition = {
	collection: 'iot_consents',
	label: say('Consents', 'Consentements', 'Toestemmingen', 'Einwilligungen'),
	note: say(
		'What the holders of the meters allowed, and until when',
		'Ce que les titulaires des compteurs ont autorisé, et jusqu’à quand',
		'Wat de houders van de meters toestonden, en tot wanneer',
		'Was die Inhaber der Zähler erlaubt haben, und bis wann',
	),
	icon: 'verified_user',
	color: '#FFA439',
	displayTemplate: '{{device.label}} {{device.point_id}}: {{status}}',
	hidden: false,
	list: { fields: ['device', 'status', 'scopes', 'granted_at', 'valid_until'], sort: '-created_at' },
	fields: [
		uuidKey(),
		manyToOne(
			'device',
			say('Meter', 'Compteur', 'Meter', 'Zähler'),
			{ collection: 'iot_devices', oneField: 'consents', onDeselect: 'nullify' },
			'{{label}} {{point_id}}',
			{ required: true, readonly: true },
		),
		select('status', say('Status', 'État', 'Status', 'Zustand'), consentStatusChoices, { readonly: true }),
		selectMany('scopes', say('Allowed', 'Autorisé', 'Toegestaan', 'Erlaubt'), consentScopeChoices, {
			required: true,
			readonly: true,
		}),
		select(
			'provider',
			say('Provider', 'Fournisseur de données', 'Gegevensbron', 'Datenquelle'),
			providerChoices,
			{
				required: true,
				readonly: true,
			},
		),
		select(
			'legal_basis',
			say('Legal basis', 'Base légale', 'Rechtsgrond', 'Rechtsgrundlage'),
			legalBasisChoices,
			{
				readonly: true,
			},
		),
		text(
			'text_version',
			say('Version of the text', 'Version du texte', 'Versie van de tekst', 'Fassung des Textes'),
			{
				required: true,
				readonly: true,
			},
		),
		person(
			'granted_by',
			say('Started by', 'Initié par', 'Gestart door', 'Begonnen von'),
			{ onDeselect: 'nullify' },
			{
				readonly: true,
			},
		),
		instant('granted_at', say('Given', 'Donné le', 'Gegeven', 'Erteilt'), { readonly: true }),
		date('valid_until', say('Valid until', 'Valable jusqu’au', 'Geldig tot', 'Gültig bis'), {
			readonly: true,
		}),
		instant('revoked_at', say('Withdrawn', 'Retiré le', 'Ingetrokken', 'Widerrufen'), { readonly: true }),
		select(
			'end_reason',
			say('Why it ended', 'Raison de la fin', 'Reden van het einde', 'Grund des Endes'),
			consentEndReasonChoices,
			{ readonly: true },
		),
		text(
			'external_id',
			say(
				'Operator’s reference',
				'Référence du gestionnaire',
				'Kenmerk van de beheerder',
				'Kennung beim Netzbetreiber',
			),
			{
				readonly: true,
			},
		),
		json('proof', say('Proof', 'Preuve', 'Bewijs', 'Nachweis'), { readonly: true }),
		createdAt(),
	],
};
