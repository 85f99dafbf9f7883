import type { Provider } from '../providers/provider.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { RevokeAnswer } from '../shared/http-contract/consents.ts';
import type { StoredConsent } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { queueRevocation } from '../storage/revocations.ts';
import { UnsealError } from '../storage/vault/seal.ts';
import type { LockedSecret, Vault } from '../storage/vault/vault.ts';

/**
 * The credentials of a consent that is over open nothing here any more: they are destroyed, or, where its operator can be
 * told, kept until it has been, where nothing says whose they are.
 *
 * @param provider `undefined` where it is not configured: then nobody can be told
 * @returns what is left to do at the operator, and what the audit log is to be told last in the transaction
 */
export async function giveUpCredentials(
	connection: Queryable,
	vault: Vault,
	provider: Pick<Provider, 'revokeCredentials'> | undefined,
	consent: Pick<StoredConsent, 'id' | 'device' | 'provider'>,
): Promise<{ operator: RevokeAnswer['data']['operator']; entries: AuditEntry[] }> {
	const place = { owner: `consent:${consent.id}`, field: 'credentials' };
	const held = provider?.revokeCredentials ? await open(connection, vault, place) : undefined;
	if (held) await queueRevocation(connection, vault, consent.provider, held.secret);
	await vault.destroy(connection, place.owner);
	if (!held) return { operator: 'by_holder', entries: [] };

	const used: AuditEntry = {
		device: consent.device,
		actor: { kind: 'system' },
		action: 'secret.used',
		purpose: 'consent',
		details: { provider: consent.provider, field: 'credentials', use: 'opened' },
	};

	return { operator: 'queued', entries: [used] };
}

/** What no key opens cannot be told to the operator, and must not keep anybody from taking a consent back. */
async function open(
	connection: Queryable,
	vault: Vault,
	place: { owner: string; field: string },
): Promise<LockedSecret | undefined> {
	try {
		return await vault.lock(connection, place);
	} catch (error) {
		if (error instanceof UnsealError) return undefined;
		throw error;
	}
}
