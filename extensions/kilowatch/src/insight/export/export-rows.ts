/** The rows of an export, slice by slice of time, so that neither memory nor the process' other work feels their number. */
import { addDays, clockOf, midnightSeconds } from '../../domain/local-days.ts';
import { metricRules } from '../../domain/metrics.ts';
import type { Quality, Source } from '../../domain/reading.ts';
import { readingIdRange } from '../../domain/reading-id.ts';
import type { DayStatus } from '../../shared/names.ts';
import type { Database, Queryable } from '../../storage/database.ts';
import type { Period } from '../building-days.ts';
import { readChannelHours } from '../channel-hours.ts';
import { parseCursor } from '../cursor.ts';
import { readDays } from '../readings.ts';
import type { ExportChannel } from './export-channels.ts';

export interface ExportDay {
	channel: ExportChannel;
	date: string;
	/** null: not known */
	value: number | null;
	curveValue: number | null;
	pointsExpected: number;
	pointsReceived: number;
	status: DayStatus;
}

/** An interval as it was measured, or an hour of the building's clock. */
export interface ExportInterval {
	channel: ExportChannel;
	startSeconds: number;
	/** of the building's clock from UTC: it tells autumn's two passes of an hour apart */
	offsetMinutes: number;
	value: number;
}

export interface ExportReading extends ExportInterval {
	durationSeconds: number;
	quality: Quality;
	source: Source;
}

export interface ExportHour extends ExportInterval {
	/** how much of it is known: 3600 is all */
	coveredSeconds: number;
}

export interface ExportRequest {
	channels: readonly ExportChannel[];
	period: Period;
	timeZone: string;
}

/** About so many rows are read at once: some ten milliseconds of work. */
const SLICE_ROWS = 2_000;
const HOURS_PER_DAY = 24;
const SECONDS_PER_HOUR = 3_600;
/** The usual length of an interval. */
const HALF_HOUR = 1_800;
/** More than a slice of days can have. */
const PAGE_ROWS = 10_000;

/** The days of a period of which anything is stored, by date, then channel. */
export async function* exportDays(
	connection: Queryable,
	{ channels, period, timeZone }: ExportRequest,
): AsyncGenerator<ExportDay> {
	const byId = new Map(channels.map((channel) => [channel.id, channel]));
	for (const slice of slicesOf(period, SLICE_ROWS / channels.length)) {
		let text: string | null = null;
		do {
			const cursor = text === null ? undefined : parseCursor(text, 'day');
			const page = await readDays(connection, {
				channels,
				...slice,
				timezone: timeZone,
				cursor,
				limit: PAGE_ROWS,
			});
			for (const {
				channel: id,
				date,
				value,
				curve_value,
				points_expected,
				points_received,
				status,
			} of page.rows) {
				const channel = byId.get(id);
				if (!channel) continue;
				yield {
					channel,
					date,
					value,
					curveValue: curve_value,
					pointsExpected: points_expected,
					pointsReceived: points_received,
					status,
				};
			}
			text = page.nextCursor;
		} while (text !== null);
	}
}

/** The readings of a period as they were measured, by instant, then channel. */
export async function* exportReadings(
	connection: Queryable,
	{ channels, period, timeZone }: ExportRequest,
): AsyncGenerator<ExportReading> {
	const byId = new Map(channels.map((channel) => [channel.id, channel]));
	const offsetAt = offsets(timeZone);
	const endSeconds = midnightSeconds(period.to, timeZone);
	const hours = Math.max(
		1,
		Math.floor((SLICE_ROWS * HALF_HOUR) / SECONDS_PER_HOUR / Math.max(1, channels.length)),
	);
	for (let from = midnightSeconds(period.from, timeZone); from < endSeconds;) {
		const to = Math.min(from + hours * SECONDS_PER_HOUR, endSeconds);
		const { fromId, toId } = readingIdRange(from, to);
		const { rows } = await connection.query<{
			id: number;
			start: number;
			duration: number;
			value: number;
			quality: Quality;
			source: Source;
		}>(
			`SELECT channel AS id, extract(epoch FROM "timestamp")::float8 AS start, duration, value, quality, source
			 FROM iot_readings
			 WHERE channel = ANY ($1::int[]) AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)
				AND id >= $4 AND id < $5
			 ORDER BY "timestamp", channel`,
			[[...byId.keys()], from, to, fromId, toId],
		);
		for (const { id, start, duration, value, quality, source } of rows) {
			const channel = byId.get(id);
			if (!channel) continue;
			const offsetMinutes = offsetAt(start);
			yield {
				channel,
				startSeconds: start,
				offsetMinutes,
				durationSeconds: duration,
				value,
				quality,
				source,
			};
		}
		from = to;
	}
}

/** The hours of a period of which anything is known, by time, then channel. */
export async function* exportHours(
	database: Database,
	{ channels, period, timeZone }: ExportRequest,
): AsyncGenerator<ExportHour> {
	for (const slice of slicesOf(period, SLICE_ROWS / HOURS_PER_DAY / channels.length)) {
		const aggregates = (['sum', 'mean'] as const).map((aggregate) => ({
			aggregate,
			ids: channels.filter(({ metric }) => metricRules[metric].aggregate === aggregate).map(({ id }) => id),
		}));
		const known = [];
		for (const { aggregate, ids } of aggregates) {
			if (ids.length === 0) continue;
			known.push(await readChannelHours(database, ids, { ...slice, timeZone, aggregate }));
		}
		const hoursOf = new Map(known.flatMap((part) => [...part.known]));
		for (const [index, { startSeconds, offsetMinutes }] of (known[0]?.grid.hours ?? []).entries()) {
			for (const channel of channels) {
				const own = hoursOf.get(channel.id);
				const coveredSeconds = own?.coveredSeconds[index] ?? 0;
				if (!own || coveredSeconds === 0) continue;
				yield { channel, startSeconds, offsetMinutes, value: own.values[index] ?? 0, coveredSeconds };
			}
		}
	}
}

/** How many readings a period has. */
export async function countReadings(
	connection: Queryable,
	{ channels, period, timeZone }: ExportRequest,
): Promise<number> {
	const from = midnightSeconds(period.from, timeZone);
	const to = midnightSeconds(period.to, timeZone);
	const { fromId, toId } = readingIdRange(from, to);

	return count(
		connection,
		`SELECT count(*)::int AS count FROM iot_readings
		 WHERE channel = ANY ($1::int[]) AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)
			AND id >= $4 AND id < $5`,
		[channels.map(({ id }) => id), from, to, fromId, toId],
	);
}

/** How many days of a period are stored. */
export async function countDays(connection: Queryable, { channels, period }: ExportRequest): Promise<number> {
	return count(
		connection,
		'SELECT count(*)::int AS count FROM iot_daily WHERE channel = ANY ($1::int[]) AND date >= $2 AND date < $3',
		[channels.map(({ id }) => id), period.from, period.to],
	);
}

async function count(connection: Queryable, text: string, values: unknown[]): Promise<number> {
	const { rows } = await connection.query<{ count: number }>(text, values);

	return rows[0]?.count ?? 0;
}

/** A period in parts of so many days, at least one each. */
function slicesOf({ from, to }: Period, days: number): Period[] {
	const length = Number.isFinite(days) ? Math.max(1, Math.floor(days)) : PAGE_ROWS;
	const slices: Period[] = [];
	for (let start = from; start < to;) {
		const next = addDays(start, length);
		const end = next < to ? next : to;
		slices.push({ from: start, to: end });
		start = end;
	}

	return slices;
}

/** Clocks change on quarters of an hour, and not twice in six hours. */
const QUARTER = 900;
const STRETCH = 24 * QUARTER;

/**
 * How far a zone's clock is from UTC, in minutes. Asked in the order of time it is worked out once for each stretch, and
 * once a quarter where the clocks change: for each reading apart it would take longer than all the rest of its row.
 */
function offsets(timeZone: string): (seconds: number) => number {
	const offsetAt = (seconds: number) => clockOf(seconds, timeZone).offsetMinutes;
	let known = { from: 0, to: 0, offset: 0 };

	return (seconds) => {
		if (seconds >= known.from && seconds < known.to) return known.offset;
		const stretch = Math.floor(seconds / STRETCH) * STRETCH;
		const [first, last] = [offsetAt(stretch), offsetAt(stretch + STRETCH)];
		const quarter = Math.floor(seconds / QUARTER) * QUARTER;
		known =
			first === last
				? { from: stretch, to: stretch + STRETCH, offset: first }
				: { from: quarter, to: quarter + QUARTER, offset: offsetAt(seconds) };

		return known.offset;
	};
}
