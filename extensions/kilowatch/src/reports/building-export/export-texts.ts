/** The words of an export, in the four languages of reports; those of closed lists are the collections' own. */
import type { ReportLanguage } from '../energy-report/languages.ts';

export interface ExportTexts {
	sheets: { overview: string; months: string; days: string; hours: string; readings: string };
	date: string;
	month: string;
	localTime: string;
	offset: string;
	utcTime: string;
	meter: string;
	pointId: string;
	metric: string;
	register: string;
	value: string;
	unit: string;
	curveValue: string;
	pointsReceived: string;
	pointsExpected: string;
	status: string;
	daysKnown: string;
	daysExpected: string;
	minutes: string;
	minutesKnown: string;
	quality: string;
	source: string;
	building: string;
	address: string;
	firstDay: string;
	lastDay: string;
	timeZone: string;
	madeAt: string;
	total: string;
	completeness: string;
	allMeters: string;
	/** what the columns and holes mean */
	notes: readonly string[];
	/** why finer values of some meters are not there; their names follow */
	withheld: string;
}

export const exportTexts: Readonly<Record<ReportLanguage, ExportTexts>> = {
	en: {
		sheets: { overview: 'Overview', months: 'Months', days: 'Days', hours: 'Hours', readings: 'Readings' },
		date: 'Date',
		month: 'Month',
		localTime: 'Local time (start)',
		offset: 'Offset from UTC',
		utcTime: 'UTC (start)',
		meter: 'Meter',
		pointId: 'Point id',
		metric: 'Metric',
		register: 'Register',
		value: 'Value',
		unit: 'Unit',
		curveValue: 'Sum of the load curve',
		pointsReceived: 'Points received',
		pointsExpected: 'Points expected',
		status: 'Status',
		daysKnown: 'Days known',
		daysExpected: 'Days expected',
		minutes: 'Minutes',
		minutesKnown: 'Minutes known',
		quality: 'Quality',
		source: 'Source',
		building: 'Building',
		address: 'Address',
		firstDay: 'First day',
		lastDay: 'Last day',
		timeZone: 'Time zone',
		madeAt: 'Made (UTC)',
		total: 'Total (maximum, mean)',
		completeness: 'Completeness',
		allMeters: 'All meters',
		notes: [
			'Totals are over the days that are known; the highest value of maxima, the mean of temperatures and humidity.',
			'What is missing is missing: nothing is filled in.',
			'In autumn the hour between 2 and 3 o’clock comes twice: the offset from UTC tells the two apart.',
		],
		withheld: 'Values finer than a day are left out, because the holder is a natural person:',
	},
	fr: {
		sheets: { overview: 'Aperçu', months: 'Mois', days: 'Jours', hours: 'Heures', readings: 'Relevés' },
		date: 'Date',
		month: 'Mois',
		localTime: 'Heure locale (début)',
		offset: 'Décalage UTC',
		utcTime: 'UTC (début)',
		meter: 'Compteur',
		pointId: 'Point de livraison',
		metric: 'Grandeur',
		register: 'Registre',
		value: 'Valeur',
		unit: 'Unité',
		curveValue: 'Somme de la courbe de charge',
		pointsReceived: 'Points reçus',
		pointsExpected: 'Points attendus',
		status: 'État',
		daysKnown: 'Jours connus',
		daysExpected: 'Jours attendus',
		minutes: 'Minutes',
		minutesKnown: 'Minutes connues',
		quality: 'Qualité',
		source: 'Source',
		building: 'Immeuble',
		address: 'Adresse',
		firstDay: 'Premier jour',
		lastDay: 'Dernier jour',
		timeZone: 'Fuseau horaire',
		madeAt: 'Établi le (UTC)',
		total: 'Total (maximum, moyenne)',
		completeness: 'Complétude',
		allMeters: 'Tous les compteurs',
		notes: [
			'Les totaux portent sur les jours connus ; la plus haute valeur pour les maxima, la moyenne pour les températures et l’humidité.',
			'Ce qui manque manque : rien n’est complété.',
			'En automne, l’heure entre 2 h et 3 h revient deux fois : le décalage UTC distingue les deux.',
		],
		withheld: 'Les valeurs plus fines que le jour sont omises, car le titulaire est une personne physique :',
	},
	nl: {
		sheets: { overview: 'Overzicht', months: 'Maanden', days: 'Dagen', hours: 'Uren', readings: 'Metingen' },
		date: 'Datum',
		month: 'Maand',
		localTime: 'Lokale tijd (begin)',
		offset: 'Verschil met UTC',
		utcTime: 'UTC (begin)',
		meter: 'Meter',
		pointId: 'Leveringspunt',
		metric: 'Grootheid',
		register: 'Telwerk',
		value: 'Waarde',
		unit: 'Eenheid',
		curveValue: 'Som van de belastingscurve',
		pointsReceived: 'Punten ontvangen',
		pointsExpected: 'Punten verwacht',
		status: 'Status',
		daysKnown: 'Dagen bekend',
		daysExpected: 'Dagen verwacht',
		minutes: 'Minuten',
		minutesKnown: 'Minuten bekend',
		quality: 'Kwaliteit',
		source: 'Bron',
		building: 'Gebouw',
		address: 'Adres',
		firstDay: 'Eerste dag',
		lastDay: 'Laatste dag',
		timeZone: 'Tijdzone',
		madeAt: 'Gemaakt (UTC)',
		total: 'Totaal (maximum, gemiddelde)',
		completeness: 'Volledigheid',
		allMeters: 'Alle meters',
		notes: [
			'Totalen zijn over de dagen die bekend zijn; de hoogste waarde bij maxima, het gemiddelde bij temperaturen en vochtigheid.',
			'Wat ontbreekt, ontbreekt: er wordt niets aangevuld.',
			'In de herfst komt het uur tussen 2 en 3 uur tweemaal voor: het verschil met UTC houdt de twee uit elkaar.',
		],
		withheld: 'Waarden fijner dan een dag zijn weggelaten, omdat de houder een natuurlijke persoon is:',
	},
	de: {
		sheets: {
			overview: 'Übersicht',
			months: 'Monate',
			days: 'Tage',
			hours: 'Stunden',
			readings: 'Messwerte',
		},
		date: 'Datum',
		month: 'Monat',
		localTime: 'Ortszeit (Beginn)',
		offset: 'Abstand zu UTC',
		utcTime: 'UTC (Beginn)',
		meter: 'Zähler',
		pointId: 'Zählpunkt',
		metric: 'Messgröße',
		register: 'Zählwerk',
		value: 'Wert',
		unit: 'Einheit',
		curveValue: 'Summe des Lastgangs',
		pointsReceived: 'Punkte erhalten',
		pointsExpected: 'Punkte erwartet',
		status: 'Zustand',
		daysKnown: 'Tage bekannt',
		daysExpected: 'Tage erwartet',
		minutes: 'Minuten',
		minutesKnown: 'Minuten bekannt',
		quality: 'Qualität',
		source: 'Quelle',
		building: 'Gebäude',
		address: 'Anschrift',
		firstDay: 'Erster Tag',
		lastDay: 'Letzter Tag',
		timeZone: 'Zeitzone',
		madeAt: 'Erstellt (UTC)',
		total: 'Summe (Höchstwert, Mittel)',
		completeness: 'Vollständigkeit',
		allMeters: 'Alle Zähler',
		notes: [
			'Summen sind über die bekannten Tage; bei Höchstwerten der höchste, bei Temperaturen und Feuchte das Mittel.',
			'Was fehlt, fehlt: Nichts wird ergänzt.',
			'Im Herbst kommt die Stunde zwischen 2 und 3 Uhr zweimal: Der Abstand zu UTC hält die beiden auseinander.',
		],
		withheld: 'Feinere Werte als Tage sind weggelassen, weil der Inhaber eine natürliche Person ist:',
	},
};
