/** HTTP contract: files of readings. Names and units: `README.md`. */
import type { Metric } from '../../domain/metrics.ts';

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
