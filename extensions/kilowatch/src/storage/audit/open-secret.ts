import type { AuditActor } from '../../domain/audit-entry.ts';
import type { ProviderName } from '../../shared/names.ts';
import type { Database } from '../database.ts';
import type { Vault } from '../vault/vault.ts';
import { appendAudit } from './append-audit.ts';

/**
 * Opens the credentials of a consent for use at the operator, and logs that in the same transaction: nobody gets them
 * without an entry. Asked for once a use, not once a call.
 *
 * @returns `undefined` where there are none; then there is no entry either
 */
export async function openSecret(
	database: Database,
	vault: Vault,
	{
		consent,
		device,
		provider,
		actor,
	}: { consent: string; device: string; provider: ProviderName; actor: AuditActor },
): Promise<string | undefined> {
	return database.transaction(async (connection) => {
		const secret = await vault.get(connection, { owner: `consent:${consent}`, field: 'credentials' });
		if (secret === undefined) return undefined;

		await appendAudit(connection, {
			device,
			actor,
			action: 'secret.used',
			purpose: 'consumption',
			details: { provider, field: 'credentials', use: 'opened' },
		});

		return secret;
	});
}
