import type { DayStatus } from '../../shared/names.ts';
import type { Queryable } from '../database.ts';

/** How often a part of a day was asked for and came incomplete. */
export interface Attempts {
	count: number;
	/** before it, asking again is of no use */
	nextAt: Date | undefined;
}

/** What is known of one local day of a channel. */
export interface DayCoverage {
	date: string;
	hasTotal: boolean;
	pointsReceived: number;
	/** 0 where no curve was ever asked for or had */
	pointsExpected: number;
	status: DayStatus;
	attempts: { totals: Attempts; curve: Attempts };
}

/** The ledger of a channel's days. */
export interface ChannelCoverage {
	/** what is known of a day; `undefined` where nobody has asked for it */
	get(date: string): DayCoverage | undefined;
	/** whether anything was ever had of the channel */
	isKnown: boolean;
}

/** Days on end of which the same is known. */
interface Span {
	/** local dates, both inclusive */
	from: string;
	to: string;
	day: Omit<DayCoverage, 'date'>;
}

/**
 * The ledgers of channels, by channel. Three years of whole days are the same day a thousand times: of days on end that
 * came whole at once only the first and the last are read, for a night reads this of every meter.
 */
export async function readCoverage(
	connection: Queryable,
	channels: readonly number[],
): Promise<Map<number, ChannelCoverage>> {
	const { rows } = await connection.query<{
		channel: number;
		date: string;
		has_total: boolean;
		points_received: number;
		points_expected: number;
		status: DayStatus;
		attempts: number;
		next_attempt_at: Date | null;
		curve_attempts: number;
		curve_next_attempt_at: Date | null;
		is_first: boolean;
	}>(
		`SELECT channel, date, has_total, points_received, points_expected, status, attempts, next_attempt_at,
			curve_attempts, curve_next_attempt_at, is_first
		 FROM (
			SELECT *, likeness - lag(likeness) OVER by_date IS DISTINCT FROM ${NEXT_DAY} AS is_first,
				lead(likeness) OVER by_date - likeness IS DISTINCT FROM ${NEXT_DAY} AS is_last
			FROM (
				SELECT channel, date, value IS NOT NULL AS has_total, points_received, points_expected, status, attempts,
					next_attempt_at, curve_attempts, curve_next_attempt_at,
					-- Of the next day with as many points it is one day more; a day that lacks anything has none.
					CASE WHEN value IS NOT NULL AND points_received = points_expected AND status = 'complete'
						AND attempts = 0 AND curve_attempts = 0
						AND next_attempt_at IS NULL AND curve_next_attempt_at IS NULL
						THEN (date - DATE '1970-01-01') * ${NEXT_DAY} + points_expected END AS likeness
				FROM iot_daily WHERE channel = ANY ($1::int[])
			) day
			WINDOW by_date AS (PARTITION BY channel ORDER BY date)
		 ) day
		 WHERE is_first OR is_last
		 ORDER BY channel, date`,
		[channels],
	);

	const spans = new Map(channels.map((channel): [number, Span[]] => [channel, []]));
	for (const row of rows) {
		const ofChannel = spans.get(row.channel);
		const open = ofChannel?.at(-1);
		if (open && !row.is_first) open.to = row.date;
		else ofChannel?.push({ from: row.date, to: row.date, day: dayOf(row) });
	}

	return new Map([...spans].map(([channel, ofChannel]) => [channel, coverageOf(ofChannel)]));

	function dayOf(row: (typeof rows)[number]): Span['day'] {
		return {
			hasTotal: row.has_total,
			pointsReceived: row.points_received,
			pointsExpected: row.points_expected,
			status: row.status,
			attempts: {
				totals: { count: row.attempts, nextAt: row.next_attempt_at ?? undefined },
				curve: { count: row.curve_attempts, nextAt: row.curve_next_attempt_at ?? undefined },
			},
		};
	}
}

/** More than any day has points, so that a day and its points are one number. */
const NEXT_DAY = '1000000::bigint';

/** @param spans in order */
function coverageOf(spans: readonly Span[]): ChannelCoverage {
	return {
		get(date) {
			let [first, end] = [0, spans.length];
			while (first < end) {
				const middle = (first + end) >> 1;
				if ((spans[middle]?.to ?? '') < date) first = middle + 1;
				else end = middle;
			}
			const span = spans[first];

			return span && span.from <= date ? onDate(span.day, date) : undefined;
		},
		isKnown: spans.some(({ day }) => day.hasTotal || day.pointsReceived > 0),
	};
}

/** Written out: a plan asks for three thousand days, and a spread takes six times as long. */
function onDate(day: Span['day'], date: string): DayCoverage {
	const { hasTotal, pointsReceived, pointsExpected, status, attempts } = day;

	return { date, hasTotal, pointsReceived, pointsExpected, status, attempts };
}
