import type { AlertTexts } from './alert-texts.ts';

export const de: AlertTexts = {
	locale: 'de-DE',
	rules: {
		'above-average': 'Verbrauch über dem Durchschnitt',
		'day-surge': 'Ungewöhnlich hoher Verbrauch über den Tag',
		'night-base-load': 'Ungewöhnlich hoher Verbrauch in der Nacht',
		'week-drift': 'Anhaltender Anstieg des Verbrauchs',
		'short-spike': 'Kurze Spitze',
		'subscribed-power': 'Leistung über der Vertragsleistung',
		'data-missing': 'Messwerte fehlen',
		'data-zero': 'Es wird nur noch null gelesen',
		'data-flat': 'Immer wieder wird derselbe Wert gelesen',
		'data-unit': 'Messwerte anderer Größe: vielleicht eine falsche Einheit',
		'consent-ending': 'Die Einwilligung endet',
		'sync-failing': 'Der Zähler kann nicht gelesen werden',
	},
	severities: { minor: 'gering', major: 'erheblich', critical: 'kritisch' },
	says: (what, facts) => `${what}: ${facts}`,
	onDay: (date) => `am ${date}`,
	fromTo: (from, to) => `vom ${from} bis ${to}`,
	aboveExpected: (energy, percent) => `${energy} mehr als erwartet (+${percent})`,
	powerAbove: (observed, expected) => `bis zu ${observed} bei ${expected} Vertragsleistung`,
	aboveAverageDay: (energy, percent) =>
		`Verglichen mit einem mittleren Tag der vier Wochen davor: ${energy} mehr (+${percent}).`,
	belowAverageDay: (energy, percent) =>
		`Verglichen mit einem mittleren Tag der vier Wochen davor: ${energy} weniger (−${percent}).`,
	ofThat: 'Davon:',
	parts: {
		weekday: (energy) => `${energy} für diese Wochentage üblich`,
		cold: (energy) => `${energy} durch kälteres Wetter`,
		night: (energy) => `${energy} in den Stunden von 0 bis 6`,
		unexplained: (energy) => `${energy} ungeklärt`,
	},
	formerWeeks: (day, former) =>
		`Letzter Tag: ${day}; derselbe Wochentag in den vier Wochen davor: ${former}.`,
	notKnown: 'nicht bekannt',
	completeness: (percent) => `${percent} der Stunden sind bekannt.`,
	cost: (euros, price) => `Etwa ${euros}, geschätzt mit ${price}.`,
	carbon: (kilograms) => `Etwa ${kilograms} CO₂.`,
	failingSince: (date, nights) =>
		`kein Messwert seit ${date}; die letzten ${nights} Versuche sind gescheitert`,
	consentUntil: (date) => `gültig bis ${date}`,
	subject: (alerts) => (alerts === 1 ? 'Eine Warnung zum Verbrauch' : `${alerts} Warnungen zum Verbrauch`),
	opened: 'Neu',
	worse: 'Schlimmer geworden',
	more: (alerts) => (alerts === 1 ? 'und eine weitere' : `und ${alerts} weitere`),
	hint: 'Sagen Sie bei jeder, ob sie richtig war: So zeigt sich, wie verlässlich jede Regel ist.',
	open: 'öffnen',
};
