import type { AlertTexts } from './alert-texts.ts';

export const fr: AlertTexts = {
	locale: 'fr-FR',
	rules: {
		'above-average': 'Consommation supérieure à la moyenne',
		'day-surge': 'Consommation anormalement élevée sur la journée',
		'night-base-load': 'Consommation anormalement élevée la nuit',
		'week-drift': 'Hausse durable de la consommation',
		'short-spike': 'Pointe brève',
		'subscribed-power': 'Puissance supérieure à la puissance souscrite',
		'data-missing': 'Des relevés manquent',
		'data-zero': 'Seuls des zéros sont relevés',
		'data-flat': 'La même valeur est relevée sans cesse',
		'data-unit': 'Relevés d’un autre ordre de grandeur : peut-être une mauvaise unité',
		'consent-ending': 'Le consentement prend fin',
		'sync-failing': 'Le compteur ne peut pas être relevé',
	},
	severities: { minor: 'mineure', major: 'majeure', critical: 'critique' },
	says: (what, facts) => `${what}\u00a0: ${facts}`,
	onDay: (date) => `le ${date}`,
	fromTo: (from, to) => `du ${from} au ${to}`,
	aboveExpected: (energy, percent) => `${energy} de plus que prévu (+${percent})`,
	powerAbove: (observed, expected) => `jusqu’à ${observed} pour ${expected} souscrits`,
	aboveAverageDay: (energy, percent) =>
		`Par rapport à un jour moyen des quatre semaines précédentes : ${energy} de plus (+${percent}).`,
	belowAverageDay: (energy, percent) =>
		`Par rapport à un jour moyen des quatre semaines précédentes : ${energy} de moins (−${percent}).`,
	ofThat: 'Dont :',
	parts: {
		weekday: (energy) => `${energy} habituels pour ces jours de la semaine`,
		cold: (energy) => `${energy} dus à un temps plus froid`,
		night: (energy) => `${energy} entre 0 h et 6 h`,
		unexplained: (energy) => `${energy} inexpliqués`,
	},
	formerWeeks: (day, former) =>
		`Dernier jour : ${day} ; même jour des quatre semaines précédentes : ${former}.`,
	notKnown: 'inconnu',
	completeness: (percent) => `${percent} des heures sont connues.`,
	cost: (euros, price) => `Environ ${euros}, estimation à ${price}.`,
	carbon: (kilograms) => `Environ ${kilograms} de CO₂.`,
	failingSince: (date, nights) =>
		`aucun relevé depuis le ${date} ; les ${nights} dernières tentatives ont échoué`,
	consentUntil: (date) => `valable jusqu’au ${date}`,
	subject: (alerts) => (alerts === 1 ? 'Une alerte de consommation' : `${alerts} alertes de consommation`),
	opened: 'Nouvelles',
	worse: 'Aggravées',
	more: (alerts) => (alerts === 1 ? 'et une autre' : `et ${alerts} autres`),
	hint: 'Dites pour chacune si elle était juste : cela montre la fiabilité de chaque règle.',
	open: 'ouvrir',
};
