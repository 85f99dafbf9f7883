import { chargedPerChoices, countryChoices, tariffTypeChoices } from './choices.ts';
import type { CollectionDefinition } from './collection.ts';
import { createdAt, date, flag, list, oneToMany, select, text, uuidKey } from './fields.ts';
import { say } from './texts.ts';

export const iotTariffs: CollectionDefinition = {
	collection: 'iot_tariffs',
	label: say('Tariffs', 'Tarifs', 'Tarieven', 'Tarife'),
	note: say('Prices of energy', 'Prix de l’énergie', 'Energieprijzen', 'Energiepreise'),
	icon: 'euro',
	color: '#2ECDA7',
	displayTemplate: '{{name}}',
	hidden: false,
	list: { fields: ['name', 'country', 'type'], sort: 'name' },
	fields: [
		uuidKey(),
		text('name', say('Name', 'Nom', 'Naam', 'Name'), { required: true, width: 'full' }),
		select('country', say('Country', 'Pays', 'Land', 'Land'), countryChoices, {
			options: { allowOther: true },
		}),
		select('type', say('Type', 'Type', 'Soort', 'Art'), tariffTypeChoices, { required: true }),
		list(
			'periods',
			say('Price periods', 'Périodes de prix', 'Prijsperioden', 'Preiszeiträume'),
			[
				date('from', say('From', 'À partir du', 'Vanaf', 'Ab')),
				date('to', say('Until', 'Jusqu’au', 'Tot', 'Bis'), {
					note: say('Not included', 'Non compris', 'Niet inbegrepen', 'Nicht eingeschlossen'),
				}),
				select('type', say('Type', 'Type', 'Soort', 'Art'), tariffTypeChoices, {
					options: { allowNone: true },
					note: say(
						'Empty: the tariff’s',
						'Vide : celui du tarif',
						'Leeg: die van het tarief',
						'Leer: die des Tarifs',
					),
				}),
				text(
					'low_hours',
					say('Low-price hours', 'Heures au prix bas', 'Uren met lage prijs', 'Stunden zum niedrigen Preis'),
					{
						note: say(
							'For example 22h-7h; empty: the meter’s off-peak hours, for day and night 22h-7h and the weekend',
							'Par exemple 22h-7h ; vide : les heures creuses du compteur, pour jour et nuit 22h-7h et le week-end',
							'Bijvoorbeeld 22h-7h; leeg: de daluren van de meter, voor dag en nacht 22h-7h en het weekend',
							'Zum Beispiel 22h-7h; leer: die Niedertarifzeiten des Zählers, bei Tag und Nacht 22h-7h und das Wochenende',
						),
					},
				),
				flag(
					'weekend_low',
					say(
						'Weekend at the low price',
						'Week-end au prix bas',
						'Weekend aan lage prijs',
						'Wochenende zum niedrigen Preis',
					),
				),
				text('price', say('Price in €/kWh', 'Prix en €/kWh', 'Prijs in €/kWh', 'Preis in €/kWh'), {
					required: true,
					note: say(
						'Of two prices the one of peak hours, or of the day',
						'De deux prix, celui des heures pleines ou du jour',
						'Van twee prijzen die van de piekuren of van de dag',
						'Von zwei Preisen der des Hochtarifs oder des Tages',
					),
				}),
				text(
					'price_low',
					say('Low price in €/kWh', 'Prix bas en €/kWh', 'Lage prijs in €/kWh', 'Niedriger Preis in €/kWh'),
					{
						note: say(
							'Of off-peak hours, or of the night',
							'Des heures creuses ou de la nuit',
							'Van de daluren of van de nacht',
							'Des Niedertarifs oder der Nacht',
						),
					},
				),
				text(
					'subscription',
					say('Subscription in €', 'Abonnement en €', 'Abonnement in €', 'Grundpreis in €'),
				),
				select(
					'subscription_per',
					say('Subscription is', 'Abonnement', 'Abonnement is', 'Grundpreis ist'),
					chargedPerChoices,
					{ options: { allowNone: true } },
				),
				text(
					'vat_subscription',
					say(
						'VAT on the subscription in %',
						'TVA sur l’abonnement en %',
						'Btw op het abonnement in %',
						'MwSt. auf den Grundpreis in %',
					),
					{
						note: say(
							'Both empty: the prices include taxes and VAT',
							'Les deux vides : les prix comprennent taxes et TVA',
							'Beide leeg: de prijzen zijn inclusief heffingen en btw',
							'Beide leer: die Preise enthalten Abgaben und MwSt.',
						),
					},
				),
				text(
					'vat_energy',
					say(
						'VAT on energy in %',
						'TVA sur l’énergie en %',
						'Btw op energie in %',
						'MwSt. auf Energie in %',
					),
				),
				list(
					'taxes',
					say('Taxes and levies', 'Taxes et contributions', 'Heffingen', 'Steuern und Abgaben'),
					[
						text('name', say('Name', 'Nom', 'Naam', 'Name'), { required: true, width: 'full' }),
						text('per_kwh', say('In €/kWh', 'En €/kWh', 'In €/kWh', 'In €/kWh')),
						text('amount', say('Or in €', 'Ou en €', 'Of in €', 'Oder in €')),
						select('per', say('which is', 'soit', 'dat is', 'und zwar'), chargedPerChoices, {
							options: { allowNone: true },
						}),
						text('vat', say('VAT in %', 'TVA en %', 'Btw in %', 'MwSt. in %'), {
							note: say(
								'Empty: that of energy, or of the subscription',
								'Vide : celle de l’énergie ou de l’abonnement',
								'Leeg: die van energie of van het abonnement',
								'Leer: die der Energie oder des Grundpreises',
							),
						}),
					],
					{ options: { template: '{{name}}' } },
				),
			],
			{
				required: true,
				options: { template: '{{from}} {{price}} {{price_low}}' },
				note: say(
					'A new price is a new period: what was used before keeps its own. Costs of the past follow every change here',
					'Un nouveau prix est une nouvelle période : ce qui a été consommé avant garde le sien. Les coûts passés suivent chaque modification',
					'Een nieuwe prijs is een nieuwe periode: wat eerder werd verbruikt houdt de zijne. Vroegere kosten volgen elke wijziging hier',
					'Ein neuer Preis ist ein neuer Zeitraum: was vorher verbraucht wurde, behält den seinen. Vergangene Kosten folgen jeder Änderung hier',
				),
			},
		),
		oneToMany(
			'devices',
			say('Meters', 'Compteurs', 'Meters', 'Zähler'),
			['label', 'building', 'point_id', 'status'],
			{ field: 'label', descending: false },
		),
		createdAt(),
	],
};
