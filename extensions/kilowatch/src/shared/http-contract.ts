/**
 * The HTTP contract under `/kilowatch`: what the routes answer and the app reads. Answers are `{data, meta?}` with
 * names in snake_case, as everywhere in Directus; errors are Directus errors with the codes of `error-codes.ts`.
 * Energies are in Wh, instants ISO 8601 UTC, dates local to the building.
 */
import type { Metric, Register } from '../domain/metrics.ts';
import type { Quality, Source } from '../domain/reading.ts';
import type {
	ChannelState,
	ConsentEndReason,
	ConsentScope,
	ConsentStatus,
	DayStatus,
	DeviceStatus,
	DeviceType,
	ProviderName,
	Resolution,
	RightsScope,
	SyncRunStatus,
	SyncTrigger,
} from './names.ts';

/** Key of a building: uuid, or the integer of an adopted collection. */
export type BuildingKey = string | number;

/** `GET /kilowatch/portfolio?from&to` */
export interface PortfolioAnswer {
	data: PortfolioBuilding[];
	meta: { from: string; to: string; scope: RightsScope };
}

export interface PortfolioBuilding {
	id: BuildingKey;
	name: string;
	city: string | null;
	country: string | null;
	timezone: string;
	floor_area: number | null;
	dwellings: number | null;
	/** told to who may change the building */
	manager: Pick<Person, 'id' | 'name'> | null;
	/** whether the caller may hand it over and connect meters to it; row rules of a project's own may still refuse that */
	may_update: boolean;
	devices: number;
	/** consumption of the days known in the period, in Wh; null where no day is known */
	energy_wh: number | null;
	days_known: number;
	days_expected: number;
	last_reading_at: string | null;
}

/** `GET /kilowatch/buildings/:building` */
export interface BuildingAnswer {
	data: BuildingDetail;
}

export interface BuildingDetail {
	id: BuildingKey;
	name: string;
	address: string | null;
	city: string | null;
	country: string | null;
	timezone: string;
	floor_area: number | null;
	dwellings: number | null;
	/** whether the caller may connect and sync meters here */
	may_update: boolean;
	devices: BuildingDevice[];
	/** providers that could be connected, and what an unconfigured one lacks */
	providers: ProviderState[];
}

export interface BuildingDevice {
	id: string;
	device_type: DeviceType;
	provider: ProviderName;
	/** null until the operator named it */
	point_id: string | null;
	label: string | null;
	status: DeviceStatus;
	personal: boolean;
	/** kVA, from the contract */
	subscribed_power: number | null;
	/** the series it has; none until its consent was given */
	channels: { metric: Metric; register: Register; state: ChannelState }[];
	load_curve: LoadCurveState;
	/** totals and curve of the days asked for: how many days have either, and how many have neither */
	coverage: { first_date: string | null; last_date: string | null; days_known: number; days_missing: number };
	last_sync_at: string | null;
	last_reading_at: string | null;
	consent: {
		id: string;
		status: ConsentStatus;
		scopes: ConsentScope[];
		valid_until: string | null;
		/** the holder has given it, and the operator has yet to name the meter; it is asked again by itself */
		is_awaited: boolean;
		/** null while it lives */
		end_reason: ConsentEndReason | null;
	} | null;
	/** another consent, asked for while the one above lives; only where there is one */
	renewal: { id: string; scopes: ConsentScope[] } | null;
	/** the link of a holder without an account; null where there is none that works */
	invitation: { expires_at: string; opened_at: string | null } | null;
	last_run: SyncRunState | null;
}

/**
 * Whether a meter's load curve comes. `not_collected`: its daily totals come and for days no curve did, so the holder has
 * not switched on its recording and collection at the operator; `unknown`: not yet asked often enough to tell.
 */
export type LoadCurveState = 'collected' | 'not_collected' | 'not_consented' | 'unknown';

export interface ProviderState {
	name: ProviderName;
	configured: boolean;
	/** environment variables that are missing where it is not configured */
	missing: string[];
	/** what people have to know before they choose it: its operator has published no API, so it works by an assumed contract */
	note: 'no_public_api' | null;
}

/** `GET /kilowatch/buildings/:building/readings?metric&device&from&to&resolution&by&limit&cursor` */
export interface ReadingsAnswer<Row extends AnyReading = AnyReading> {
	data: Row[];
	meta: ReadingsMeta;
}

export type AnyReading = RawReading | HourReading | DayReading | MonthReading | SumReading;

export interface ReadingsMeta {
	resolution: Resolution;
	/** a row for each meter, or one for all of them together */
	by: 'meter' | 'building';
	metric: Metric;
	unit: string;
	timezone: string;
	/** local dates; `to` is not included */
	from: string;
	to: string;
	next_cursor: string | null;
	/**
	 * stretches of this page's time of which nothing is there, meter by meter: instants for `raw` and `hour`, dates for `day`;
	 * `to` is not included. Not of months and sums, whose rows say what they lack
	 */
	gaps?: { device: string; register: Register; from: string; to: string }[];
	/** devices of which only days are shown, and why; present when `raw` or `hour` was asked */
	withheld?: { devices: string[]; reason: 'personal_data' };
}

export interface RawReading {
	device: string;
	channel: number;
	register: Register;
	/** interval start */
	timestamp: string;
	duration_s: number;
	value: number;
	quality: Quality;
	source: Source;
}

/** An hour of the building's clock; autumn's repeated hour is two of them, told apart by their offsets. */
export interface HourReading {
	device: string;
	channel: number;
	register: Register;
	/** its beginning, with the offset from UTC in force: `2026-10-25T02:00:00+02:00` */
	hour: string;
	/** of its known part */
	value: number;
	/** how much of it is known; an hour known in full has 3600 */
	covered_s: number;
}

/** A calendar month, or the part of it that was asked for. */
export interface MonthReading {
	device: string;
	channel: number;
	register: Register;
	/** `2026-10` */
	month: string;
	/** over its known days; null where none is known */
	value: number | null;
	days_known: number;
	days_expected: number;
}

/** All meters of a building together (`by=building`). */
export interface SumReading {
	/** beginning of the hour with its offset, date, or month, by the resolution */
	at: string;
	/** null unless every meter that the sum needs is known */
	value: number | null;
	/** what the known meters make */
	known_value: number;
	/** devices that are not known, or not all of it */
	missing: string[];
}

export interface DayReading {
	device: string;
	channel: number;
	register: Register;
	date: string;
	/** the operator's own total, else the sum of a complete curve; null: not known */
	value: number | null;
	/** sum of the load curve's readings known of that day, complete or not */
	curve_value: number | null;
	points_expected: number;
	points_received: number;
	status: DayStatus;
}

/** `POST /kilowatch/buildings/:building/linky/configure` */
export interface ConfigureRequest {
	provider: ProviderName;
	/** PRM or EAN; may be left out where the operator's consent page names it */
	point_id?: string;
	scopes: ConsentScope[];
	label?: string;
	/** the holder is a natural person */
	personal?: boolean;
}

export interface ConfigureAnswer {
	data: {
		device: string;
		consent: string;
		/** path under the API that redirects to the operator's consent page; open it as a page, not by a request */
		authorize_path: string;
	};
	meta: { history: HistoryEstimate };
}

/**
 * What the history of a new meter takes, told beforehand: at most so many calls, and the time that the operator's limits
 * make them take as far as they are used up now. Meters that wait before this one are not counted.
 */
export interface HistoryEstimate {
	calls: number;
	seconds: number;
}

/** `POST /kilowatch/buildings/:building/linky/sync` */
export interface SyncRequest {
	/** local dates, `to` not included; without them: all that is missing */
	from?: string | undefined;
	to?: string | undefined;
	devices?: string[] | undefined;
}

export interface SyncAnswer {
	data: { run: string; device: string }[];
}

/** `GET /kilowatch/sync-runs/:run` */
export interface SyncRunAnswer {
	data: SyncRunState & Required<Pick<SyncRunState, 'seconds_left'>>;
}

export interface SyncRunState {
	id: string;
	device: string;
	trigger: SyncTrigger;
	status: SyncRunStatus;
	windows_total: number;
	windows_done: number;
	provider_calls: number;
	rows_written: number;
	started_at: string | null;
	finished_at: string | null;
	/** a queued run waits until then for the operator's limit of calls */
	not_before: string | null;
	/**
	 * what the operator's limits make the windows left take; null before they are known and when the run is finished.
	 * Only in the answer for one run
	 */
	seconds_left?: number | null;
	error_code: string | null;
	error_message: string | null;
}

/** `GET /kilowatch/status`; who is not admin gets `{data: {ok}}` alone. */
export interface StatusAnswer {
	data: { ok: boolean } & Partial<StatusDetail>;
}

export interface StatusDetail {
	version: string;
	database: DatabaseState;
	migrations: { applied: number; available: number; error: string | null };
	providers: ProviderState[];
	queue: { queued: number; running: number; workers: number; next_sync_at: string | null };
	/** of each API of the configured providers, for all processes together */
	call_limits: CallLimitState[];
	/** of each API that the answering process has called: each process finds out for itself */
	circuits: ApiCircuit[];
	licence: { collections_used: number; collections_allowed: number | null };
	scope: RightsScope;
}

export interface CallLimitState {
	/** `enedis/mesure_synchrone_auto` */
	api: string;
	calls_per_hour: number;
	/** of any sixty minutes, now */
	calls_left: number;
	/** the operator has refused a call, and takes none before then */
	blocked_until: string | null;
}

export interface ApiCircuit {
	/** `enedis/mesure_synchrone_auto` */
	api: string;
	/** `open`: it did not answer several calls on end, and is not called before then; `half_open`: the next call tries it */
	state: 'closed' | 'open' | 'half_open';
	open_until: string | null;
}

export interface DatabaseState {
	engine: 'postgresql';
	version: string;
	timescaledb: string | null;
	edition: 'community' | 'apache' | null;
	hypertable: boolean;
	/** who compresses old chunks: the database's policy, or nobody */
	compression: 'policy' | 'none';
	/** who drops old readings: the database's policy, our job by chunk, or our job by id range */
	retention: 'policy' | 'drop_chunks' | 'delete';
}

/** `POST /kilowatch/devices/:device/import` `?dry_run=true`; the body is the file. */
export interface ImportAnswer {
	data: ImportReport;
}

/** What the import doctor found in a file, and what was written, or would be. Facts and stable codes: the app words them. */
export interface ImportReport {
	dry_run: boolean;
	/** the sync run that the import left; null for a dry run */
	run: string | null;
	file: {
		/** of each table in the file: `horodate`, `begin_end`, `daily`, `index`, `date_time`, `edf_power` */
		layouts: string[];
		/** of each layout, what its stamps mark: `end` of an interval, `both` ends, a whole `day` */
		stamps: string[];
		/** `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252` */
		encoding: string;
		separator: string;
		/** as written: `W`, `kW`, `Wh`, `kWh`, `VA`, `kVA` */
		units: string[];
		order: 'ascending' | 'descending' | 'mixed' | 'unknown';
		/** whether stamps carry their offset from UTC */
		offsets: 'all' | 'none' | 'some';
		/** rows of tables; those that say there is no value; those that could not be read; those of other quantities */
		rows: number;
		missing: number;
		unreadable: number;
		other_quantities: number;
		/** dated later than now, or off the minute: not taken */
		future: number;
		off_grid: number;
	};
	/** one for each metric in the file */
	series: ImportSeries[];
	/** the sum over all series */
	written: ImportWritten;
}

export interface ImportSeries {
	metric: Metric;
	/** local dates; `to` is not included; null where nothing is left to import */
	period: { from: string; to: string } | null;
	/** readings of the curve, each interval once */
	points: number;
	/** an operator's totals of days, each once */
	day_totals: number;
	/** how many readings of each length */
	steps: { seconds: number; points: number }[];
	days: { complete: number; partial: number };
	/** stretches without readings between the first and the last one; at most 100 are named */
	gaps: { total: number; missing_seconds: number; named: { from: string; to: string }[] };
	/** rows of one interval or day: with the same value, and with another; then the last in the file counts */
	duplicates: { identical: number; conflicting: number };
	clock_changes: {
		date: string;
		points_expected: number;
		points_found: number;
		/** how autumn's two passes were told apart; `guessed`: one of them was missing or the order said nothing */
		told_apart_by: 'offset' | 'order' | 'guessed' | 'not_needed';
	}[];
	/** at most 100 of each code are named */
	suspicious: {
		code: ImportSuspicion;
		total: number;
		named: { from: string; to: string; value: number }[];
	}[];
	/** older than what is kept: counted, not stored */
	beyond_retention: { points: number; days: number };
	written: ImportWritten;
}

/**
 * `negative`: refused. The others are stored as they are: `too_high`: over ten times the subscribed power, or 36 kVA where
 * that is not known; `flat`: the same value, not zero, for more than 24 hours; `zeros`: nothing for more than 7 days;
 * `day_total_differs`: a day's total and the sum of its complete curve differ by more than a fifth.
 */
export type ImportSuspicion = 'negative' | 'too_high' | 'flat' | 'zeros' | 'day_total_differs';

export interface ImportWritten {
	readings: {
		new: number;
		changed: number;
		unchanged: number;
		/** the operator's own value is there, which a file never replaces */
		kept: number;
		/** values that cannot be true, of days as well */
		refused: number;
	};
	days: { new: number; changed: number; unchanged: number };
}

/**
 * `POST /kilowatch/consents/:consent/revoke`: the holder takes back some scopes, or all of them. With `erase` everything of
 * the meter goes, too, except the keyed proof; only together with all scopes. Good for ended consents as well, to erase.
 */
export interface RevokeRequest {
	/** what is taken back; left out: all of it */
	scopes?: ConsentScope[];
	erase?: boolean;
}

export interface RevokeAnswer {
	data: {
		/** what is still allowed; empty when the consent is over */
		scopes: ConsentScope[];
		/** what became of it at the operator: `queued` to be revoked there; `by_holder`: only the holder can, in the account there */
		operator: 'queued' | 'by_holder' | 'not_needed';
		/** rows that went with it */
		removed: { readings: number; days: number };
		erased: boolean;
	};
}

/** `POST /kilowatch/consents/:consent/renew`: a new consent to the same scopes is asked for, while this one lives or after it. */
export type RenewAnswer = Pick<ConfigureAnswer, 'data'>;

/** `POST /kilowatch/devices/:device/invitation`: a new link for the holder; an older one of the meter works no more. */
export interface InvitationRequest {
	/** days in which a consent may be given by it: 1 to 90; default 30 */
	days?: number;
	/** sent there in this language; the address is not kept */
	email?: string;
	language?: 'en' | 'fr' | 'nl' | 'de';
}

export interface InvitationAnswer {
	data: {
		/** shown this once; only its hash is kept */
		url: string;
		expires_at: string;
		sent: boolean;
	};
}

/** `GET /kilowatch/devices/:device/personal-data?format=json|csv`: all that is stored of a meter; `csv`: its readings and days. */
export interface PersonalDataQuery {
	format?: 'json' | 'csv';
}

/**
 * `POST /kilowatch/onboarding?dry_run=true`: many meters at once. The body is a CSV with a header line: `building` (key or
 * name), `provider`, `point_id`, `label`, `scopes` (with blanks between), `personal` (yes/no), `email`, `language`. All lines or
 * none: with a refused line a dry run tells of every line, and a real one is an error that changes nothing.
 */
export interface OnboardingAnswer {
	data: OnboardingLine[];
	meta: { dry_run: boolean; ready: number; refused: number };
}

export interface OnboardingLine {
	/** in the file, from 1; the header is 1 */
	line: number;
	building: { id: BuildingKey; name: string } | null;
	/** as written, as the point id and the label are */
	provider: string;
	point_id: string | null;
	label: string | null;
	/**
	 * `new`: connected and invited; `known`: asked for already, a new link; `connected`: its holder has consented already, and
	 * nothing changes; `refused`: see `code` and `message`
	 */
	verdict: 'new' | 'known' | 'connected' | 'refused';
	code: OnboardingRefusal | null;
	/** for who reads the answer itself; the app words the code */
	message: string | null;
	device: string | null;
	/** the holder's link; not of a dry run */
	invitation_url: string | null;
	/** whether it went to the address in the line; of a dry run, whether there is one */
	sent: boolean;
}

/** Why a line is refused. `building` is one that does not exist as well as one that the caller may not change. */
export type OnboardingRefusal =
	| 'unreadable'
	| 'building'
	| 'building_ambiguous'
	| 'provider'
	| 'provider_off'
	| 'point_id'
	| 'point_id_shortened'
	| 'label'
	| 'scopes'
	| 'personal'
	| 'email'
	| 'language'
	| 'twice'
	| 'connected_elsewhere';

/** `POST /kilowatch/buildings/manager`: hands buildings over to another manager, all or none. */
export interface ManagerRequest {
	buildings: BuildingKey[];
	/** a user of Directus; null takes the manager away */
	manager: string | null;
}

export interface ManagerAnswer {
	/** how many had another manager before */
	data: { changed: number };
}

/** `GET /kilowatch/buildings/:building/managers`: the people who can be made its manager, by name. */
export interface ManagersAnswer {
	data: Person[];
}

export interface Person {
	id: string;
	/** first and last name, else the address */
	name: string;
	email: string | null;
}

/**
 * `GET /kilowatch/buildings/:building/statistics?from&to`: what a building used, and how. Everything is over what is known, and
 * says how much that is; what cannot be told is null.
 */
export interface StatisticsAnswer {
	data: BuildingStatistics;
	meta: {
		/** local dates; `to` is not included */
		from: string;
		to: string;
		timezone: string;
		/** devices because of which nothing finer than a day is shown, and why */
		withheld?: { devices: string[]; reason: 'personal_data' };
	};
}

export interface BuildingStatistics {
	/** sum of the known days */
	total_wh: number | null;
	/** means of known days, scaled to a mean month and year of the calendar */
	average: { day_wh: number | null; month_wh: number | null; year_wh: number | null };
	/** of equal days the first */
	highest_day: StatisticsDay | null;
	lowest_day: StatisticsDay | null;
	/** highest mean power of an interval or hour in which every meter is known */
	peak: { power_w: number; at: string; duration_s: number } | null;
	/** the highest of the operator's own maxima, which are of one meter each and at an instant */
	highest_maximum: { power_va: number; at: string | null; date: string; device: string } | null;
	/** the median of the days' lowest hours: what runs all the time */
	base_load_w: number | null;
	/** mean over peak of the known hours: 1 is a load that never changes */
	load_factor: number | null;
	/** of the known hours; night is from 22 to 7 o'clock */
	day_and_night: { day_wh: number; night_wh: number } | null;
	/** 168 cells, Monday 0 o'clock first; null where nothing finer than a day may be told or is known */
	week: StatisticsHourOfWeek[] | null;
	comparison: { previous: StatisticsComparison; last_year: StatisticsComparison };
	completeness: {
		days_known: number;
		days_expected: number;
		hours_known: number | null;
		hours_expected: number | null;
		/** meters that the sums need, each with the days it lacks */
		meters: { device: string; label: string | null; days_known: number; days_expected: number }[];
	};
}

export interface StatisticsDay {
	date: string;
	energy_wh: number;
}

export interface StatisticsHourOfWeek {
	/** 1 Monday to 7 Sunday */
	weekday: number;
	hour: number;
	/** mean energy of that hour, which is its mean power in W as well */
	mean_wh: number | null;
	/** of a mean week; the shares of a whole week are 1 */
	share: number | null;
	hours_known: number;
}

/** Two periods day against day: only days that are known in both count, so both sums are over equally many. */
export interface StatisticsComparison {
	from: string;
	to: string;
	days_compared: number;
	days: number;
	current_wh: number;
	earlier_wh: number;
	/** relative: 0.1 is a tenth more than earlier; null where it cannot be told */
	change: number | null;
	/** why not */
	obstacle: 'no_common_days' | 'other_meters' | 'nothing_used' | null;
}
