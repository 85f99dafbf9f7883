import type { LocalDay } from '../../domain/local-days.ts';
import { implausible, type Metric } from '../../domain/metrics.ts';
import type { DayTotal, Reading, Source } from '../../domain/reading.ts';
import { markDue } from '../alerts/alert-due.ts';
import type { Database, Queryable } from '../database.ts';
import { SERIES_LOCK } from './kept-series.ts';
import { loadReadings } from './load-readings.ts';
import { writeDays, type DaysToWrite } from './write-days.ts';

export interface WindowToStore {
	channel: number;
	metric: Metric;
	source: Source;
	/** the local days the window spans, in order; readings outside them do not belong here */
	days: readonly LocalDay[];
	readings: readonly Reading[];
	dayTotals: readonly DayTotal[];
	usualStepSeconds: DaysToWrite['usualStepSeconds'];
	asked: DaysToWrite['asked'];
}

export interface StoredWindow {
	/** readings and day totals that are new or have changed */
	rowsWritten: number;
	/** values that cannot be true for their metric: refused, counted, never clipped */
	refused: number;
}

/** Two-part key of our advisory locks on channels; the first part keeps them apart from everybody else's. */
const CHANNEL_LOCK = 0x6b77_6368;

/**
 * Keeps others from writing a channel until the transaction ends; of several, in the order of their numbers. Corrections of
 * old data unpack what they touch, and that must not stop at a limit meant for careless updates. No copy of the channel's readings
 * is made meanwhile (`kept-series.ts`), and what is kept of them our statements forget themselves.
 */
export async function lockChannel(connection: Queryable, channel: number): Promise<void> {
	await connection.query(
		`SELECT pg_advisory_xact_lock($1, $2), pg_advisory_xact_lock_shared($3, $2),
			set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true),
			set_config('kilowatch.forgets_series', 'on', true)`,
		[CHANNEL_LOCK, channel, SERIES_LOCK],
	);
}

/** Stores a window in a transaction of its own. */
export async function storeWindow(database: Database, window: WindowToStore): Promise<StoredWindow> {
	return database.transaction((connection) => storeWindowIn(connection, window));
}

/**
 * Stores what one window brought for one channel: readings, then the days they lie in, in the caller's transaction and
 * under the channel's lock, which lasts as long. All of it or nothing; storing it again changes nothing.
 */
export async function storeWindowIn(connection: Queryable, window: WindowToStore): Promise<StoredWindow> {
	const believed = ({ value }: { value: number }) => implausible(window.metric, value) === undefined;
	const readings = window.readings.filter(believed);
	const dayTotals = window.dayTotals.filter(believed);
	const refused = window.readings.length + window.dayTotals.length - readings.length - dayTotals.length;

	await lockChannel(connection, window.channel);

	const loaded = await loadReadings(connection, window.channel, readings, window.source);
	const changedDates = await writeDays(connection, {
		channel: window.channel,
		metric: window.metric,
		source: window.source,
		days: window.days,
		totals: new Map(dayTotals.map((total) => [total.date, total])),
		usualStepSeconds: window.usualStepSeconds,
		asked: window.asked,
	});

	const firstDate = [...changedDates, ...datesFrom(window.days, loaded.firstSeconds)].sort()[0];
	if (firstDate !== undefined && window.metric === 'consumption') {
		await markDue(connection, window.channel, firstDate);
	}

	return { rowsWritten: loaded.rows + changedDates.length, refused };
}

/** The date of the day that holds an instant, or that comes after it; none after the last one. */
function datesFrom(days: readonly LocalDay[], seconds: number): string[] {
	const day = days.find(({ endSeconds }) => endSeconds > seconds);

	return day ? [day.date] : [];
}
