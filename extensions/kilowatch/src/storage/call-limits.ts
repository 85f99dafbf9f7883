import type { CallLimit } from '../domain/call-limit.ts';
import type { Queryable } from './database.ts';

/** `taken`: the call is counted, and may be made after the wait; else nothing is, and asking again helps after it. */
export interface CallTurn {
	taken: boolean;
	waitMs: number;
}

/**
 * Takes the next free moment for a call. A moment is spaced from the one before it, so no second holds more than it may,
 * and the hour is counted by the minute, a minute too long, so no sixty minutes do either. A process that dies between
 * this and its call has wasted one.
 *
 * @param patienceMs a moment further away is not taken
 */
export async function takeCall(
	connection: Queryable,
	{ name, callsPerSecond, callsPerHour }: CallLimit,
	patienceMs: number,
): Promise<CallTurn> {
	const { rows } = await connection.query<{ taken: boolean; wait_ms: number }>(
		`SELECT taken, 1000 * extract(epoch FROM wait)::float8 AS wait_ms
		 FROM kilowatch_internal.take_call($1, make_interval(secs => $2), $3, make_interval(secs => $4))`,
		[name, 1 / callsPerSecond, callsPerHour, patienceMs / 1000],
	);
	const [row] = rows;
	if (!row) throw new Error('The database gave no turn');

	return { taken: row.taken, waitMs: row.wait_ms };
}

/** The operator has refused: nobody calls this API before then. An earlier refusal that reaches further stays. */
export async function blockCalls(connection: Queryable, name: string, until: Date): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.call_limits AS kept (name, blocked_until) VALUES ($1, $2)
		 ON CONFLICT (name) DO UPDATE SET blocked_until = greatest(kept.blocked_until, excluded.blocked_until)`,
		[name, until],
	);
}

/** What is left of an API's hour, and until when its operator has shut it. */
export async function readCallsLeft(
	connection: Queryable,
	{ name, callsPerHour }: CallLimit,
): Promise<{ callsLeft: number; blockedUntil: Date | undefined }> {
	const { rows } = await connection.query<{ used: number; blocked_until: Date | null }>(
		`SELECT (
				SELECT coalesce(sum(calls), 0)::int FROM kilowatch_internal.call_minutes
				WHERE name = $1 AND minute >= floor(extract(epoch FROM clock_timestamp()) / 60) - 60
			) AS used,
			(
				SELECT blocked_until FROM kilowatch_internal.call_limits
				WHERE name = $1 AND blocked_until > clock_timestamp()
			) AS blocked_until`,
		[name],
	);
	const [row] = rows;

	return {
		callsLeft: Math.max(0, callsPerHour - (row?.used ?? 0)),
		blockedUntil: row?.blocked_until ?? undefined,
	};
}
