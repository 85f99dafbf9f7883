import { transactionOn, type Database, type Queryable } from '../database.ts';
import type { SealedPlace } from './seal.ts';

/** First part of the key of our advisory locks on refreshing. */
const REFRESH_LOCK = 0x6b77_7266;

/** Longer than a refresh may take; whoever waits so long is told to come back. */
const LOCK_TIMEOUT_MS = 15_000;

/** SQLSTATE of a lock that was not had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs `work` while nobody else, in no process, refreshes the credentials of this owner. The lock is the connection's, for
 * several transactions of its own: whatever dies, it is free again. One connection is all that it takes, so the pool must
 * not be asked for another one meanwhile.
 *
 * @param work gets the connection, outside a transaction
 * @returns `undefined` where another one holds it for too long
 */
export async function holdRefresh<Result>(
	database: Database,
	owner: string,
	work: (session: Queryable) => Promise<Result>,
): Promise<Result | undefined> {
	return database.session(async (session) => {
		if (!(await takeLock(session, owner))) return undefined;
		try {
			return await work(session);
		} finally {
			await session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [REFRESH_LOCK, owner]);
		}
	});
}

/** Says, for good, that a refresh of this secret has begun. */
export async function noteRefresh(connection: Queryable, { owner, field }: SealedPlace): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.vault SET refreshing_since = coalesce(refreshing_since, now())
		 WHERE owner = $1 AND field = $2`,
		[owner, field],
	);
}

/** Takes that back: the operator has answered, and has spent nothing. */
export async function forgetRefresh(connection: Queryable, { owner, field }: SealedPlace): Promise<void> {
	await connection.query(
		'UPDATE kilowatch_internal.vault SET refreshing_since = NULL WHERE owner = $1 AND field = $2',
		[owner, field],
	);
}

async function takeLock(session: Queryable, owner: string): Promise<boolean> {
	try {
		await transactionOn(session, async (connection) => {
			await connection.query(`SELECT set_config('lock_timeout', $1, true)`, [`${LOCK_TIMEOUT_MS}ms`]);
			await connection.query('SELECT pg_advisory_lock($1, hashtext($2))', [REFRESH_LOCK, owner]);
		});

		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false;
		throw error;
	}
}
