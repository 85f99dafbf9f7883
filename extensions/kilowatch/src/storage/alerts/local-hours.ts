import { addDays, datesBetween, midnightSeconds } from '../../domain/local-days.ts';
import { PERIOD_ID_WIDTH, PERIOD_SECONDS, readingIdRange } from '../../domain/reading-id.ts';
import { localHours } from '../../domain/statistics/local-hours.ts';
import type { Queryable } from '../database.ts';

const HOURS_PER_DAY = 24;
const SECONDS_PER_HOUR = 3_600;

/** Local dates; `to` is not included. */
interface Span {
	from: string;
	to: string;
	timeZone: string;
}

/**
 * What channels used hour by hour on their local clock, in kWh: 24 cells a day, `NaN` where an hour is not known whole. Spring's
 * skipped hour is not known; autumn's two passes of an hour are one cell, their mean, for what is compared is the level.
 *
 * @returns a channel of which nothing is known is not in it
 */
export async function readLocalHours(
	connection: Queryable,
	channels: readonly number[],
	span: Span,
): Promise<Map<number, Float64Array>> {
	const found = new Map<number, Float64Array>();
	const days = datesBetween(span.from, span.to).length;
	for (const stretch of evenStretches(span)) {
		const cells = cellsOf(stretch, span);
		for (const { channel, kwh } of await combineHours(connection, channels, stretch, cells.length)) {
			const grid = found.get(channel) ?? new Float64Array(days * HOURS_PER_DAY).fill(NaN);
			const seen = new Set<number>();
			for (const [hour, cell] of cells.entries()) {
				if (cell < 0) continue;
				const value = kwh[hour] ?? NaN;
				grid[cell] = seen.has(cell) ? ((grid[cell] ?? NaN) + value) / 2 : value;
				seen.add(cell);
			}
			found.set(channel, grid);
		}
	}

	return found;
}

/** The same of the days' totals alone, each hour a 24th of its day. */
export async function readSpreadDays(
	connection: Queryable,
	channels: readonly number[],
	{ from, to }: Pick<Span, 'from' | 'to'>,
): Promise<Map<number, Float64Array>> {
	const { rows } = await connection.query<{ channel: number; kwh: Buffer }>(
		`SELECT channel.id AS channel, string_agg(float4send(coalesce(
			(day.value / 24000)::float4,
			CASE WHEN day.points_expected > 0 AND day.points_received >= day.points_expected
				THEN (day.curve_value / 24000)::float4 END,
			'NaN')), ''::bytea ORDER BY number.place) AS kwh
		 FROM unnest($1::int[]) AS channel (id)
		 CROSS JOIN generate_series(($2::date - date '1970-01-01'), ($3::date - date '1970-01-01') - 1) AS number (place)
		 LEFT JOIN iot_daily day ON day.id = channel.id::bigint * 1048576 + number.place
		 GROUP BY channel.id`,
		[channels, from, to],
	);

	return new Map(
		rows.map(({ channel, kwh }) => {
			const days = kwh.length / 4;
			const grid = new Float64Array(days * HOURS_PER_DAY);
			for (let day = 0; day < days; day++) {
				grid.fill(kwh.readFloatBE(day * 4), day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY);
			}

			return [channel, grid];
		}),
	);
}

/** Stretches of whole days in which every midnight lies whole hours after the first one: in most zones it is one. */
function evenStretches({ from, to, timeZone }: Span): Span[] {
	const starts = datesBetween(from, to).map((date) => ({ date, start: midnightSeconds(date, timeZone) }));
	const stretches: (Span & { start: number })[] = [];
	for (const { date, start } of starts) {
		const last = stretches.at(-1);
		if (last && (start - last.start) % SECONDS_PER_HOUR === 0) last.to = addDays(date, 1);
		else stretches.push({ from: date, to: addDays(date, 1), timeZone, start });
	}

	return stretches;
}

/** Of each hour of a stretch, counted from its first midnight, the cell of the whole span's grid; -1 for none. */
function cellsOf(stretch: Span, span: Span): number[] {
	const start = midnightSeconds(stretch.from, stretch.timeZone);
	const end = midnightSeconds(stretch.to, stretch.timeZone);
	const firstDay = Date.parse(`${span.from}T00:00:00Z`) / 86_400_000;
	const cells = Array.from({ length: Math.ceil((end - start) / SECONDS_PER_HOUR) }, () => -1);
	for (const { startSeconds, date, hour } of localHours(stretch.from, stretch.to, stretch.timeZone)) {
		const place = (startSeconds - start) / SECONDS_PER_HOUR;
		if (!Number.isInteger(place)) continue;
		cells[place] = (Date.parse(`${date}T00:00:00Z`) / 86_400_000 - firstDay) * HOURS_PER_DAY + hour;
	}

	return cells;
}

/** An id says its interval's start, and counting with it is four times as quick as with the timestamp. */
const startOfId = `(id / ${PERIOD_ID_WIDTH} * ${PERIOD_SECONDS} + id % ${PERIOD_SECONDS})`;

/** Bytes of an hour's number and of its kWh. */
const PACKED_HOUR_BYTES = 8;

/**
 * One row a channel, whatever its number of hours: a row an hour would take longer to carry than to sum. Hours that are not known
 * are not in it: joined with all hours there are, they would be what the planner takes for few, and looks through for each.
 *
 * @returns kWh by the hour from the first midnight on
 */
async function combineHours(
	connection: Queryable,
	channels: readonly number[],
	{ from, to, timeZone }: Span,
	hours: number,
) {
	const fromSeconds = midnightSeconds(from, timeZone);
	const toSeconds = midnightSeconds(to, timeZone);
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);
	const { rows } = await connection.query<{ channel: number; packed: Buffer }>(
		`SELECT channel, string_agg(int4send(hour::int) || float4send(kwh), ''::bytea) AS packed FROM (
			SELECT channel, (${startOfId} - $2::bigint) / ${SECONDS_PER_HOUR} AS hour, sum(value / 1000)::float4 AS kwh
			FROM iot_readings
			WHERE channel = ANY ($1::int[]) AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)
				AND id >= $4 AND id < $5
			GROUP BY 1, 2
			-- An interval that reaches over the hour's end leaves both hours unknown.
			HAVING sum(duration) = ${SECONDS_PER_HOUR}
				AND bool_and((${startOfId} - $2::bigint) % ${SECONDS_PER_HOUR} + duration <= ${SECONDS_PER_HOUR})
		) known GROUP BY channel`,
		[channels, fromSeconds, toSeconds, fromId, toId],
	);

	return rows.map(({ channel, packed }) => {
		const kwh = new Float64Array(hours).fill(NaN);
		for (let at = 0; at < packed.length; at += PACKED_HOUR_BYTES) {
			kwh[packed.readInt32BE(at)] = packed.readFloatBE(at + 4);
		}

		return { channel, kwh };
	});
}
