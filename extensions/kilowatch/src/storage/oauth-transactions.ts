import { createHash } from 'node:crypto';
import type { ConsentScope, ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';
import type { SealedPlace } from './vault/seal.ts';
import type { Vault } from './vault/vault.ts';

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
	/** a secret of this way's own, where the provider has one; sealed as long as it is stored */
	verifier?: string | undefined;
}

/** How long a holder may take at the operator's page. */
export const OAUTH_TRANSACTION_MINUTES = 15;

/** Only hashes are kept: who reads the table can neither forge a callback nor pose as the browser. */
export async function startOauthTransaction(
	connection: Queryable,
	vault: Vault,
	transaction: OauthTransaction & { state: string; browserSecret: string },
): Promise<void> {
	await endLateTransactions(connection);
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
	if (transaction.verifier !== undefined) {
		await vault.put(connection, verifierOf(transaction.state), transaction.verifier);
	}
}

/** Ways that nobody came back on in time are gone, and their secrets with them. */
export async function endLateTransactions(connection: Queryable): Promise<void> {
	await connection.query('DELETE FROM kilowatch_internal.oauth_transactions WHERE expires_at < now()');
}

/** Whether a way to the operator began at a holder's link, whoever comes back on it. */
export async function isWayOfHolder(connection: Queryable, state: string): Promise<boolean> {
	const { rows } = await connection.query(
		'SELECT FROM kilowatch_internal.oauth_transactions WHERE state_hash = $1 AND invitation IS NOT NULL',
		[hash(state)],
	);

	return rows.length > 0;
}

/** Takes a transaction out, once: `undefined` when it is unknown, used, too late, or another browser's. */
export async function takeOauthTransaction(
	connection: Queryable,
	vault: Vault,
	{ state, browserSecret, provider }: { state: string; browserSecret: string; provider: ProviderName },
): Promise<OauthTransaction | undefined> {
	// Read first: the row takes its secret with it.
	const verifier = await vault.get(connection, verifierOf(state));
	const { rows } = await connection.query<OauthTransaction>(
		`DELETE FROM kilowatch_internal.oauth_transactions
		 WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3 AND expires_at >= now()
		 RETURNING consent, provider, started_by AS "startedBy", scopes, text_version AS "textVersion", invitation`,
		[hash(state), hash(browserSecret), provider],
	);

	return rows[0] && { ...rows[0], verifier };
}

function verifierOf(state: string): SealedPlace {
	return { owner: `way:${hash(state)}`, field: 'verifier' };
}

function hash(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
