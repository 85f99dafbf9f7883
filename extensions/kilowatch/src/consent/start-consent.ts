import { randomBytes } from 'node:crypto';
import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import type { StoredConsent } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';
import { startOauthTransaction } from '../storage/oauth-transactions.ts';
import type { Vault } from '../storage/vault/vault.ts';
import { ConsentError } from './consent-error.ts';

/** 256 bits: 43 characters, within the 100 that operators give a state. */
const SECRET_BYTES = 32;

/**
 * Sends a holder to the operator: the address of the consent page, and the secret that binds the way back to this
 * browser. Both are new each time and good once, for 15 minutes, and so is the provider's own secret of the way, which
 * stays here, sealed.
 *
 * @param invitation the holder's link from which they leave; null is the Studio
 * @throws ConsentError when the consent is not pending any more, or the holder has yet to say what it allows
 */
export async function startConsent(
	{ database, vault }: { database: Database; vault: Vault },
	provider: Provider,
	consent: StoredConsent,
	startedBy: string | null,
	invitation: string | null = null,
): Promise<{ url: URL; state: string; browserSecret: string }> {
	if (consent.status !== 'pending') {
		throw new ConsentError(errorCodes.consentState, `This consent is ${consent.status}, not pending`);
	}
	if (consent.scopes.length === 0) {
		throw new ConsentError(
			errorCodes.consentState,
			'The holder has not yet chosen what to allow: that is done on the page of the holder’s link',
		);
	}

	const state = randomBytes(SECRET_BYTES).toString('base64url');
	const browserSecret = randomBytes(SECRET_BYTES).toString('base64url');
	const verifier = provider.tokens?.makeVerifier();
	await database.transaction(async (connection) => {
		const { provider: name, scopes, textVersion } = consent;
		await startOauthTransaction(connection, vault, {
			state,
			browserSecret,
			consent: consent.id,
			provider: name,
			startedBy,
			scopes,
			textVersion,
			invitation,
			verifier,
		});
		await appendAudit(connection, {
			device: consent.device,
			actor: { kind: 'holder', id: startedBy ?? undefined },
			action: 'consent.requested',
			purpose: 'consent',
			details: { provider: name, scopes: scopes.join(','), text_version: textVersion, step: 'sent' },
		});
	});

	return {
		url: provider.authorizationUrl({ state, months: provider.rules.maxConsentMonths, verifier }),
		state,
		browserSecret,
	};
}
