/** HTTP contract: what meters measured. Names and units: `README.md`. */
import type { Metric, Register } from '../../domain/metrics.ts';
import type { Quality, Source } from '../../domain/reading.ts';
import type { DayStatus, Resolution } from '../names.ts';

/** `GET /kilowatch/buildings/:building/readings?metric&device&from&to&resolution&by&limit&cursor&layout&format` */
export interface ReadingsAnswer {
	data: AnyReading[];
	meta: ReadingsMeta;
}

/** Where the resolution that was asked for says which rows come. */
export interface ReadingsOf<Row extends AnyReading> extends ReadingsAnswer {
	data: Row[];
}

export type AnyReading = RawReading | ReadingSeries | HourReading | DayReading | MonthReading | SumReading;

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
/** With `layout=series`: readings that follow one another without a hole, equally long, of one quality and source. */
export interface ReadingSeries {
	device: string;
	channel: number;
	register: Register;
	/** start of the first one; each next one begins `duration_s` later */
	timestamp: string;
	duration_s: number;
	quality: Quality;
	source: Source;
	values: number[];
}

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
