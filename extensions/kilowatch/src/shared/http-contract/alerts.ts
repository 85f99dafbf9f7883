/** HTTP contract: alerts, what people say of them, and the rules' settings. Names and units: `README.md`. */
import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertSettings } from '../../domain/alerts/settings.ts';
import type { AlertRule, AlertStatus, CloseReason, Verdict } from '../alert-rules.ts';
import type { BuildingKey } from './buildings.ts';

/** Why an alert came, in facts: `shared/alert-texts/` makes sentences of them. `iot_alerts.explanation` has it as it is here. */
export interface AlertExplanation {
	/** local dates of the first day and of the one after the last with a finding */
	from: string;
	to: string;
	/** days with findings */
	days: number;
	/** of the hours of these days, the share that is known, 0 to 1 */
	completeness: number;
	/** null where there is nothing to compare, as of missing data */
	excess: AlertExcess | null;
	/** the last day with a finding, and the same weekday of the four weeks before, the latest first */
	day: AlertDay | null;
	former_weeks: AlertDay[];
	/** an estimate: what was used above what was expected, at a price that the settings say */
	cost: { euros: number; euros_per_kwh: number } | null;
	/** not known yet */
	kgco2: number | null;
	/** numbers of the rule that found it first, of the last day, by their names; null where they are not told */
	evidence: Record<string, number> | null;
	/** clock of the last day's finding, `HH:MM`; null where it is a whole day, or not told */
	hours: { from: string; until: string } | null;
}

/** What the days with findings used more than an average day of the four weeks before, and what of that comes from where. */
export interface AlertExcess {
	/** of one day, on average of the four weeks before */
	average_wh: number;
	/** of all days with findings together */
	observed_wh: number;
	excess_wh: number;
	/** they make `excess_wh` together */
	parts: {
		/** these weekdays use as much more, or less, in other weeks, too */
		weekday_wh: number;
		/** it was colder than in the weeks before; null where the weather is not known */
		cold_wh: number | null;
		/** the hours from 0 to 6 o'clock used more than before; null where that is not told */
		night_wh: number | null;
		unexplained_wh: number;
	};
}

export interface AlertDay {
	/** local */
	date: string;
	/** null where the day is not known */
	wh: number | null;
}

/** Why an alert on a meter's state came. */
export interface StateExplanation {
	/** local date: of the first failed attempt, or when the consent began to end */
	since: string;
	/** of a consent its last day */
	until: string | null;
	/** nights without success; 0 of a consent */
	attempts: number;
}

export interface Alert {
	id: string;
	building: BuildingKey;
	building_name: string | null;
	device: string | null;
	label: string | null;
	rule: AlertRule;
	/** all rules that found something of it, the first one first */
	rules: AlertRule[];
	severity: Severity;
	status: AlertStatus;
	from: string;
	/** end of the last day or hour that it speaks of */
	until: string | null;
	days: number | null;
	/** Wh; VA of `subscribed-power`, hours of `data-missing` */
	observed: number | null;
	expected: number | null;
	ratio: number | null;
	energy_wh: number | null;
	cost_euros: number | null;
	kgco2: number | null;
	explanation: AlertExplanation | StateExplanation | null;
	/** in the language that was asked for */
	sentences?: string[];
	created_at: string;
	closed_at: string | null;
	close_reason: CloseReason | null;
	acknowledged_at: string | null;
	acknowledged_by: string | null;
	verdict: Verdict | null;
	verdict_at: string | null;
	verdict_by: string | null;
	comment: string | null;
	/** told by the day alone, for its meter is a natural person's */
	is_coarse: boolean;
	may_update: boolean;
}

/** `GET /kilowatch/alerts` */
export interface AlertsAnswer {
	data: Alert[];
	meta: { next_cursor: string | null };
}

/** `POST /kilowatch/alerts/:alert/acknowledge` */
export interface AcknowledgeRequest {
	/** null takes it away; left out: as it is */
	comment?: string | null | undefined;
}

/** `POST /kilowatch/alerts/:alert/verdict` */
export interface VerdictRequest extends AcknowledgeRequest {
	/** null takes it back */
	verdict: Verdict | null;
}

/** Answer of both. */
export interface AlertChangeAnswer {
	data: { id: string; changed: boolean };
}

/** Settings that say only what is to be otherwise than on the level before; null is as if it were left out. */
export type PartialAlertSettings = Readonly<Record<string, unknown>>;

/** `GET` and `POST /kilowatch/buildings/:building/alert-settings`, `GET` and `POST /kilowatch/alert-settings` */
export interface AlertSettingsAnswer {
	data: {
		/** what this building, or the portfolio, says itself */
		own: PartialAlertSettings;
		/** what is in force */
		settings: AlertSettings;
	};
}

/** What is to be otherwise, in place of what was; null: nothing. */
export interface AlertSettingsRequest {
	settings: PartialAlertSettings | null;
}

/** `POST /kilowatch/buildings/:building/alert-rules/preview` */
export interface PreviewRequest {
	/** over those of the building; without them: those in force */
	settings?: PartialAlertSettings | undefined;
	/** how far back, 1 to 24; without it 12 */
	months?: number | undefined;
}

/** What managers said of a rule's alerts. */
export interface RulePrecision {
	true: number;
	false: number;
	known_cause: number;
	/** of the alerts that somebody judged, those that were right, with a known cause or not; null where nobody has */
	precision: number | null;
}

export interface PreviewedEpisode {
	device: string;
	label: string | null;
	severity: Severity;
	/** local dates; `to` is not included */
	from: string;
	to: string;
	/** days with findings */
	days: number;
	/** used above what was expected; null of data rules, and where it would tell more than a day of a natural person */
	energy_wh: number | null;
	is_open: boolean;
}

export interface PreviewAnswer {
	data: {
		rule: AlertRule;
		enabled: boolean;
		/** latest first */
		episodes: PreviewedEpisode[];
		count: number;
		per_100_days: number | null;
		energy_wh: number | null;
		building: RulePrecision;
		/** of all buildings that the caller may see */
		portfolio: RulePrecision;
	}[];
	meta: {
		/** local dates; `to` is not included */
		from: string;
		to: string;
		/** days of meters of which anything is known */
		device_days: number;
		devices: number;
	};
}
