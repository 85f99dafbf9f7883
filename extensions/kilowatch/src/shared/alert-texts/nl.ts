import type { AlertTexts } from './alert-texts.ts';

export const nl: AlertTexts = {
	locale: 'nl-BE',
	rules: {
		'above-average': 'Verbruik boven het gemiddelde',
		'day-surge': 'Ongewoon hoog verbruik over de dag',
		'night-base-load': 'Ongewoon hoog verbruik ’s nachts',
		'week-drift': 'Aanhoudende stijging van het verbruik',
		'short-spike': 'Korte piek',
		'subscribed-power': 'Vermogen boven het gecontracteerde vermogen',
		'data-missing': 'Er ontbreken metingen',
		'data-zero': 'Er worden alleen nullen gelezen',
		'data-flat': 'Steeds weer wordt dezelfde waarde gelezen',
		'data-unit': 'Metingen van een andere orde: misschien een verkeerde eenheid',
		'consent-ending': 'De toestemming loopt af',
		'sync-failing': 'De meter kan niet worden gelezen',
	},
	severities: { minor: 'licht', major: 'ernstig', critical: 'kritiek' },
	onDay: (date) => `op ${date}`,
	fromTo: (from, to) => `van ${from} tot en met ${to}`,
	aboveExpected: (energy, percent) => `${energy} meer dan verwacht (+${percent})`,
	powerAbove: (observed, expected) => `tot ${observed}, waar ${expected} gecontracteerd zijn`,
	aboveAverageDay: (energy, percent) =>
		`Vergeleken met een gemiddelde dag van de vier weken ervoor: ${energy} meer (+${percent}).`,
	belowAverageDay: (energy, percent) =>
		`Vergeleken met een gemiddelde dag van de vier weken ervoor: ${energy} minder (−${percent}).`,
	ofThat: 'Waarvan:',
	parts: {
		weekday: (energy) => `${energy} gebruikelijk voor deze weekdagen`,
		cold: (energy) => `${energy} door kouder weer`,
		night: (energy) => `${energy} in de uren van 0 tot 6`,
		unexplained: (energy) => `${energy} onverklaard`,
	},
	formerWeeks: (day, former) => `Laatste dag: ${day}; dezelfde weekdag in de vier weken ervoor: ${former}.`,
	notKnown: 'onbekend',
	completeness: (percent) => `${percent} van de uren is bekend.`,
	cost: (euros, price) => `Ongeveer ${euros}, een schatting tegen ${price}.`,
	carbon: (kilograms) => `Ongeveer ${kilograms} CO₂.`,
	failingSince: (date, nights) => `geen meting sinds ${date}; de laatste ${nights} pogingen mislukten`,
	consentUntil: (date) => `geldig tot en met ${date}`,
	subject: (alerts) =>
		alerts === 1 ? 'Eén melding over het verbruik' : `${alerts} meldingen over het verbruik`,
	opened: 'Nieuw',
	worse: 'Erger geworden',
	more: (alerts) => `en nog ${alerts}`,
	hint: 'Zeg van elke melding of ze terecht was: zo blijkt hoe betrouwbaar elke regel is.',
	open: 'openen',
};
