import type { OauthTransaction } from './oauth-transactions.ts';
import type { Queryable } from './database.ts';

/** A holder's consent whose meters the operator has yet to name. */
export interface WaitingConsent extends OauthTransaction {
	/** the query that came back, as it was */
	callback: Readonly<Record<string, string>>;
	/** when the holder came back */
	since: Date;
	/** how often the operator was asked, this time included */
	tries: number;
}

/** Who asks has so long; after that somebody else may. */
const LEASE_SECONDS = 120;

const lease = `now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Keeps what came back, on the caller's lease: it is the caller who asks first. */
export async function keepWaiting(
	connection: Queryable,
	transaction: OauthTransaction,
	callback: WaitingConsent['callback'],
): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.waiting_consents AS kept
			(consent, provider, started_by, scopes, text_version, callback, invitation, tries, next_try_at)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, 1, ${lease})
		 ON CONFLICT (consent) DO UPDATE SET started_by = excluded.started_by, scopes = excluded.scopes,
			text_version = excluded.text_version, callback = excluded.callback, since = excluded.since,
			invitation = excluded.invitation, tries = excluded.tries, next_try_at = excluded.next_try_at`,
		[
			transaction.consent,
			transaction.provider,
			transaction.startedBy,
			JSON.stringify(transaction.scopes),
			transaction.textVersion,
			JSON.stringify(callback),
			transaction.invitation ?? null,
		],
	);
}

/** Takes the next consent that is due, on a lease; `undefined` when there is none. */
export async function claimWaiting(connection: Queryable): Promise<WaitingConsent | undefined> {
	const { rows } = await connection.query<WaitingConsent>(
		`UPDATE kilowatch_internal.waiting_consents SET tries = tries + 1, next_try_at = ${lease}
		 WHERE consent = (
			SELECT consent FROM kilowatch_internal.waiting_consents WHERE next_try_at <= now()
			ORDER BY next_try_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING consent, provider, started_by AS "startedBy", scopes, text_version AS "textVersion", callback,
			invitation, since, tries`,
	);

	return rows[0];
}

/** The operator is asked again after so many seconds. */
export async function postponeWaiting(
	connection: Queryable,
	consent: string,
	seconds: number,
): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.waiting_consents SET next_try_at = now() + make_interval(secs => $2)
		 WHERE consent = $1`,
		[consent, seconds],
	);
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
