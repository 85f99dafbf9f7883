/**
 * The collections of Kilowatch as a schema for `@directus/sdk`: `createDirectus<KilowatchSchema>(url)`.
 *
 * Made by `npm run generate` from the collections and the schema snapshot: change those, not this file.
 */
/**
 * All collections. Where the project had a collection `buildings` before, whose keys are numbers, it is
 * `KilowatchSchema<number>`; fields of a project’s own are added by declaring the interface again in this module.
 */
export interface KilowatchSchema<BuildingKey extends string | number = string> {
	buildings: Building<BuildingKey>[];
	buildings_viewers: BuildingsViewer<BuildingKey>[];
	iot_devices: IotDevice<BuildingKey>[];
	iot_channels: IotChannel<BuildingKey>[];
	iot_readings: IotReading<BuildingKey>[];
	iot_daily: IotDaily<BuildingKey>[];
	iot_consents: IotConsent<BuildingKey>[];
	iot_sync_runs: IotSyncRun<BuildingKey>[];
	iot_alerts: IotAlert<BuildingKey>[];
	iot_advice: IotAdvice<BuildingKey>[];
	iot_reports: IotReport<BuildingKey>[];
	iot_tariffs: IotTariff<BuildingKey>[];
	iot_reference_values: IotReferenceValue[];
	iot_audit: IotAudit[];
	directus_users: ReferencedUser[];
	directus_files: ReferencedFile[];
}

/** A person of Directus, as far as rows of Kilowatch lead there; the SDK knows the other fields of users itself. */
export interface ReferencedUser {
	id: string;
	first_name: string | null;
	last_name: string | null;
	email: string | null;
}

/** A file of Directus, in the same way. */
export interface ReferencedFile {
	id: string;
	title: string | null;
	filename_download: string;
	type: string | null;
}

/** Properties whose meters are followed. */
export interface Building<BuildingKey extends string | number = string> {
	/** Key */
	id: BuildingKey;
	/** Name */
	name: string;
	/** Address */
	address: string | null;
	/** City */
	city: string | null;
	/** Country */
	country: string | null;
	/** Time zone: Decides where a day begins and ends, for example Europe/Paris */
	timezone: string | null;
	/** Latitude (°): Decimal degrees, for example 45.764; with the longitude, outdoor temperatures can be fetched */
	latitude: string | null;
	/** Longitude (°): Decimal degrees, east of Greenwich; only rounded to about a kilometre does it leave this server */
	longitude: string | null;
	/** Floor area (m²) */
	floor_area: string | null;
	/** Dwellings */
	dwellings: number | null;
	/** Heating */
	heating: 'electric' | 'gas' | 'oil' | 'district' | 'heat_pump' | 'wood' | 'none' | 'other' | null;
	/** Degree-day method: How cold a day was; empty: what is usual in the country */
	degree_day_method: 'mean' | 'min_max' | 'equivalent' | null;
	/** Degree-day base (°C): Below which outdoor temperature it is heated; empty: what is usual for the method */
	degree_day_base: string | null;
	/** Electricity tariff: What electricity costs here; a meter may have a tariff of its own */
	electricity_tariff: string | IotTariff<BuildingKey> | null;
	/** Year built */
	year_built: number | null;
	/** Manager: Gets the alerts of this building, and sees it where people see only the buildings assigned to them */
	manager: string | ReferencedUser | null;
	/** Viewers: People who may see this building where people see only the buildings assigned to them */
	viewers: number[] | BuildingsViewer<BuildingKey>[];
	/** Meters: Connected in the Kilowatch module */
	devices: string[] | IotDevice<BuildingKey>[];
	/** Alerts */
	alerts: string[] | IotAlert<BuildingKey>[];
	/** Advice */
	advice: string[] | IotAdvice<BuildingKey>[];
	/** Reports */
	reports: string[] | IotReport<BuildingKey>[];
	/** Alert settings: What is otherwise here than in the portfolio; checked before it is stored */
	alert_settings: 'json' | null;
	/** Settings: Report defaults of this building */
	settings: 'json' | null;
	/** Created */
	created_at: 'datetime';
}

/** Who may see which building. */
export interface BuildingsViewer<BuildingKey extends string | number = string> {
	/** Key */
	id: number;
	/** Building */
	building: BuildingKey | Building<BuildingKey>;
	/** Person */
	viewer: string | ReferencedUser;
}

/** Meters and sensors; connect them in the Kilowatch module. */
export interface IotDevice<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Building */
	building: BuildingKey | Building<BuildingKey>;
	/** Label */
	label: string | null;
	/** Type */
	device_type:
		'electricity_meter' | 'gas_meter' | 'water_meter' | 'temperature_sensor' | 'humidity_sensor' | 'other';
	/** Provider */
	provider: 'enedis' | 'ores' | 'fluvius' | 'myelectricaldata' | 'conso_api' | 'file' | 'push';
	/** Point (PRM, EAN): 14 digits in France (PRM), 18 in Belgium (EAN) */
	point_id: string | null;
	/** Status */
	status: 'pending' | 'active' | 'stopped' | 'archived';
	/** Personal data: The holder is a natural person: values finer than a day are shown only to people with the policy for personal data */
	personal: boolean;
	/** Subscribed power (kVA) */
	subscribed_power: string | null;
	/** Tariff: What its consumption costs; empty: the building’s tariff */
	tariff: string | IotTariff<BuildingKey> | null;
	/** Distribution tariff: As the operator’s contract names it */
	distribution_tariff: string | null;
	/** Off-peak hours: As the operator writes them, for example HC (22H30-6H30) */
	off_peak_hours: string | null;
	/** Former off-peak hours: What the contract said before, up to a day that is not included; kept when the operator says other hours */
	former_off_peak_hours: 'json' | null;
	/** Contract read */
	contract_read_at: 'datetime' | null;
	/** Earliest day: Nothing before this day is asked of the operator */
	history_floor: 'date' | null;
	/** Last sync */
	last_sync_at: 'datetime' | null;
	/** Last reading */
	last_reading_at: 'datetime' | null;
	/** Next sync */
	next_sync_at: 'datetime' | null;
	/** Channels */
	channels: number[] | IotChannel<BuildingKey>[];
	/** Consents */
	consents: string[] | IotConsent<BuildingKey>[];
	/** Sync runs */
	sync_runs: string[] | IotSyncRun<BuildingKey>[];
	/** Alerts */
	alerts: string[] | IotAlert<BuildingKey>[];
	/** Created */
	created_at: 'datetime';
}

/** The measured series of a meter. */
export interface IotChannel<BuildingKey extends string | number = string> {
	/** Key */
	id: number;
	/** Meter */
	device: string | IotDevice<BuildingKey>;
	/** Metric */
	metric: 'consumption' | 'production' | 'max_power' | 'water' | 'gas' | 'temperature' | 'humidity';
	/** Register */
	register: 'total' | 'peak' | 'off_peak' | 'day' | 'night';
	/** Unit */
	unit: 'Wh' | 'VA' | 'L' | '°C' | '%';
	/** State: Not measured: the operator says that the point has none of it, so it is not asked again */
	state: 'active' | 'not_measured';
	/** Totals from: The operator has said that it has nothing before this day; a period asked for by hand asks all the same */
	totals_floor: 'date' | null;
	/** Curve from: The operator has said that it has nothing before this day; a period asked for by hand asks all the same */
	curve_floor: 'date' | null;
	/** Days */
	daily: string[] | IotDaily<BuildingKey>[];
	/** Readings */
	readings: string[] | IotReading<BuildingKey>[];
}

/** Values of the channels, each over one interval. */
export interface IotReading<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Channel */
	channel: number | IotChannel<BuildingKey>;
	/** Interval start */
	timestamp: 'datetime';
	/** Duration (s) */
	duration: number;
	/** Value: In the unit of the channel */
	value: number;
	/** Quality */
	quality: 'raw' | 'corrected' | 'estimated' | 'validated' | 'ambiguous';
	/** Source */
	source: 'operator' | 'file' | 'push';
}

/** Totals of the channels by local day, and what of each day is known. */
export interface IotDaily<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Channel */
	channel: number | IotChannel<BuildingKey>;
	/** Day */
	date: 'date';
	/** Operator’s total: As the operator publishes it; its origin is not the load curve, so the two may differ */
	value: number | null;
	/** Sum of the readings */
	curve_value: number | null;
	/** Smallest reading */
	min: number | null;
	/** Largest reading */
	max: number | null;
	/** Moment of the maximum: Where the day’s total is a maximum, such as the maximum power */
	peak_at: 'datetime' | null;
	/** Readings expected */
	points_expected: number;
	/** Readings received */
	points_received: number;
	/** Status */
	status: 'missing' | 'partial' | 'complete' | 'final';
	/** Source */
	source: 'operator' | 'file' | 'push';
	/** Attempts for the total */
	attempts: number;
	/** Next attempt for the total */
	next_attempt_at: 'datetime' | null;
	/** Attempts for the load curve */
	curve_attempts: number;
	/** Next attempt for the load curve */
	curve_next_attempt_at: 'datetime' | null;
}

/** What the holders of the meters allowed, and until when. */
export interface IotConsent<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Meter */
	device: string | IotDevice<BuildingKey>;
	/** Status */
	status: 'pending' | 'active' | 'expiring' | 'expired' | 'refused' | 'revoked';
	/** Allowed */
	scopes: ('daily' | 'load_curve' | 'advice')[];
	/** Provider */
	provider: 'enedis' | 'ores' | 'fluvius' | 'myelectricaldata' | 'conso_api' | 'file' | 'push';
	/** Legal basis */
	legal_basis: 'consent' | 'contract' | 'legal_obligation' | 'legitimate_interest';
	/** Version of the text */
	text_version: string;
	/** Started by */
	granted_by: string | ReferencedUser | null;
	/** Given */
	granted_at: 'datetime' | null;
	/** Valid until */
	valid_until: 'date' | null;
	/** Withdrawn */
	revoked_at: 'datetime' | null;
	/** Why it ended */
	end_reason: 'expired' | 'withdrawn' | 'revoked' | 'unanswered' | 'renewed' | 'credentials_lost' | null;
	/** Operator’s reference */
	external_id: string | null;
	/** Proof */
	proof: 'json' | null;
	/** Created */
	created_at: 'datetime';
}

/** What was asked of the operators, and what came of it. */
export interface IotSyncRun<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Meter */
	device: string | IotDevice<BuildingKey>;
	/** Started by */
	trigger: 'schedule' | 'manual' | 'consent' | 'file';
	/** Status */
	status: 'queued' | 'running' | 'succeeded' | 'partial' | 'failed';
	/** From */
	period_from: 'date' | null;
	/** Until: This day not included */
	period_to: 'date' | null;
	/** Asked for */
	queued_at: 'datetime';
	/** Started */
	started_at: 'datetime' | null;
	/** Finished */
	finished_at: 'datetime' | null;
	/** Last sign of life */
	heartbeat_at: 'datetime' | null;
	/** Waits until: For the operator’s limit of calls */
	not_before: 'datetime' | null;
	/** Claims */
	claim: number;
	/** Restarts */
	takeovers: number;
	/** Windows done */
	windows_done: number;
	/** Windows in all */
	windows_total: number;
	/** Calls to the operator */
	provider_calls: number;
	/** Rows written */
	rows_written: number;
	/** Error code */
	error_code: string | null;
	/** Error */
	error_message: string | null;
	/** Beginning of the answer: How an answer that was not understood began; its digits and texts are masked */
	error_excerpt: string | null;
}

/** Overconsumption found by the rules; start Flows from new rows. */
export interface IotAlert<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Building */
	building: BuildingKey | Building<BuildingKey>;
	/** Meter */
	device: string | IotDevice<BuildingKey> | null;
	/** Channel */
	channel: number | IotChannel<BuildingKey> | null;
	/** Rule */
	rule:
		| 'above-average'
		| 'day-surge'
		| 'night-base-load'
		| 'week-drift'
		| 'short-spike'
		| 'subscribed-power'
		| 'data-missing'
		| 'data-zero'
		| 'data-flat'
		| 'data-unit'
		| 'consent-ending'
		| 'sync-failing';
	/** All rules that found it */
	rules:
		| (
				| 'above-average'
				| 'day-surge'
				| 'night-base-load'
				| 'week-drift'
				| 'short-spike'
				| 'subscribed-power'
				| 'data-missing'
				| 'data-zero'
				| 'data-flat'
				| 'data-unit'
				| 'consent-ending'
				| 'sync-failing'
		  )[]
		| null;
	/** Severity */
	severity: 'minor' | 'major' | 'critical';
	/** Status */
	status: 'open' | 'acknowledged' | 'closed';
	/** Verdict: What it turned out to be; it tells how far a rule can be trusted here */
	verdict: 'true' | 'false' | 'known_cause' | null;
	/** From */
	period_from: 'datetime';
	/** Until */
	period_until: 'datetime' | null;
	/** Days: On which something was found */
	days: number | null;
	/** Observed: In Wh; in VA for the subscribed power, in hours for missing data */
	observed: number | null;
	/** Expected */
	expected: number | null;
	/** Ratio */
	ratio: number | null;
	/** Used above what was expected (Wh) */
	energy_impact: number | null;
	/** Cost impact (€) */
	cost_impact: string | null;
	/** CO₂ impact (kg) */
	co2_impact: number | null;
	/** Closed */
	closed_at: 'datetime' | null;
	/** Why it closed by itself */
	close_reason: 'normal' | 'corrected' | 'rules_changed' | 'not_read' | null;
	/** Acknowledged */
	acknowledged_at: 'datetime' | null;
	/** Acknowledged by */
	acknowledged_by: string | ReferencedUser | null;
	/** Judged */
	verdict_at: 'datetime' | null;
	/** Judged by */
	verdict_by: string | ReferencedUser | null;
	/** Comment */
	comment: string | null;
	/** Explanation */
	explanation: 'json' | null;
	/** Created */
	created_at: 'datetime';
}

/** What would save energy, and what it saved. */
export interface IotAdvice<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Building */
	building: BuildingKey | Building<BuildingKey>;
	/** Kind */
	kind: string;
	/** State */
	state: 'proposed' | 'accepted' | 'done' | 'dropped';
	/** Saving a year (€) */
	saving_eur_per_year: string | null;
	/** CO₂ saved a year (kg) */
	saving_kgco2_per_year: string | null;
	/** Verified saving (kWh) */
	verified_saving_kwh: string | null;
	/** Evidence */
	evidence: 'json' | null;
	/** Created */
	created_at: 'datetime';
}

/** Printed reports. */
export interface IotReport<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Building */
	building: BuildingKey | Building<BuildingKey>;
	/** Language */
	locale: string;
	/** From */
	period_from: 'date';
	/** Until: This day not included */
	period_to: 'date';
	/** File */
	file: string | ReferencedFile | null;
	/** Data fingerprint: Two reports with the same fingerprint were made from the same data */
	fingerprint: string;
	/** Created */
	created_at: 'datetime';
}

/** Prices of energy. */
export interface IotTariff<BuildingKey extends string | number = string> {
	/** Key */
	id: string;
	/** Name */
	name: string;
	/** Country */
	country: string;
	/** Type */
	type: 'flat' | 'peak_off_peak' | 'two_rate';
	/** Price periods: A new price is a new period: what was used before keeps its own. Costs of the past follow every change here */
	periods: 'json';
	/** Meters */
	devices: string[] | IotDevice<BuildingKey>[];
	/** Created */
	created_at: 'datetime';
}

/** Emission factors, benchmarks and degree-day bases, with their sources. */
export interface IotReferenceValue {
	/** Key */
	id: string;
	/** Kind */
	kind: 'emission_factor' | 'benchmark' | 'degree_day_base';
	/** Country */
	country: string;
	/** Year */
	year: number | null;
	/** Value */
	value: string;
	/** Unit */
	unit: string;
	/** Method */
	method: string;
	/** Source */
	source: string;
	/** Valid from */
	valid_from: 'date' | null;
	/** Valid until */
	valid_until: 'date' | null;
}

/** Who did what to which meter’s data: entries are only ever added. */
export interface IotAudit {
	/** Key */
	id: string;
	/** When */
	at: 'datetime';
	/** Action */
	action: string;
	/** Who: A keyed hash, not a name */
	actor: string;
	/** Purpose */
	purpose: string | null;
	/** Chain */
	chain: string;
	/** Number in the chain */
	number: number;
	/** Hash before */
	previous_hash: string;
	/** Hash */
	hash: string;
	/** Details */
	details: 'json';
}
