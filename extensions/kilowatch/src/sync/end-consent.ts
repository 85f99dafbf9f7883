import type { ProviderName } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { endConsent } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import type { Vault } from '../storage/vault/vault.ts';

/** Whose consent it is, and what of it ends. */
export interface EndingConsent {
	consent: string;
	device: string;
	provider: ProviderName;
}

/**
 * A consent has ended, as its last day or the operator says: the meter stops, credentials that open nothing any more go,
 * and the audit log has it once. To be called in a transaction, as its last statement.
 */
export async function consentHasEnded(
	connection: Queryable,
	vault: Vault,
	{ consent, device, provider }: EndingConsent,
	reason: 'expired' | 'revoked' | 'credentials_lost',
	at: Date,
): Promise<void> {
	if (!(await endConsent(connection, consent, reason, at))) return;
	// Those of an expired consent may be good at the operator still: whoever revokes them there needs them.
	if (reason !== 'expired') await vault.destroy(connection, `consent:${consent}`);

	await appendAudit(connection, {
		device,
		actor: { kind: reason === 'revoked' ? 'holder' : 'system' },
		action: 'consent.ended',
		purpose: 'consent',
		details: { provider, reason },
	});
}
