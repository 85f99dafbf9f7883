import { errorCodes } from '../shared/error-codes.ts';
import type { ConsentScope, ProviderName } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { choosePending, openConsent, readPending } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';
import { ConsentError } from './consent-error.ts';
import { HOLDER_TEXT_VERSION } from './consent-text.ts';
import { lockDevice } from './lock-device.ts';

/**
 * Keeps what a holder ticked on the page of a link, and what the page said, on the consent that is asked for; where none is,
 * for the last one was refused or has ended, it is asked for anew. Nothing is read before it is confirmed at the operator.
 *
 * @param choice.shown what proves the text that was shown
 * @throws ConsentError where no consent is to be given: one lives and no other is asked for, or it was just given
 */
export async function chooseScopes(
	database: Database,
	choice: {
		device: string;
		provider: ProviderName;
		scopes: readonly ConsentScope[];
		shown: Readonly<Record<string, unknown>>;
		at: Date;
	},
): Promise<void> {
	const { device, provider, scopes, shown, at } = choice;

	await database.transaction(async (connection) => {
		await lockDevice(connection, device);
		await openConsent(connection, {
			device,
			provider,
			textVersion: HOLDER_TEXT_VERSION,
			requestedBy: null,
		});
		const pending = await readPending(connection, device);
		const isKept =
			pending !== undefined &&
			(await choosePending(connection, pending, {
				scopes,
				textVersion: HOLDER_TEXT_VERSION,
				proof: { shown, chosen_at: at.toISOString() },
			}));
		if (!isKept) {
			throw new ConsentError(errorCodes.consentState, 'No consent can be given for this meter now');
		}

		await appendAudit(connection, {
			device,
			actor: { kind: 'holder' },
			action: 'consent.requested',
			purpose: 'consent',
			details: {
				provider,
				scopes: scopes.join(','),
				text_version: HOLDER_TEXT_VERSION,
				step: 'recorded',
			},
		});
	});
}
