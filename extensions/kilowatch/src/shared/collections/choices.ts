/** The closed lists of the collections; their values are the CHECKs of `migrations/`. */
import type { Metric, Register } from '../../domain/metrics.ts';
import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { TariffType } from '../../domain/tariff/tariff.ts';
import type { Quality, Source } from '../../domain/reading.ts';
import type { AlertRule, AlertStatus, CloseReason, Verdict } from '../alert-rules.ts';
import type { DegreeDayMethod } from '../../domain/weather/degree-days.ts';
import type {
	ChannelState,
	ConsentEndReason,
	ConsentScope,
	ConsentStatus,
	DayStatus,
	DeviceStatus,
	DeviceType,
	ProviderName,
	SyncRunStatus,
	SyncTrigger,
} from '../names.ts';
import type { Choice, ChoiceList } from './collection.ts';
import { say, type Texts } from './texts.ts';

const good = 'var(--theme--success)';
const attention = 'var(--theme--warning)';
const bad = 'var(--theme--danger)';
const neutral = 'var(--theme--primary)';
const past = 'var(--theme--foreground-subdued)';

/** Every value of `Value` must be there: a value added to the type breaks the build here. */
function list<Value extends string>(
	name: string,
	choices: Readonly<Record<Value, [Texts, { icon?: string; color?: string }?]>>,
): ChoiceList {
	return {
		name,
		choices: Object.entries<[Texts, { icon?: string; color?: string }?]>(choices).map(
			([value, [text, look]]): Choice => ({ value, text, ...look }),
		),
	};
}

export const providerChoices = list<ProviderName>('provider', {
	enedis: [say('Enedis', 'Enedis', 'Enedis', 'Enedis'), { icon: 'bolt' }],
	ores: [say('ORES', 'ORES', 'ORES', 'ORES'), { icon: 'bolt' }],
	fluvius: [say('Fluvius', 'Fluvius', 'Fluvius', 'Fluvius'), { icon: 'bolt' }],
	myelectricaldata: [
		say('MyElectricalData', 'MyElectricalData', 'MyElectricalData', 'MyElectricalData'),
		{ icon: 'hub' },
	],
	conso_api: [say('Conso API', 'Conso API', 'Conso API', 'Conso API'), { icon: 'hub' }],
	file: [say('File', 'Fichier', 'Bestand', 'Datei'), { icon: 'upload_file' }],
	push: [
		say('Sent to the API', 'Envoi vers l’API', 'Naar de API gestuurd', 'An die API gesendet'),
		{ icon: 'input' },
	],
});

export const deviceTypeChoices = list<DeviceType>('device_type', {
	electricity_meter: [
		say('Electricity meter', 'Compteur électrique', 'Elektriciteitsmeter', 'Stromzähler'),
		{ icon: 'electric_meter' },
	],
	gas_meter: [say('Gas meter', 'Compteur de gaz', 'Gasmeter', 'Gaszähler'), { icon: 'gas_meter' }],
	water_meter: [say('Water meter', 'Compteur d’eau', 'Watermeter', 'Wasserzähler'), { icon: 'water_drop' }],
	temperature_sensor: [
		say('Temperature sensor', 'Capteur de température', 'Temperatuursensor', 'Temperaturfühler'),
		{ icon: 'thermostat' },
	],
	humidity_sensor: [
		say('Humidity sensor', 'Capteur d’humidité', 'Vochtigheidssensor', 'Feuchtefühler'),
		{ icon: 'humidity_percentage' },
	],
	other: [say('Other', 'Autre', 'Andere', 'Anderes'), { icon: 'sensors' }],
});

export const deviceStatusChoices = list<DeviceStatus>('device_status', {
	pending: [
		say(
			'Waiting for consent',
			'En attente du consentement',
			'Wacht op toestemming',
			'Wartet auf Einwilligung',
		),
		{ icon: 'hourglass_empty', color: attention },
	],
	active: [say('Active', 'Actif', 'Actief', 'Aktiv'), { icon: 'check_circle', color: good }],
	stopped: [say('Stopped', 'Arrêté', 'Gestopt', 'Angehalten'), { icon: 'pause_circle', color: bad }],
	archived: [say('Archived', 'Archivé', 'Gearchiveerd', 'Archiviert'), { icon: 'archive', color: past }],
});

export const metricChoices = list<Metric>('metric', {
	consumption: [say('Consumption', 'Consommation', 'Verbruik', 'Verbrauch'), { icon: 'bolt' }],
	production: [say('Production', 'Production', 'Productie', 'Erzeugung'), { icon: 'solar_power' }],
	max_power: [
		say('Maximum power', 'Puissance maximale', 'Maximaal vermogen', 'Höchstleistung'),
		{ icon: 'speed' },
	],
	water: [say('Water', 'Eau', 'Water', 'Wasser'), { icon: 'water_drop' }],
	gas: [say('Gas', 'Gaz', 'Gas', 'Gas'), { icon: 'local_fire_department' }],
	temperature: [say('Temperature', 'Température', 'Temperatuur', 'Temperatur'), { icon: 'thermostat' }],
	humidity: [
		say('Relative humidity', 'Humidité relative', 'Relatieve vochtigheid', 'Relative Feuchte'),
		{ icon: 'humidity_percentage' },
	],
});

export const channelStateChoices = list<ChannelState>('channel_state', {
	active: [say('Read', 'Relevé', 'Wordt gelezen', 'Wird gelesen'), { icon: 'check_circle', color: good }],
	not_measured: [
		say('Not measured', 'Non mesuré', 'Niet gemeten', 'Nicht gemessen'),
		{ icon: 'do_not_disturb_on', color: past },
	],
});

export const registerChoices = list<Register>('register', {
	total: [say('Total', 'Total', 'Totaal', 'Gesamt')],
	peak: [say('Peak hours', 'Heures pleines', 'Piekuren', 'Hochtarif')],
	off_peak: [say('Off-peak hours', 'Heures creuses', 'Daluren', 'Niedertarif')],
	day: [say('Day', 'Jour', 'Dag', 'Tag')],
	night: [say('Night', 'Nuit', 'Nacht', 'Nacht')],
});

export const unitChoices = list<'Wh' | 'VA' | 'L' | '°C' | '%'>('unit', {
	Wh: [say('Wh', 'Wh', 'Wh', 'Wh')],
	VA: [say('VA', 'VA', 'VA', 'VA')],
	L: [say('L', 'L', 'L', 'L')],
	'°C': [say('°C', '°C', '°C', '°C')],
	'%': [say('%', '%', '%', '%')],
});

export const qualityChoices = list<Quality>('quality', {
	raw: [say('As measured', 'Brute', 'Ruw', 'Rohwert')],
	corrected: [say('Corrected', 'Corrigée', 'Gecorrigeerd', 'Korrigiert'), { color: neutral }],
	estimated: [say('Estimated', 'Estimée', 'Geschat', 'Geschätzt'), { color: attention }],
	validated: [say('Validated', 'Validée', 'Gevalideerd', 'Geprüft'), { color: good }],
	ambiguous: [
		say('Ambiguous hour', 'Heure ambiguë', 'Dubbelzinnig uur', 'Mehrdeutige Stunde'),
		{ color: attention },
	],
});

export const sourceChoices = list<Source>('source', {
	operator: [
		say('Grid operator', 'Gestionnaire de réseau', 'Netbeheerder', 'Netzbetreiber'),
		{ icon: 'bolt' },
	],
	file: [say('File', 'Fichier', 'Bestand', 'Datei'), { icon: 'upload_file' }],
	push: [
		say('Sent to the API', 'Envoi vers l’API', 'Naar de API gestuurd', 'An die API gesendet'),
		{ icon: 'input' },
	],
});

export const dayStatusChoices = list<DayStatus>('day_status', {
	missing: [say('Missing', 'Manquant', 'Ontbreekt', 'Fehlt'), { color: bad }],
	partial: [say('Partial', 'Partiel', 'Gedeeltelijk', 'Teilweise'), { color: attention }],
	complete: [say('Complete', 'Complet', 'Volledig', 'Vollständig'), { color: good }],
	final: [
		say('Closed with a hole', 'Clos avec un trou', 'Afgesloten met een gat', 'Mit Lücke abgeschlossen'),
		{ color: past },
	],
});

export const consentScopeChoices = list<ConsentScope>('consent_scope', {
	daily: [say('Daily totals', 'Totaux journaliers', 'Dagtotalen', 'Tageswerte')],
	load_curve: [say('Load curve', 'Courbe de charge', 'Belastingscurve', 'Lastgang')],
	advice: [say('Personal advice', 'Conseil personnalisé', 'Persoonlijk advies', 'Persönliche Beratung')],
});

export const consentStatusChoices = list<ConsentStatus>('consent_status', {
	pending: [say('Asked for', 'Demandé', 'Gevraagd', 'Angefragt'), { color: attention }],
	active: [say('Valid', 'Valable', 'Geldig', 'Gültig'), { color: good }],
	expiring: [say('Ends soon', 'Expire bientôt', 'Loopt bijna af', 'Läuft bald ab'), { color: attention }],
	expired: [say('Expired', 'Expiré', 'Verlopen', 'Abgelaufen'), { color: past }],
	refused: [say('Refused', 'Refusé', 'Geweigerd', 'Abgelehnt'), { color: bad }],
	revoked: [say('Withdrawn', 'Retiré', 'Ingetrokken', 'Widerrufen'), { color: bad }],
});

export const consentEndReasonChoices = list<ConsentEndReason>('consent_end_reason', {
	expired: [
		say(
			'Its last day has passed',
			'Son dernier jour est passé',
			'Laatste dag is voorbij',
			'Letzter Tag ist vorbei',
		),
	],
	withdrawn: [
		say(
			'The holder withdrew it',
			'Le titulaire l’a retiré',
			'De houder trok ze in',
			'Der Inhaber hat sie widerrufen',
		),
	],
	revoked: [
		say(
			'It ended at the operator',
			'Il a pris fin chez le gestionnaire',
			'Ze eindigde bij de netbeheerder',
			'Sie endete beim Netzbetreiber',
		),
	],
	unanswered: [say('Nobody answered', 'Sans réponse', 'Geen antwoord', 'Ohne Antwort')],
	renewed: [
		say(
			'A newer one has taken its place',
			'Un plus récent l’a remplacé',
			'Vervangen door een nieuwere',
			'Durch eine neuere ersetzt',
		),
	],
	credentials_lost: [
		say(
			'The access to the operator was lost',
			'L’accès chez le gestionnaire est perdu',
			'De toegang bij de netbeheerder is verloren',
			'Der Zugang beim Netzbetreiber ging verloren',
		),
	],
});

export const legalBasisChoices = list<'consent' | 'contract' | 'legal_obligation' | 'legitimate_interest'>(
	'legal_basis',
	{
		consent: [say('Consent', 'Consentement', 'Toestemming', 'Einwilligung')],
		contract: [say('Contract', 'Contrat', 'Overeenkomst', 'Vertrag')],
		legal_obligation: [
			say('Legal obligation', 'Obligation légale', 'Wettelijke verplichting', 'Rechtliche Verpflichtung'),
		],
		legitimate_interest: [
			say('Legitimate interest', 'Intérêt légitime', 'Gerechtvaardigd belang', 'Berechtigtes Interesse'),
		],
	},
);

export const syncRunStatusChoices = list<SyncRunStatus>('sync_run_status', {
	queued: [say('Waiting', 'En attente', 'Wacht', 'Wartet'), { color: past }],
	running: [say('Running', 'En cours', 'Bezig', 'Läuft'), { color: neutral }],
	succeeded: [say('Succeeded', 'Réussie', 'Gelukt', 'Gelungen'), { color: good }],
	partial: [say('Partly succeeded', 'Partielle', 'Deels gelukt', 'Teilweise gelungen'), { color: attention }],
	failed: [say('Failed', 'Échouée', 'Mislukt', 'Fehlgeschlagen'), { color: bad }],
});

export const syncTriggerChoices = list<SyncTrigger>('sync_trigger', {
	schedule: [say('Schedule', 'Planification', 'Planning', 'Zeitplan'), { icon: 'schedule' }],
	manual: [say('By hand', 'À la main', 'Handmatig', 'Von Hand'), { icon: 'touch_app' }],
	consent: [
		say('New consent', 'Nouveau consentement', 'Nieuwe toestemming', 'Neue Einwilligung'),
		{ icon: 'verified_user' },
	],
	file: [
		say('Imported file', 'Fichier importé', 'Geïmporteerd bestand', 'Importierte Datei'),
		{ icon: 'upload_file' },
	],
});

export const severityChoices = list<Severity>('severity', {
	minor: [say('Minor', 'Mineure', 'Licht', 'Gering'), { color: neutral }],
	major: [say('Major', 'Majeure', 'Ernstig', 'Erheblich'), { color: attention }],
	critical: [say('Critical', 'Critique', 'Kritiek', 'Kritisch'), { color: bad }],
});

export const alertStatusChoices = list<AlertStatus>('alert_status', {
	open: [say('Open', 'Ouverte', 'Open', 'Offen'), { color: bad }],
	acknowledged: [
		say('Acknowledged', 'Prise en compte', 'Bevestigd', 'Zur Kenntnis genommen'),
		{ color: attention },
	],
	closed: [say('Closed', 'Close', 'Gesloten', 'Geschlossen'), { color: past }],
});

export const closeReasonChoices = list<CloseReason>('close_reason', {
	normal: [say('It is over', 'C’est terminé', 'Het is voorbij', 'Es ist vorbei'), { color: good }],
	corrected: [
		say(
			'Readings or temperatures were corrected',
			'Des relevés ou des températures ont été corrigés',
			'Metingen of temperaturen zijn gecorrigeerd',
			'Messwerte oder Temperaturen wurden korrigiert',
		),
		{ color: past },
	],
	rules_changed: [
		say(
			'The rules have changed',
			'Les règles ont changé',
			'De regels zijn gewijzigd',
			'Die Regeln haben sich geändert',
		),
		{ color: past },
	],
	not_read: [
		say(
			'The meter is not read any more',
			'Le compteur n’est plus relevé',
			'De meter wordt niet meer gelezen',
			'Der Zähler wird nicht mehr gelesen',
		),
		{ color: past },
	],
});

export const alertRuleChoices = list<AlertRule>('alert_rule', {
	'above-average': [
		say('Above the average', 'Au-dessus de la moyenne', 'Boven het gemiddelde', 'Über dem Durchschnitt'),
	],
	'day-surge': [say('Unusual day', 'Journée inhabituelle', 'Ongewone dag', 'Ungewöhnlicher Tag')],
	'night-base-load': [
		say('Night base load', 'Talon de nuit', 'Nachtelijke basislast', 'Nächtliche Grundlast'),
	],
	'week-drift': [say('Lasting rise', 'Hausse durable', 'Aanhoudende stijging', 'Anhaltender Anstieg')],
	'short-spike': [say('Short spike', 'Pointe brève', 'Korte piek', 'Kurze Spitze')],
	'subscribed-power': [
		say(
			'Above the subscribed power',
			'Au-dessus de la puissance souscrite',
			'Boven het gecontracteerde vermogen',
			'Über der Vertragsleistung',
		),
	],
	'data-missing': [say('Missing data', 'Données manquantes', 'Ontbrekende gegevens', 'Fehlende Daten')],
	'data-zero': [say('Nothing but zero', 'Que des zéros', 'Alleen nullen', 'Nur Nullen')],
	'data-flat': [
		say('Same value again and again', 'Valeur figée', 'Steeds dezelfde waarde', 'Immer derselbe Wert'),
	],
	'data-unit': [say('Wrong unit', 'Mauvaise unité', 'Verkeerde eenheid', 'Falsche Einheit')],
	'consent-ending': [
		say('Consent ends', 'Fin du consentement', 'Toestemming loopt af', 'Einwilligung endet'),
	],
	'sync-failing': [
		say('Sync fails', 'Échec de la synchronisation', 'Synchronisatie mislukt', 'Abgleich scheitert'),
	],
});

export const verdictChoices = list<Verdict>('verdict', {
	true: [say('Real overconsumption', 'Vraie surconsommation', 'Echt oververbruik', 'Echter Mehrverbrauch')],
	false: [say('False alarm', 'Fausse alerte', 'Vals alarm', 'Fehlalarm')],
	known_cause: [say('Known cause', 'Cause connue', 'Bekende oorzaak', 'Bekannte Ursache')],
});

export const tariffTypeChoices = list<TariffType>('tariff_type', {
	flat: [say('Flat', 'Base', 'Enkelvoudig', 'Einheitstarif')],
	peak_off_peak: [
		say('Peak and off-peak', 'Heures pleines et creuses', 'Piek en dal', 'Hoch- und Niedertarif'),
	],
	two_rate: [say('Day and night', 'Jour et nuit', 'Dag en nacht', 'Tag und Nacht')],
});

export const chargedPerChoices = list<'year' | 'month'>('charged_per', {
	year: [say('a year', 'par an', 'per jaar', 'im Jahr')],
	month: [say('a month', 'par mois', 'per maand', 'im Monat')],
});

export const heatingChoices = list<
	'electric' | 'gas' | 'oil' | 'district' | 'heat_pump' | 'wood' | 'none' | 'other'
>('heating', {
	electric: [say('Electric', 'Électrique', 'Elektrisch', 'Elektrisch'), { icon: 'bolt' }],
	gas: [say('Gas', 'Gaz', 'Gas', 'Gas'), { icon: 'local_fire_department' }],
	oil: [say('Oil', 'Fioul', 'Stookolie', 'Heizöl'), { icon: 'oil_barrel' }],
	district: [
		say('District heating', 'Réseau de chaleur', 'Warmtenet', 'Fernwärme'),
		{ icon: 'location_city' },
	],
	heat_pump: [say('Heat pump', 'Pompe à chaleur', 'Warmtepomp', 'Wärmepumpe'), { icon: 'heat_pump' }],
	wood: [say('Wood', 'Bois', 'Hout', 'Holz'), { icon: 'forest' }],
	none: [say('None', 'Aucun', 'Geen', 'Keine'), { icon: 'block' }],
	other: [say('Other', 'Autre', 'Andere', 'Andere'), { icon: 'more_horiz' }],
});

export const degreeDayMethodChoices = list<DegreeDayMethod>('degree_day_method', {
	mean: [say('Day’s mean', 'Moyenne du jour', 'Daggemiddelde', 'Tagesmittel')],
	min_max: [
		say(
			'Middle of lowest and highest',
			'Milieu entre minimum et maximum',
			'Midden tussen laagste en hoogste',
			'Mitte von Tiefst- und Höchstwert',
		),
	],
	equivalent: [
		say(
			'Mean of three days, 60 %, 30 % and 10 %',
			'Moyenne de trois jours, 60 %, 30 % et 10 %',
			'Gemiddelde van drie dagen, 60 %, 30 % en 10 %',
			'Mittel dreier Tage, 60 %, 30 % und 10 %',
		),
	],
});

export const countryChoices = list<'FR' | 'BE'>('country', {
	FR: [say('France', 'France', 'Frankrijk', 'Frankreich')],
	BE: [say('Belgium', 'Belgique', 'België', 'Belgien')],
});

export const adviceStateChoices = list<'proposed' | 'accepted' | 'done' | 'dropped'>('advice_state', {
	proposed: [say('Proposed', 'Proposé', 'Voorgesteld', 'Vorgeschlagen'), { color: neutral }],
	accepted: [say('Accepted', 'Accepté', 'Aanvaard', 'Angenommen'), { color: attention }],
	done: [say('Done', 'Réalisé', 'Uitgevoerd', 'Umgesetzt'), { color: good }],
	dropped: [say('Dropped', 'Abandonné', 'Vervallen', 'Verworfen'), { color: past }],
});

export const referenceKindChoices = list<'emission_factor' | 'benchmark' | 'degree_day_base'>(
	'reference_kind',
	{
		emission_factor: [say('Emission factor', 'Facteur d’émission', 'Emissiefactor', 'Emissionsfaktor')],
		benchmark: [say('Benchmark', 'Valeur de comparaison', 'Vergelijkingswaarde', 'Vergleichswert')],
		degree_day_base: [say('Degree-day base', 'Base des degrés-jours', 'Graaddagenbasis', 'Gradtagsbasis')],
	},
);
