/**
 * The ways in which days are forecast. `last_year`: the same days of last year at the level of the last four weeks;
 * `last_year_recent`: at that of the last two; `last_year_swing`: the last weeks' weekdays, moved as last year moved from here.
 */
export const methodNames = [
	'holt_winters',
	'last_week',
	'same_weekday',
	'regression',
	'last_year',
	'last_year_recent',
	'last_year_swing',
] as const;

export type MethodName = (typeof methodNames)[number];

/** A day that has come. */
export interface LearnedDay {
	/** place in the series */
	day: number;
	/** `NaN` where it is not known or not believed */
	kwh: number;
	/** 0 Monday to 6 Sunday; a holiday is a Sunday where the building keeps holidays */
	kind: number;
	/** one for each driver, `NaN` where not known; empty without weather */
	degreeDays: readonly number[];
}

/** Days that are to be forecast. */
export interface DaysAhead {
	/** place of the first in the series */
	first: number;
	kinds: Uint8Array;
	/** of each driver, what is known or expected of each day, `NaN` where nothing is */
	degreeDays: readonly Float64Array[];
}

/** One way of forecasting. It is fed one day after the other, so that the past is all it can see. */
export interface ForecastMethod {
	learn(learned: LearnedDay): void;
	/** Writes kWh of each day ahead; `NaN` where this method cannot tell. */
	forecast(ahead: DaysAhead, into: Float64Array): void;
}
