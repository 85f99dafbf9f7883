import { dayId } from '../../domain/day-id.ts';
import type { LocalDay } from '../../domain/local-days.ts';
import { metricRules, type Metric } from '../../domain/metrics.ts';
import type { DayTotal, Source } from '../../domain/reading.ts';
import { readingIdRange } from '../../domain/reading-id.ts';
import { refillDelaysSeconds } from '../../domain/refill.ts';
import type { Queryable } from '../database.ts';
import { sourceRank } from './source-rank.ts';

export interface DaysToWrite {
	channel: number;
	metric: Metric;
	source: Source;
	days: readonly LocalDay[];
	/** the operator's own totals, by date */
	totals: ReadonlyMap<string, DayTotal>;
	/** step in seconds to expect on days without any reading; `undefined` where no curve is expected */
	usualStepSeconds: number | undefined;
	/** what has just been asked for, and when: a day still without it counts one attempt more for that */
	asked: { totals: boolean; curve: boolean; at: Date } | undefined;
}

/** In the order of time: a sum of floats depends on its order, and the same readings must make the same day. */
const curveAggregate = {
	sum: 'sum(r.value ORDER BY r.id)',
	max: 'max(r.value)',
	mean: 'avg(r.value ORDER BY r.id)',
} as const;

/** Whether the total just brought takes the place of the kept one: the more trusted one stays. */
const totalIsTaken = `day.total IS NOT NULL
	AND (kept.value IS NULL OR ${sourceRank('$9')} <= ${sourceRank('kept.source')})`;

/**
 * Writes the day rows of a channel anew from its readings and the operator's totals: the ledger of what is known.
 * Runs in the transaction that loaded the readings, after its lock on the channel, so that two windows that share a
 * local day cannot each miss the other's readings.
 *
 * Its steps are materialized: put into one another, the planner would write each expression out again wherever it is
 * used, and planning took five times as long as writing a day.
 *
 * Expected points come from the day's real length; a day whose step changes expects what its readings leave uncovered,
 * however little that is.
 *
 * @returns the dates of those that are new or have changed, in no order
 */
export async function writeDays(connection: Queryable, write: DaysToWrite): Promise<string[]> {
	const [first] = write.days;
	const last = write.days.at(-1);
	if (!first || !last) return [];

	const { fromId, toId } = readingIdRange(first.startSeconds, last.endSeconds);
	const { rows } = await connection.query<{ date: string }>(
		`WITH day AS (
			SELECT * FROM unnest($2::bigint[], $3::date[], $4::float8[], $5::float8[], $6::float8[], $18::float8[])
				AS day (id, date, start, "end", total, peak)
		), curve AS (
			SELECT day.id, count(*)::int AS points, ${curveAggregate[metricRules[write.metric].aggregate]} AS value,
				min(r.value) AS min, max(r.value) AS max,
				sum(r.duration) AS covered, mode() WITHIN GROUP (ORDER BY r.duration) AS step
			FROM (
				-- One pass: asking day by day would visit every chunk for every day.
				SELECT *, ($2::bigint[])[width_bucket(extract(epoch FROM "timestamp")::float8, $4::float8[])] AS day
				FROM iot_readings
				WHERE channel = $1 AND "timestamp" >= to_timestamp($16) AND "timestamp" < to_timestamp($17)
					AND id >= $7 AND id < $8
			) r JOIN day ON day.id = r.day AND r."timestamp" < to_timestamp(day."end")
			GROUP BY day.id
		), known AS MATERIALIZED (
			SELECT day.id, day.date,
				CASE WHEN ${totalIsTaken} THEN day.total ELSE kept.value END AS value,
				CASE WHEN ${totalIsTaken} THEN to_timestamp(day.peak) ELSE kept.peak_at END AS peak_at,
				-- Readings are kept for a shorter time than days: without any, what the day knew of them stays true.
				CASE WHEN curve.points > 0 THEN curve.value ELSE kept.curve_value END AS curve_value,
				CASE WHEN curve.points > 0 THEN curve.min ELSE kept.min END AS min,
				CASE WHEN curve.points > 0 THEN curve.max ELSE kept.max END AS max,
				coalesce(curve.points, kept.points_received, 0) AS received,
				CASE WHEN curve.points > 0
					THEN curve.points + greatest(0, ceil((day."end" - day.start - curve.covered) / curve.step))::int
					WHEN $10::float8 IS NULL THEN coalesce(kept.points_expected, 0)
					ELSE round((day."end" - day.start) / $10::float8)::int END AS expected,
				coalesce(kept.attempts, 0) AS attempts, kept.next_attempt_at,
				coalesce(kept.curve_attempts, 0) AS curve_attempts, kept.curve_next_attempt_at,
				CASE WHEN kept.source IS NULL OR ${sourceRank('$9')} < ${sourceRank('kept.source')}
					THEN $9 ELSE kept.source END AS source
			FROM day
			LEFT JOIN curve ON curve.id = day.id
			LEFT JOIN iot_daily kept ON kept.id = day.id
		), judged AS MATERIALIZED (
			SELECT *,
				value IS NULL AND $11 AND (next_attempt_at IS NULL OR next_attempt_at <= $13) AS total_in_vain,
				received < expected AND $12 AND (curve_next_attempt_at IS NULL OR curve_next_attempt_at <= $13)
					AS curve_in_vain
			FROM known
		), counted AS MATERIALIZED (
			SELECT *, attempts + total_in_vain::int AS tries, curve_attempts + curve_in_vain::int AS curve_tries
			FROM judged
		), fresh AS MATERIALIZED (
			SELECT id, date, value, curve_value, min, max, peak_at, expected, received, source, tries, curve_tries,
				CASE
					WHEN expected = 0 AND value IS NOT NULL OR expected > 0 AND received >= expected THEN 'complete'
					-- A part that nobody asks for is not waited for.
					WHEN (value IS NOT NULL OR tries = 0 OR tries > $15)
						AND (received >= expected OR curve_tries = 0 OR curve_tries > $15)
						AND greatest(tries, curve_tries) > $15 THEN 'final'
					WHEN received > 0 OR value IS NOT NULL THEN 'partial'
					ELSE 'missing' END AS status,
				CASE WHEN total_in_vain THEN $13::timestamptz + make_interval(secs => ($14::float8[])[least(tries, $15)])
					ELSE next_attempt_at END AS next_attempt_at,
				CASE WHEN curve_in_vain
					THEN $13::timestamptz + make_interval(secs => ($14::float8[])[least(curve_tries, $15)])
					ELSE curve_next_attempt_at END AS curve_next_attempt_at
			FROM counted
		)
		INSERT INTO iot_daily (id, channel, date, value, curve_value, min, max, peak_at, points_expected,
			points_received, status, source, attempts, next_attempt_at, curve_attempts, curve_next_attempt_at)
		SELECT fresh.id, $1, fresh.date, fresh.value, fresh.curve_value, fresh.min, fresh.max, fresh.peak_at,
			fresh.expected, fresh.received, fresh.status, fresh.source, fresh.tries, fresh.next_attempt_at,
			fresh.curve_tries, fresh.curve_next_attempt_at
		FROM fresh LEFT JOIN iot_daily kept ON kept.id = fresh.id
		WHERE kept.id IS NULL OR (kept.value, kept.curve_value, kept.min, kept.max, kept.peak_at,
				kept.points_expected, kept.points_received, kept.status, kept.source, kept.attempts,
				kept.next_attempt_at, kept.curve_attempts, kept.curve_next_attempt_at)
			IS DISTINCT FROM (fresh.value, fresh.curve_value, fresh.min, fresh.max, fresh.peak_at,
				fresh.expected, fresh.received, fresh.status, fresh.source, fresh.tries,
				fresh.next_attempt_at, fresh.curve_tries, fresh.curve_next_attempt_at)
		ON CONFLICT (id) DO UPDATE SET
			value = excluded.value, curve_value = excluded.curve_value, min = excluded.min, max = excluded.max,
			peak_at = excluded.peak_at, points_expected = excluded.points_expected,
			points_received = excluded.points_received, status = excluded.status, source = excluded.source,
			attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at,
			curve_attempts = excluded.curve_attempts, curve_next_attempt_at = excluded.curve_next_attempt_at
		RETURNING date`,
		[
			write.channel,
			write.days.map((day) => dayId(write.channel, day.date)),
			write.days.map((day) => day.date),
			write.days.map((day) => day.startSeconds),
			write.days.map((day) => day.endSeconds),
			write.days.map((day) => write.totals.get(day.date)?.value ?? null),
			fromId,
			toId,
			write.source,
			write.usualStepSeconds ?? null,
			write.asked?.totals ?? false,
			write.asked?.curve ?? false,
			write.asked?.at ?? null,
			refillDelaysSeconds,
			refillDelaysSeconds.length,
			first.startSeconds,
			last.endSeconds,
			write.days.map((day) => write.totals.get(day.date)?.peakSeconds ?? null),
		],
	);

	return rows.map(({ date }) => date);
}
