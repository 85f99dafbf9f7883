import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { readConsent, requestConsent } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';
import { ConsentError } from './consent-error.ts';
import { CONSENT_TEXT_VERSION } from './consent-text.ts';
import { lockDevice } from './lock-device.ts';

/**
 * Asks a meter's holder for a new consent to what an older one was given for, while that one lives or after it has ended; the
 * older one is over when the new one is given, and not before. The same request again gives the same answer.
 *
 * @throws ConsentError
 */
export async function renewConsent(
	database: Database,
	provider: Provider,
	{ consent, requestedBy }: { consent: string; requestedBy: string | null },
): Promise<{ device: string; consent: string }> {
	const { name } = provider.rules;

	return database.transaction(async (connection) => {
		const before = await readConsent(connection, consent);
		const device = before && (await lockDevice(connection, before.device));
		const former = device && (await readConsent(connection, consent));
		if (!device || former?.provider !== name) {
			throw new ConsentError(errorCodes.consentState, 'There is no such consent any more');
		}
		if (device.status === 'archived') {
			throw new ConsentError(errorCodes.conflict, 'This meter is archived: connect it anew');
		}
		if (former.status === 'pending') return { device: device.id, consent };
		if (former.scopes.length === 0) {
			throw new ConsentError(
				errorCodes.consentState,
				'Nothing was ever allowed by this consent: invite the holder, or ask anew',
			);
		}

		const renewal = await requestConsent(connection, {
			device: device.id,
			provider: name,
			scopes: former.scopes,
			textVersion: CONSENT_TEXT_VERSION,
			requestedBy,
		});
		await appendAudit(connection, {
			device: device.id,
			actor: { kind: 'user', id: requestedBy ?? undefined },
			action: 'consent.requested',
			purpose: 'consent',
			details: {
				provider: name,
				scopes: former.scopes.join(','),
				text_version: CONSENT_TEXT_VERSION,
				step: 'recorded',
			},
		});

		return { device: device.id, consent: renewal };
	});
}
