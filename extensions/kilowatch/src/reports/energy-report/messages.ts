/** Every text of the report, in every language it is written in. Numbers and dates come already formatted. */
import type { ComparisonObstacle } from '../../insight/period-figures.ts';
import type { ReportLanguage } from './languages.ts';

export interface Messages {
	title: string;
	/** title of the document: building and period */
	documentTitle: (building: string, period: string) => string;
	consumption: string;
	averageDay: string;
	highestDay: string;
	lowestDay: string;
	perSquareMetre: string;
	perDwelling: string;
	comparedWith: (period: string) => string;
	furtherEnergy: (energy: string) => string;
	knownDaysOf: (known: string, expected: string) => string;
	floorArea: (area: string) => string;
	dwellings: (count: number, shown: string) => string;
	notKnown: string;
	noFloorArea: string;
	noDwellings: string;
	obstacles: Readonly<Record<ComparisonObstacle, string>>;
	earlierMean: (energy: string) => string;
	dailyConsumption: string;
	mean: (energy: string) => string;
	legend: { known: string; partial: string; missing: string };
	noData: string;
	quality: string;
	allKnown: (days: string) => string;
	someKnown: (known: string, expected: string, partial: string, missing: string) => string;
	partialEnergy: (energy: string) => string;
	gaps: (meter: string, ranges: string) => string;
	furtherGaps: (count: number) => string;
	curve: (received: string, expected: string, share: string) => string;
	noCurve: string;
	sources: (list: string) => string;
	source: Readonly<Record<'operator' | 'file' | 'push', (days: string) => string>>;
	stoppedMeters: (names: string) => string;
	method: string;
	meters: string;
	meter: string;
	provider: string;
	days: string;
	curvePoints: string;
	dataUntil: string;
	providerNames: Readonly<Record<'file' | 'push', string>>;
	noMeters: string;
	moreMeters: (count: number) => string;
	generated: (instant: string, zone: string) => string;
	fingerprint: string;
	attachment: (file: string) => string;
}

const en: Messages = {
	title: 'Energy report',
	documentTitle: (building, period) => `Energy report – ${building} – ${period}`,
	consumption: 'Electricity used',
	averageDay: 'Average a day',
	highestDay: 'Highest day',
	lowestDay: 'Lowest day',
	perSquareMetre: 'Per square metre',
	perDwelling: 'Per dwelling',
	comparedWith: (period) => `Against ${period}`,
	furtherEnergy: (energy) => `+ ${energy} on days known in part`,
	knownDaysOf: (known, expected) => `${known} of ${expected} days known`,
	floorArea: (area) => `${area} m² of floor`,
	dwellings: (count, shown) => (count === 1 ? `${shown} dwelling` : `${shown} dwellings`),
	notKnown: 'not known',
	noFloorArea: 'floor area not entered',
	noDwellings: 'number of dwellings not entered',
	obstacles: {
		few_days: 'too few days are known in this period',
		few_days_earlier: 'too few days are known in that period',
		other_meters: 'other meters were read then',
		nothing_used: 'nothing was used then',
	},
	earlierMean: (energy) => `then ${energy} a day`,
	dailyConsumption: 'Electricity used each day, in kWh',
	mean: (energy) => `average ${energy}`,
	legend: { known: 'day known', partial: 'day known in part', missing: 'no data' },
	noData: 'No reading is known for this period.',
	quality: 'Data quality',
	allKnown: (days) => `All ${days} days are known for every meter.`,
	someKnown: (known, expected, partial, missing) =>
		`${known} of ${expected} days are known in full, ${partial} in part, ${missing} not at all. The figures above count the fully known days only.`,
	partialEnergy: (energy) => `The days known in part hold another ${energy}.`,
	gaps: (meter, ranges) => `${meter}: not or not fully known on ${ranges}`,
	furtherGaps: (count) => (count === 1 ? 'One more meter has gaps.' : `${count} more meters have gaps.`),
	curve: (received, expected, share) => `Load curve: ${received} of ${expected} points (${share}).`,
	noCurve: 'No load curve was read, only daily totals.',
	sources: (list) => `Meter days by source: ${list}.`,
	source: {
		operator: (days) => `grid operator ${days}`,
		file: (days) => `imported files ${days}`,
		push: (days) => `sent by other systems ${days}`,
	},
	stoppedMeters: (names) => `No longer read, and in no figure here: ${names}.`,
	method:
		'A day’s total is the grid operator’s own, else the sum of the load curve. A building’s day counts as known when every meter’s day is. Comparisons set the averages of known days against each other.',
	meters: 'Meters',
	meter: 'Meter',
	provider: 'Read through',
	days: 'Days',
	curvePoints: 'Curve',
	dataUntil: 'Until',
	providerNames: { file: 'file', push: 'sent in' },
	noMeters: 'No meter of this building was read.',
	moreMeters: (count) => (count === 1 ? 'and one more meter' : `and ${count} more meters`),
	generated: (instant, zone) => `Made by Kilowatch on ${instant} (${zone})`,
	fingerprint: 'SHA-256 of the facts',
	attachment: (file) => `All figures are attached as ${file}; this is its fingerprint.`,
};

const fr: Messages = {
	title: 'Rapport énergétique',
	documentTitle: (building, period) => `Rapport énergétique – ${building} – ${period}`,
	consumption: 'Électricité consommée',
	averageDay: 'Moyenne par jour',
	highestDay: 'Jour le plus haut',
	lowestDay: 'Jour le plus bas',
	perSquareMetre: 'Par mètre carré',
	perDwelling: 'Par logement',
	comparedWith: (period) => `Par rapport à ${period}`,
	furtherEnergy: (energy) => `+ ${energy} sur des jours connus en partie`,
	knownDaysOf: (known, expected) => `${known} jours connus sur ${expected}`,
	floorArea: (area) => `${area} m² de surface`,
	dwellings: (count, shown) => (count < 2 ? `${shown} logement` : `${shown} logements`),
	notKnown: 'inconnu',
	noFloorArea: 'surface non renseignée',
	noDwellings: 'nombre de logements non renseigné',
	obstacles: {
		few_days: 'trop peu de jours connus sur cette période',
		few_days_earlier: 'trop peu de jours connus à cette époque',
		other_meters: 'd’autres compteurs étaient alors relevés',
		nothing_used: 'aucune consommation à cette époque',
	},
	earlierMean: (energy) => `alors ${energy} par jour`,
	dailyConsumption: 'Électricité consommée chaque jour, en kWh',
	mean: (energy) => `moyenne ${energy}`,
	legend: { known: 'jour connu', partial: 'jour connu en partie', missing: 'aucune donnée' },
	noData: 'Aucun relevé n’est connu pour cette période.',
	quality: 'Qualité des données',
	allKnown: (days) => `Les ${days} jours sont connus pour tous les compteurs.`,
	someKnown: (known, expected, partial, missing) =>
		`Sur ${expected} jours, ${known} sont entièrement connus, ${partial} en partie et ${missing} pas du tout. Les chiffres ci-dessus ne comptent que les jours entièrement connus.`,
	partialEnergy: (energy) => `Les jours connus en partie représentent ${energy} de plus.`,
	gaps: (meter, ranges) => `${meter} : jours inconnus ou incomplets : ${ranges}`,
	furtherGaps: (count) =>
		count === 1
			? 'Un autre compteur présente des lacunes.'
			: `${count} autres compteurs présentent des lacunes.`,
	curve: (received, expected, share) => `Courbe de charge : ${received} points sur ${expected} (${share}).`,
	noCurve: 'Aucune courbe de charge n’a été lue, seulement des totaux journaliers.',
	sources: (list) => `Jours-compteurs par origine : ${list}.`,
	source: {
		operator: (days) => `gestionnaire de réseau ${days}`,
		file: (days) => `fichiers importés ${days}`,
		push: (days) => `envoyés par d’autres systèmes ${days}`,
	},
	stoppedMeters: (names) => `N’est plus relevé et ne figure dans aucun chiffre : ${names}.`,
	method:
		'Le total d’un jour est celui du gestionnaire de réseau, sinon la somme de la courbe de charge. Le jour d’un bâtiment est connu quand celui de chaque compteur l’est. Les comparaisons opposent les moyennes des jours connus.',
	meters: 'Compteurs',
	meter: 'Compteur',
	provider: 'Relevé par',
	days: 'Jours',
	curvePoints: 'Courbe',
	dataUntil: 'Jusqu’au',
	providerNames: { file: 'fichier', push: 'envoi' },
	noMeters: 'Aucun compteur de ce bâtiment n’a été relevé.',
	moreMeters: (count) => (count === 1 ? 'et un autre compteur' : `et ${count} autres compteurs`),
	generated: (instant, zone) => `Établi par Kilowatch le ${instant} (${zone})`,
	fingerprint: 'SHA-256 des données',
	attachment: (file) => `Tous les chiffres sont joints dans ${file} ; ceci est son empreinte.`,
};

const nl: Messages = {
	title: 'Energierapport',
	documentTitle: (building, period) => `Energierapport – ${building} – ${period}`,
	consumption: 'Elektriciteitsverbruik',
	averageDay: 'Gemiddeld per dag',
	highestDay: 'Hoogste dag',
	lowestDay: 'Laagste dag',
	perSquareMetre: 'Per vierkante meter',
	perDwelling: 'Per woning',
	comparedWith: (period) => `Tegenover ${period}`,
	furtherEnergy: (energy) => `+ ${energy} op deels bekende dagen`,
	knownDaysOf: (known, expected) => `${known} van ${expected} dagen bekend`,
	floorArea: (area) => `${area} m² vloeroppervlakte`,
	dwellings: (count, shown) => (count === 1 ? `${shown} woning` : `${shown} woningen`),
	notKnown: 'onbekend',
	noFloorArea: 'vloeroppervlakte niet ingevuld',
	noDwellings: 'aantal woningen niet ingevuld',
	obstacles: {
		few_days: 'te weinig dagen bekend in deze periode',
		few_days_earlier: 'te weinig dagen bekend in die periode',
		other_meters: 'toen werden andere meters gelezen',
		nothing_used: 'toen werd niets verbruikt',
	},
	earlierMean: (energy) => `toen ${energy} per dag`,
	dailyConsumption: 'Elektriciteitsverbruik per dag, in kWh',
	mean: (energy) => `gemiddeld ${energy}`,
	legend: { known: 'dag bekend', partial: 'dag deels bekend', missing: 'geen gegevens' },
	noData: 'Voor deze periode is geen enkele meting bekend.',
	quality: 'Kwaliteit van de gegevens',
	allKnown: (days) => `Alle ${days} dagen zijn voor elke meter bekend.`,
	someKnown: (known, expected, partial, missing) =>
		`Van ${expected} dagen zijn er ${known} volledig bekend, ${partial} deels en ${missing} helemaal niet. De cijfers hierboven tellen alleen de volledig bekende dagen.`,
	partialEnergy: (energy) => `De deels bekende dagen bevatten nog ${energy}.`,
	gaps: (meter, ranges) => `${meter}: niet of niet volledig bekend op ${ranges}`,
	furtherGaps: (count) =>
		count === 1 ? 'Nog één meter heeft hiaten.' : `Nog ${count} meters hebben hiaten.`,
	curve: (received, expected, share) => `Belastingcurve: ${received} van ${expected} punten (${share}).`,
	noCurve: 'Er is geen belastingcurve gelezen, alleen dagtotalen.',
	sources: (list) => `Meterdagen naar herkomst: ${list}.`,
	source: {
		operator: (days) => `netbeheerder ${days}`,
		file: (days) => `ingelezen bestanden ${days}`,
		push: (days) => `door andere systemen gestuurd ${days}`,
	},
	stoppedMeters: (names) => `Niet meer gelezen en in geen enkel cijfer opgenomen: ${names}.`,
	method:
		'Het dagtotaal is dat van de netbeheerder, anders de som van de belastingcurve. Een dag van het gebouw is bekend als die van elke meter bekend is. Vergelijkingen zetten gemiddelden van bekende dagen tegenover elkaar.',
	meters: 'Meters',
	meter: 'Meter',
	provider: 'Gelezen via',
	days: 'Dagen',
	curvePoints: 'Curve',
	dataUntil: 'Tot',
	providerNames: { file: 'bestand', push: 'ingestuurd' },
	noMeters: 'Van dit gebouw is geen enkele meter gelezen.',
	moreMeters: (count) => (count === 1 ? 'en nog één meter' : `en nog ${count} meters`),
	generated: (instant, zone) => `Gemaakt door Kilowatch op ${instant} (${zone})`,
	fingerprint: 'SHA-256 van de gegevens',
	attachment: (file) => `Alle cijfers zijn bijgevoegd als ${file}; dit is de vingerafdruk ervan.`,
};

const de: Messages = {
	title: 'Energiebericht',
	documentTitle: (building, period) => `Energiebericht – ${building} – ${period}`,
	consumption: 'Stromverbrauch',
	averageDay: 'Durchschnitt pro Tag',
	highestDay: 'Höchster Tag',
	lowestDay: 'Niedrigster Tag',
	perSquareMetre: 'Pro Quadratmeter',
	perDwelling: 'Pro Wohnung',
	comparedWith: (period) => `Gegenüber ${period}`,
	furtherEnergy: (energy) => `+ ${energy} an teilweise bekannten Tagen`,
	knownDaysOf: (known, expected) => `${known} von ${expected} Tagen bekannt`,
	floorArea: (area) => `${area} m² Fläche`,
	dwellings: (count, shown) => (count === 1 ? `${shown} Wohnung` : `${shown} Wohnungen`),
	notKnown: 'unbekannt',
	noFloorArea: 'Fläche nicht angegeben',
	noDwellings: 'Zahl der Wohnungen nicht angegeben',
	obstacles: {
		few_days: 'zu wenige Tage in diesem Zeitraum bekannt',
		few_days_earlier: 'zu wenige Tage in jenem Zeitraum bekannt',
		other_meters: 'damals wurden andere Zähler gelesen',
		nothing_used: 'damals wurde nichts verbraucht',
	},
	earlierMean: (energy) => `damals ${energy} pro Tag`,
	dailyConsumption: 'Stromverbrauch pro Tag, in kWh',
	mean: (energy) => `Durchschnitt ${energy}`,
	legend: { known: 'Tag bekannt', partial: 'Tag teilweise bekannt', missing: 'keine Daten' },
	noData: 'Für diesen Zeitraum ist kein Messwert bekannt.',
	quality: 'Datenqualität',
	allKnown: (days) => `Alle ${days} Tage sind für jeden Zähler bekannt.`,
	someKnown: (known, expected, partial, missing) =>
		`Von ${expected} Tagen sind ${known} vollständig bekannt, ${partial} teilweise, ${missing} gar nicht. Die Zahlen oben zählen nur die vollständig bekannten Tage.`,
	partialEnergy: (energy) => `Die teilweise bekannten Tage enthalten weitere ${energy}.`,
	gaps: (meter, ranges) => `${meter}: nicht oder nicht vollständig bekannt am ${ranges}`,
	furtherGaps: (count) =>
		count === 1 ? 'Ein weiterer Zähler hat Lücken.' : `${count} weitere Zähler haben Lücken.`,
	curve: (received, expected, share) => `Lastgang: ${received} von ${expected} Punkten (${share}).`,
	noCurve: 'Es wurde kein Lastgang gelesen, nur Tagessummen.',
	sources: (list) => `Zählertage nach Herkunft: ${list}.`,
	source: {
		operator: (days) => `Netzbetreiber ${days}`,
		file: (days) => `eingelesene Dateien ${days}`,
		push: (days) => `von anderen Systemen gesendet ${days}`,
	},
	stoppedMeters: (names) => `Nicht mehr gelesen und in keiner Zahl enthalten: ${names}.`,
	method:
		'Die Tagessumme ist die des Netzbetreibers, sonst die Summe des Lastgangs. Ein Tag des Gebäudes gilt als bekannt, wenn der jedes Zählers es ist. Vergleiche stellen Durchschnitte bekannter Tage einander gegenüber.',
	meters: 'Zähler',
	meter: 'Zähler',
	provider: 'Gelesen über',
	days: 'Tage',
	curvePoints: 'Lastgang',
	dataUntil: 'Bis',
	providerNames: { file: 'Datei', push: 'gesendet' },
	noMeters: 'Von diesem Gebäude wurde kein Zähler gelesen.',
	moreMeters: (count) => (count === 1 ? 'und ein weiterer Zähler' : `und ${count} weitere Zähler`),
	generated: (instant, zone) => `Erstellt von Kilowatch am ${instant} (${zone})`,
	fingerprint: 'SHA-256 der Daten',
	attachment: (file) => `Alle Zahlen sind als ${file} beigefügt; dies ist ihr Fingerabdruck.`,
};

export const messages: Readonly<Record<ReportLanguage, Messages>> = { en, fr, nl, de };
