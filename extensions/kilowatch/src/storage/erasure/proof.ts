import { createHmac, randomBytes } from 'node:crypto';
import type { ConsentEndReason, ConsentScope, ProviderName } from '../../shared/names.ts';
import { providerNames } from '../../shared/names.ts';
import type { Queryable } from '../database.ts';
import type { Vault } from '../vault/vault.ts';

/** Where the secret is that keys the proofs; sealed like every other, so it outlives a change of the encryption key. */
const place = { owner: 'proof', field: 'key' } as const;

/** Our advisory lock on making it. */
const PROOF_LOCK = 0x6b77_7072;

const SECRET_BYTES = 32;

/** A consent to a meter that has been erased. */
export interface ErasedConsent {
	provider: ProviderName;
	scopes: ConsentScope[];
	textVersion: string;
	grantedAt: Date | null;
	validUntil: string | null;
	endedAt: Date | null;
	endReason: ConsentEndReason | null;
	erasedAt: Date;
}

/**
 * Keeps of a device's consents that there were some, under a keyed hash of its point: who knows the point can be shown it,
 * and nobody can find out from it which point it was. Of a device that never had a point nothing was ever consented to.
 */
export async function keepProof(
	connection: Queryable,
	vault: Vault,
	{ device, provider, pointId, at }: { device: string; provider: ProviderName; pointId: string; at: Date },
): Promise<void> {
	const secret = await ensureSecret(connection, vault);
	await connection.query(
		`INSERT INTO kilowatch_internal.erased_consents (proof_hash, provider, scopes, text_version, granted_at, valid_until,
			ended_at, end_reason, erased_at)
		 SELECT $2, provider, scopes, text_version, granted_at, valid_until,
			coalesce(revoked_at, valid_until::timestamptz), end_reason, $3
		 FROM iot_consents WHERE device = $1 AND granted_at IS NOT NULL`,
		[device, proofHash(secret, provider, pointId), at],
	);
}

/** What was consented to of a point that has been erased since, oldest first; of every provider it may have been at. */
export async function findProofs(
	connection: Queryable,
	vault: Vault,
	pointId: string,
): Promise<ErasedConsent[]> {
	const secret = await vault.get(connection, place);
	if (secret === undefined) return [];
	const { rows } = await connection.query<ErasedConsent>(
		`SELECT provider, scopes, text_version AS "textVersion", granted_at AS "grantedAt", valid_until AS "validUntil",
			ended_at AS "endedAt", end_reason AS "endReason", erased_at AS "erasedAt"
		 FROM kilowatch_internal.erased_consents WHERE proof_hash = ANY ($1::text[]) ORDER BY granted_at, erased_at`,
		[providerNames.map((provider) => proofHash(secret, provider, pointId))],
	);

	return rows;
}

async function ensureSecret(connection: Queryable, vault: Vault): Promise<string> {
	await connection.query('SELECT pg_advisory_xact_lock($1)', [PROOF_LOCK]);
	const known = await vault.get(connection, place);
	if (known !== undefined) return known;
	const secret = randomBytes(SECRET_BYTES).toString('base64');
	await vault.put(connection, place, secret);

	return secret;
}

function proofHash(secret: string, provider: ProviderName, pointId: string): string {
	return createHmac('sha256', Buffer.from(secret, 'base64')).update(`${provider}:${pointId}`).digest('hex');
}
