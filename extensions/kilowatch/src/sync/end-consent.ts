import type { ProviderName } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { endConsent } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';

/** A consent has ended, as its last day or the operator says: the meter stops, and the audit log has it once. */
export async function consentHasEnded(
	database: Database,
	{ consent, device, provider }: { consent: string; device: string; provider: ProviderName },
	reason: 'expired' | 'revoked',
	at: Date,
): Promise<void> {
	await database.transaction(async (connection) => {
		if (!(await endConsent(connection, consent, reason, at))) return;

		await appendAudit(connection, {
			device,
			actor: { kind: reason === 'revoked' ? 'holder' : 'system' },
			action: 'consent.ended',
			purpose: 'consent',
			details: { provider, reason },
		});
	});
}
