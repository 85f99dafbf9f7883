import { createHash } from 'node:crypto';
import type { ConsentScope, ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A consent on its way to the operator and back. */
export interface OauthTransaction {
	consent: string;
	provider: ProviderName;
	startedBy: string | null;
	/** what the holder was asked for: a later request must not widen it behind his back */
	scopes: ConsentScope[];
	/** version of the texts that went with it */
	textVersion: string;
	/** the holder's link from which they left, and to whose page they come back; without one it is the Studio */
	invitation?: string | null;
}

/** How long a holder may take at the operator's page. */
export const OAUTH_TRANSACTION_MINUTES = 15;

/** Only hashes are kept: who reads the table can neither forge a callback nor pose as the browser. */
export async function startOauthTransaction(
	connection: Queryable,
	transaction: OauthTransaction & { state: string; browserSecret: string },
): Promise<void> {
	await connection.query('DELETE FROM kilowatch_internal.oauth_transactions WHERE expires_at < now()');
	await connection.query(
		`INSERT INTO kilowatch_internal.oauth_transactions (state_hash, browser_hash, consent, provider, started_by, scopes,
			text_version, invitation, expires_at)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9))`,
		[
			hash(transaction.state),
			hash(transaction.browserSecret),
			transaction.consent,
			transaction.provider,
			transaction.startedBy,
			JSON.stringify(transaction.scopes),
			transaction.textVersion,
			transaction.invitation ?? null,
			OAUTH_TRANSACTION_MINUTES,
		],
	);
}

/** Takes a transaction out, once: `undefined` when it is unknown, used, too late, or another browser's. */
export async function takeOauthTransaction(
	connection: Queryable,
	{ state, browserSecret, provider }: { state: string; browserSecret: string; provider: ProviderName },
): Promise<OauthTransaction | undefined> {
	const { rows } = await connection.query<OauthTransaction>(
		`DELETE FROM kilowatch_internal.oauth_transactions
		 WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3 AND expires_at >= now()
		 RETURNING consent, provider, started_by AS "startedBy", scopes, text_version AS "textVersion", invitation`,
		[hash(state), hash(browserSecret), provider],
	);

	return rows[0];
}

function hash(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
