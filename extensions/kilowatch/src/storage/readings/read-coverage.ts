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

/** The ledger of a channel's days from `from` on, by date; days nobody has asked for are not in it. */
export async function readCoverage(
	connection: Queryable,
	channel: number,
	from: string,
): Promise<Map<string, DayCoverage>> {
	const { rows } = await connection.query<{
		date: string;
		has_total: boolean;
		points_received: number;
		points_expected: number;
		status: DayStatus;
		attempts: number;
		next_attempt_at: Date | null;
		curve_attempts: number;
		curve_next_attempt_at: Date | null;
	}>(
		`SELECT date, value IS NOT NULL AS has_total, points_received, points_expected, status, attempts,
			next_attempt_at, curve_attempts, curve_next_attempt_at
		 FROM iot_daily WHERE channel = $1 AND date >= $2`,
		[channel, from],
	);

	return new Map(
		rows.map((row) => [
			row.date,
			{
				date: row.date,
				hasTotal: row.has_total,
				pointsReceived: row.points_received,
				pointsExpected: row.points_expected,
				status: row.status,
				attempts: {
					totals: { count: row.attempts, nextAt: row.next_attempt_at ?? undefined },
					curve: { count: row.curve_attempts, nextAt: row.curve_next_attempt_at ?? undefined },
				},
			},
		]),
	);
}
