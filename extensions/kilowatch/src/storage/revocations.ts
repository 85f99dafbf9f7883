import type { ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';
import type { SealedPlace } from './vault/seal.ts';
import type { Vault } from './vault/vault.ts';

/** Credentials that are to be revoked at their operator. Nothing says whose they were. */
export interface Revocation {
	id: string;
	provider: ProviderName;
	since: Date;
	/** how often the operator was asked, this time included */
	tries: number;
}

/** Who asks has so long; after that somebody else may. */
const LEASE_SECONDS = 120;

const lease = `now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Keeps credentials for their revocation, sealed for a place of its own. */
export async function queueRevocation(
	connection: Queryable,
	vault: Vault,
	provider: ProviderName,
	credentials: string,
): Promise<void> {
	const { rows } = await connection.query<{ id: string }>(
		'INSERT INTO kilowatch_internal.revocations (provider) VALUES ($1) RETURNING id',
		[provider],
	);
	const [row] = rows;
	if (!row) throw new Error('The database returned no revocation');
	await vault.put(connection, placeOf(row), credentials);
}

/** Takes the next revocation that is due, on a lease; `undefined` when there is none. */
export async function claimRevocation(connection: Queryable): Promise<Revocation | undefined> {
	const { rows } = await connection.query<Revocation>(
		`UPDATE kilowatch_internal.revocations SET tries = tries + 1, next_try_at = ${lease}
		 WHERE id = (
			SELECT id FROM kilowatch_internal.revocations WHERE next_try_at <= now()
			ORDER BY next_try_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING id, provider, since, tries`,
	);

	return rows[0];
}

/** The credentials of a revocation; `undefined` where they are gone. */
export function openRevocation(
	connection: Queryable,
	vault: Vault,
	revocation: Pick<Revocation, 'id'>,
): Promise<string | undefined> {
	return vault.get(connection, placeOf(revocation));
}

/** The operator is asked again after so many seconds. */
export async function postponeRevocation(
	connection: Queryable,
	{ id }: Pick<Revocation, 'id'>,
	seconds: number,
): Promise<void> {
	await connection.query(
		'UPDATE kilowatch_internal.revocations SET next_try_at = now() + make_interval(secs => $2) WHERE id = $1',
		[id, seconds],
	);
}

/** It is done or given up: the credentials are destroyed. */
export async function endRevocation(
	connection: Queryable,
	vault: Vault,
	revocation: Pick<Revocation, 'id'>,
): Promise<void> {
	await vault.destroy(connection, placeOf(revocation).owner);
	await connection.query('DELETE FROM kilowatch_internal.revocations WHERE id = $1', [revocation.id]);
}

function placeOf({ id }: Pick<Revocation, 'id'>): SealedPlace {
	return { owner: `revocation:${id}`, field: 'credentials' };
}
