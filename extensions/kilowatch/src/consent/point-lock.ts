import type { ProviderName } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';

/** First part of the key of our advisory locks on connecting. */
const CONNECT_LOCK = 0x6b77_636f;

/**
 * Keeps others from connecting the same meter until the transaction ends. Taken before a consent's row is locked; of
 * several, in sorted order.
 *
 * @param what names the meter: its point id, or where it stands until it has one
 */
export async function lockPoint(connection: Queryable, provider: ProviderName, what: string): Promise<void> {
	await connection.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
		CONNECT_LOCK,
		`${provider} ${what}`,
	]);
}
