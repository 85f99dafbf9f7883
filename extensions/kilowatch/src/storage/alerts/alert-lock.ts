import type { Database } from '../database.ts';

/** Apart from everybody else's advisory locks. */
const ALERT_LOCK = '1802989940';

/**
 * Does something about alerts that only one process may do at a time; a process that dies over it gives it up at once. Answers
 * `undefined` where another one is at it.
 */
export async function withAlertLock<Result>(
	database: Database,
	work: () => Promise<Result>,
): Promise<Result | undefined> {
	return database.session(async (session) => {
		const { rows } = await session.query<{ is_mine: boolean }>(
			`SELECT pg_try_advisory_lock(${ALERT_LOCK}) AS is_mine`,
		);
		if (rows[0]?.is_mine !== true) return undefined;
		try {
			return await work();
		} finally {
			await session.query(`SELECT pg_advisory_unlock(${ALERT_LOCK})`);
		}
	});
}
