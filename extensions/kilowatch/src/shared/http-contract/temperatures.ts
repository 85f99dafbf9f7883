/** HTTP contract: outdoor temperatures of a building. Names and units: `README.md`; temperatures are in °C. */
import type { DegreeDayMethod } from '../../domain/weather/degree-days.ts';
import type { WeatherSource } from '../names.ts';

/** `GET /kilowatch/buildings/:building/temperatures?from&to`: the days that are known, with their degree days. */
export interface TemperaturesAnswer {
	data: TemperatureDay[];
	meta: {
		/** local dates; `to` is not included */
		from: string;
		to: string;
		timezone: string;
		/** how the degree days are counted */
		method: DegreeDayMethod;
		base_celsius: number;
		days_known: number;
		days_expected: number;
		/** over the days that have any; null where none has */
		degree_days: number | null;
		/** what the source of the data asks to be said beside them */
		attribution: string | null;
	};
}

export interface TemperatureDay {
	date: string;
	/** null where only lowest and highest were told */
	mean: number | null;
	min: number;
	max: number;
	source: WeatherSource;
	/** the weather service will say it anew */
	preliminary: boolean;
	/** null where what the method needs is not known: the mean, or the days before */
	degree_days: number | null;
}

/**
 * `POST /kilowatch/buildings/:building/temperatures?dry_run`, as JSON; the same as CSV has the columns `date`, `mean`, `min` and
 * `max`. All of it is kept or nothing.
 */
export interface TemperaturesRequest {
	temperatures: { date: string; mean?: number | null; min: number; max: number }[];
}

export interface StoredTemperaturesAnswer {
	data: {
		/** days that can be taken */
		accepted: number;
		/** of them, new or changed ones */
		written: number;
		/** of them, those that a source of higher rank has told, which stay */
		kept: number;
		/** in a dry run; else any of them is an error, whose extensions have them as `refused` */
		refused: RefusedTemperature[];
	};
	meta: { dry_run: boolean };
}

/**
 * Why a day cannot be taken. `unreadable`: no numbers, or fields too many; `date`: none; `not_over`: today or later; `too_old`: past
 * what is kept; `twice`: another line has told it; `implausible`: outside of −40 to 80 °C; `order`: not lowest ≤ mean ≤ highest.
 */
export type TemperatureRefusal =
	'unreadable' | 'date' | 'not_over' | 'too_old' | 'twice' | 'implausible' | 'order';

export interface RefusedTemperature {
	/** of the file, the header being 1; in JSON the place in the list, from 1 */
	line: number;
	code: TemperatureRefusal;
	message: string;
}
