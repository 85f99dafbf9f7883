import type { AuditActor } from '../domain/audit-entry.ts';
import { errorCodes } from '../shared/error-codes.ts';
import { consentScopes, type ConsentScope } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { changeScopes, lockConsent } from '../storage/consents.ts';
import { queueRun } from '../storage/sync-runs.ts';
import type { ConsentContext } from './consent-context.ts';
import { ConsentError } from './consent-error.ts';
import { CONSENT_TEXT_VERSION } from './consent-text.ts';

/**
 * The holder of a living consent allows more than until now. Its proof keeps when, and after which texts; a run is asked for
 * that fetches what was not allowed before.
 *
 * @throws ConsentError where the consent is not in force
 */
export async function allowScopes(
	{ database, now }: ConsentContext,
	consent: string,
	{
		scopes,
		actor,
		textVersion = CONSENT_TEXT_VERSION,
		shown,
	}: {
		scopes: readonly ConsentScope[];
		actor: AuditActor;
		textVersion?: string;
		/** what proves the text that the holder saw */
		shown?: Readonly<Record<string, unknown>>;
	},
): Promise<{ scopes: ConsentScope[] }> {
	return database.transaction(async (connection) => {
		const current = await lockConsent(connection, consent);
		if (current?.status !== 'active' && current?.status !== 'expiring') {
			throw new ConsentError(
				errorCodes.consentState,
				`Only a consent that is in force can be widened; this one is ${current?.status ?? 'gone'}`,
			);
		}
		const added = scopes.filter((scope) => !current.scopes.includes(scope));
		if (added.length === 0) return { scopes: current.scopes };

		const all = consentScopes.filter((scope) => added.includes(scope) || current.scopes.includes(scope));
		await changeScopes(connection, consent, all, {
			at: now().toISOString(),
			by: { kind: actor.kind, id: actor.id },
			added,
			text_version: textVersion,
			...(shown ? { shown } : {}),
		});
		await queueRun(connection, { device: current.device, trigger: 'consent' });
		await appendAudit(connection, {
			device: current.device,
			actor,
			action: 'consent.changed',
			purpose: 'consent',
			details: {
				provider: current.provider,
				added: added.join(','),
				removed: null,
				text_version: textVersion,
			},
		});

		return { scopes: all };
	});
}
