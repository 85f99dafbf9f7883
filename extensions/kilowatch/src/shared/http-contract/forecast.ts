/** HTTP contract: what a building is going to use. Names and units: `README.md`. */
import type { MethodName } from '../../domain/forecast/method.ts';

/**
 * `GET /kilowatch/buildings/:building/forecast?known_days`: what a building is going to use, from the days that are known, and how
 * far such forecasts have been off. Of ranges, 80 % of what comes is to lie between lower and upper.
 */
export interface ForecastAnswer {
	data: BuildingForecast;
	meta: {
		/** the local day on which nothing is known yet */
		today: string;
		timezone: string;
		/** share of what comes that is to lie in a range */
		range_share: number;
	};
}

export interface BuildingForecast {
	/** why nothing is forecast: no meters, fewer than two weeks of known days, or none of the last 45 days; else null */
	obstacle: 'no_meters' | 'too_few_days' | 'no_recent_days' | null;
	/** the next 30 days, today first; none with an obstacle */
	days: ForecastedDay[];
	/** the month and the year that are running, whole */
	month: ForecastedPeriod;
	year: ForecastedPeriod;
	/** the ways of forecasting that count, and how much, together 1 */
	methods: ForecastShare[];
	basis: ForecastBasis;
	track_record: ForecastRecord;
}

export interface ForecastedDay {
	date: string;
	energy_wh: number;
	lower_wh: number;
	upper_wh: number;
}

export interface ForecastedPeriod {
	/** local dates; `to` is not included */
	from: string;
	to: string;
	days: number;
	/** days that are known, and what they came to */
	days_known: number;
	known_wh: number;
	/** days that are over and not known; they count as what was to be expected of them */
	days_estimated: number;
	/** of the whole period; null where more than half of the days that are over are not known */
	energy_wh: number | null;
	lower_wh: number | null;
	upper_wh: number | null;
}

export interface ForecastShare {
	method: MethodName;
	share: number;
}

/** What the forecast is made from. */
export interface ForecastBasis {
	/** the first and the last day that are known, of the last 36 months */
	first_date: string | null;
	last_date: string | null;
	/** days that it was made from; a standstill or a wrong unit is not */
	days_used: number;
	/** days between the first one and today that are not known */
	days_missing: number;
	/** how much of the ranges is this building's own past errors, 0 to 1; the rest is what is usual of buildings */
	own_range_share: number;
	/** whether a year is known, so that last year can count */
	year_known: boolean;
	/** nothing has been used for a week, and nothing is forecast */
	off: boolean;
	/** whether public holidays of its country are known */
	holidays: boolean;
	/** days whose degree days are known */
	days_with_degree_days: number;
}

/** Of the last twelve months, what was forecast when so many of their days were known. */
export interface ForecastRecord {
	known_days: number;
	months: ForecastRecordMonth[];
	/** months that could be compared, the median of their errors without sign, and how many lay in their range */
	months_compared: number;
	median_error: number | null;
	months_held: number;
}

export interface ForecastRecordMonth {
	/** `YYYY-MM` */
	month: string;
	/** `kept`: told and kept at the time; `replayed`: what would have been told, made now from the days before */
	origin: 'kept' | 'replayed';
	/** the local day on which it was kept */
	made_on: string | null;
	/** days of the month that were known then */
	known_days: number;
	predicted_wh: number;
	lower_wh: number;
	upper_wh: number;
	/** what came; null with an obstacle */
	came_wh: number | null;
	/** relative: 0.1 is a tenth more forecast than came */
	error: number | null;
	/** whether what came lay in the range */
	held: boolean | null;
	/** why it cannot be compared: days of the month are not known, or it was of other meters */
	obstacle: 'days_missing' | 'other_meters' | null;
}
