/** HTTP contract: alerts, what people say of them, and the rules' settings. Names and units: `README.md`. */
import { z } from 'zod';
import { severities, type Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertSettings } from '../../domain/alerts/settings.ts';
import { alertRules, alertStatuses, verdicts, type AlertRule, type CloseReason } from '../alert-rules.ts';
import type { BuildingKey } from './buildings.ts';

const wh = z.number();
const date = z.iso.date();

/**
 * Why an alert came, in facts: `shared/alert-texts/` makes sentences of them. Kept in `iot_alerts.explanation` as it is here.
 */
export const alertExplanation = z.strictObject({
	/** local dates of the first day and of the one after the last with a finding */
	from: date,
	to: date,
	/** days with findings */
	days: z.int(),
	/** of the hours of these days, the share that is known, 0 to 1 */
	completeness: z.number(),
	/**
	 * What these days used more than an average day of the four weeks before, and what of that comes from where; the parts make the
	 * sum. Null where there is nothing to compare, as of missing data
	 */
	excess: z
		.strictObject({
			/** of one day, on average of the four weeks before */
			average_wh: wh,
			/** of all days with findings together */
			observed_wh: wh,
			excess_wh: wh,
			parts: z.strictObject({
				/** these weekdays use as much more, or less, in other weeks, too */
				weekday_wh: wh,
				/** it was colder than in the weeks before; null where the weather is not known */
				cold_wh: wh.nullable(),
				/** the hours from 0 to 6 o'clock used more than before; null where that is not told */
				night_wh: wh.nullable(),
				unexplained_wh: wh,
			}),
		})
		.nullable(),
	/** the last day with a finding, and the same weekday of the four weeks before, the latest first */
	day: z.strictObject({ date, wh: wh.nullable() }).nullable(),
	former_weeks: z.array(z.strictObject({ date, wh: wh.nullable() })),
	/** an estimate: what was used above what was expected, at a price that the settings say */
	cost: z.strictObject({ euros: z.number(), euros_per_kwh: z.number() }).nullable(),
	/** not known yet */
	kgco2: z.number().nullable(),
	/** numbers of the rule that found it first, of the last day, by their names; null where they are not told */
	evidence: z.record(z.string(), z.number()).nullable(),
	/** clock of the last day's finding, `HH:MM`; null where it is a whole day, or not told */
	hours: z.strictObject({ from: z.string(), until: z.string() }).nullable(),
});

export type AlertExplanation = z.infer<typeof alertExplanation>;

/** Why an alert on a meter's state came. */
export const stateExplanation = z.strictObject({
	/** local date: of the first failed attempt, or when the consent began to end */
	since: date,
	/** of a consent its last day */
	until: date.nullable(),
	/** nights without success; 0 of a consent */
	attempts: z.int(),
});

export type StateExplanation = z.infer<typeof stateExplanation>;

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
	status: (typeof alertStatuses)[number];
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
	verdict: (typeof verdicts)[number] | null;
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
export const acknowledgeRequest = z.strictObject({ comment: z.string().max(2_000).nullable().optional() });

/** `POST /kilowatch/alerts/:alert/verdict`; null takes it back */
export const verdictRequest = z.strictObject({
	verdict: z.enum(verdicts).nullable(),
	comment: z.string().max(2_000).nullable().optional(),
});

/** answers of both */
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

export const alertSettingsRequest = z.strictObject({
	settings: z.record(z.string(), z.unknown()).nullable(),
});

/** `POST /kilowatch/buildings/:building/alert-rules/preview` */
export const previewRequest = z.strictObject({
	/** over those of the building; without them: those in force */
	settings: z.record(z.string(), z.unknown()).optional(),
	/** how far back */
	months: z.int().min(1).max(24).default(12),
});

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

/** One of some, or several with commas between. */
const listOf = <Value extends string>(values: readonly Value[]) =>
	z
		.string()
		.transform((text) => text.split(','))
		.pipe(z.array(z.enum(values as readonly [Value, ...Value[]])).min(1));

/** Filters of `GET /kilowatch/alerts`. */
export const alertFilters = {
	status: listOf(alertStatuses).optional(),
	rule: listOf(alertRules).optional(),
	severity: listOf(severities).optional(),
	device: z.uuid().optional(),
};
