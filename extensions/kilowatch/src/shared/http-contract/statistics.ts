/** HTTP contract: what a building used, and how. Names and units: `README.md`. */
import type { DegreeDayMethod } from '../../domain/weather/degree-days.ts';
import type { CorrectionObstacle } from '../../domain/weather/correct-change.ts';
import type { WeatherSource } from '../names.ts';

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
	/** the same without the cold's part in it */
	degree_days: DegreeDayComparison;
}

/**
 * How cold both periods were, and the change that is left once the earlier days have had the current ones' cold. Only what has
 * followed the cold in the reference is moved.
 */
export interface DegreeDayComparison {
	method: DegreeDayMethod;
	base_celsius: number;
	/** compared days whose degree days are known in both periods: the only ones that are counted here */
	days_compared: number;
	/** degree days of those days, now and then */
	current: number;
	earlier: number;
	/** what was used on them */
	current_wh: number;
	earlier_wh: number;
	/** what the earlier days would have used, had they been as cold as the current ones */
	earlier_corrected_wh: number | null;
	/** relative, against that; null where it cannot be told */
	change: number | null;
	/**
	 * why not: the uncorrected change cannot be told, either; temperatures are known on fewer than half of the compared days; the
	 * building is not heated with electricity; or what `CorrectionObstacle` says
	 */
	obstacle: 'not_compared' | 'few_temperatures' | 'not_electric' | CorrectionObstacle | null;
	/** the line through the days of the year until the end of the earlier period; null where there is none */
	reference: {
		from: string;
		to: string;
		days: number;
		/** of a day without degree days */
		wh_per_day: number;
		wh_per_degree_day: number;
		/** share of the days' differences that the degree days explain */
		explained: number;
	} | null;
	/** who told the temperatures of the days that are counted */
	sources: WeatherSource[];
	/** of those temperatures, how many are yet to settle */
	days_preliminary: number;
}
