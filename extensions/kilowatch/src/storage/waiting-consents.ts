import type { OauthTransaction } from './oauth-transactions.ts';
import type { Queryable } from './database.ts';
import type { SealedPlace } from './vault/seal.ts';
import type { Vault } from './vault/vault.ts';

/** A holder's consent whose meters the operator has yet to name. */
export interface WaitingConsent extends OauthTransaction {
	/** the query that came back, as it was */
	callback: Callback;
	/** what an earlier try has brought already */
	credentials?: string | undefined;
	/** when the holder came back */
	since: Date;
	/** how often the operator was asked, this time included */
	tries: number;
}

type Callback = Readonly<Record<string, string>>;

/** What is sealed of a waiting consent: all that came back, and what belongs to it. */
type KeptSecrets = Pick<WaitingConsent, 'callback' | 'verifier' | 'credentials'>;

/** Who asks has so long; after that somebody else may. */
const LEASE_SECONDS = 120;

const lease = `now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Keeps what came back, on the caller's lease: it is the caller who asks first. */
export async function keepWaiting(
	connection: Queryable,
	vault: Vault,
	transaction: OauthTransaction,
	callback: Callback,
): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.waiting_consents AS kept
			(consent, provider, started_by, scopes, text_version, invitation, tries, next_try_at)
		 VALUES ($1, $2, $3, $4, $5, $6, 1, ${lease})
		 ON CONFLICT (consent) DO UPDATE SET started_by = excluded.started_by, scopes = excluded.scopes,
			text_version = excluded.text_version, callback = NULL, since = excluded.since,
			invitation = excluded.invitation, tries = excluded.tries, next_try_at = excluded.next_try_at`,
		[
			transaction.consent,
			transaction.provider,
			transaction.startedBy,
			JSON.stringify(transaction.scopes),
			transaction.textVersion,
			transaction.invitation ?? null,
		],
	);
	await keepSecrets(connection, vault, transaction.consent, { callback, verifier: transaction.verifier });
}

/** Seals what a try has brought, so that the next one goes on from there. */
export async function keepSecrets(
	connection: Queryable,
	vault: Vault,
	consent: string,
	secrets: KeptSecrets,
): Promise<void> {
	await vault.put(connection, placeOf(consent), JSON.stringify(secrets));
}

/** Takes the next consent that is due, on a lease; `undefined` when there is none. */
export async function claimWaiting(
	connection: Queryable,
): Promise<Omit<WaitingConsent, 'callback'> | undefined> {
	const { rows } = await connection.query<Omit<WaitingConsent, 'callback'>>(
		`UPDATE kilowatch_internal.waiting_consents SET tries = tries + 1, next_try_at = ${lease}
		 WHERE consent = (
			SELECT consent FROM kilowatch_internal.waiting_consents WHERE next_try_at <= now()
			ORDER BY next_try_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING consent, provider, started_by AS "startedBy", scopes, text_version AS "textVersion", invitation,
			since, tries`,
	);

	return rows[0];
}

/** What came back with a waiting consent; `undefined` when it waits no more. */
export async function openWaiting(
	connection: Queryable,
	vault: Vault,
	consent: string,
): Promise<KeptSecrets | undefined> {
	const sealed = await vault.get(connection, placeOf(consent));
	if (sealed !== undefined) return JSON.parse(sealed) as KeptSecrets;
	// Of before callbacks were sealed.
	const { rows } = await connection.query<{ callback: Callback | null }>(
		'SELECT callback FROM kilowatch_internal.waiting_consents WHERE consent = $1',
		[consent],
	);
	const callback = rows[0]?.callback;

	return callback ? { callback } : undefined;
}

/** The operator is asked again after so many seconds. Answers whether the consent waits still. */
export async function postponeWaiting(
	connection: Queryable,
	consent: string,
	seconds: number,
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`UPDATE kilowatch_internal.waiting_consents SET next_try_at = now() + make_interval(secs => $2)
		 WHERE consent = $1`,
		[consent, seconds],
	);

	return rowCount !== 0;
}

/** It is waited for no more. */
export async function endWaiting(connection: Queryable, consent: string): Promise<void> {
	await connection.query('DELETE FROM kilowatch_internal.waiting_consents WHERE consent = $1', [consent]);
}

/** Which of these consents were given already, and wait for the operator to name their meters. */
export async function listWaiting(
	connection: Queryable,
	consents: readonly string[],
): Promise<ReadonlySet<string>> {
	const { rows } = await connection.query<{ consent: string }>(
		'SELECT consent FROM kilowatch_internal.waiting_consents WHERE consent = ANY ($1)',
		[consents],
	);

	return new Set(rows.map(({ consent }) => consent));
}

function placeOf(consent: string): SealedPlace {
	return { owner: `waiting:${consent}`, field: 'callback' };
}
