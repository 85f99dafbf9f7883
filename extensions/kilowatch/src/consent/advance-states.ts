import { localDateOf } from '../domain/local-days.ts';
import { providerNames } from '../shared/names.ts';
import { appendAudit, appendAudits } from '../storage/audit/append-audit.ts';
import {
	endUnanswered,
	listLeftCredentials,
	listPast,
	markExpiring,
	type AgeingConsent,
} from '../storage/consent-states.ts';
import { endConsent } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import type { ConsentContext } from './consent-context.ts';
import { giveUpCredentials } from './give-up-credentials.ts';

export interface AdvancedStates {
	expiring: number;
	expired: number;
	unanswered: number;
}

/**
 * Part of the night's work, safe to repeat: consents that end soon say so, those whose last day has passed are over even where
 * no run finds out, requests that nobody answers are given up, and credentials of what is over go.
 *
 * @param timeZone of providers that are not configured here
 */
export async function advanceStates(
	context: Pick<ConsentContext, 'database' | 'vault' | 'providers' | 'now'>,
	timeZone: string,
): Promise<AdvancedStates> {
	const { database, providers, now } = context;
	const at = now();
	const advanced: AdvancedStates = { expiring: 0, expired: 0, unanswered: 0 };

	for (const provider of providerNames) {
		// The last day is one of the operator's days.
		const zone = providers.get(provider)?.rules.timeZone ?? timeZone;
		const today = localDateOf(at.getTime() / 1000, zone);
		for (const past of await listPast(database, provider, today)) {
			advanced.expired += Number(await endPast(context, past, at));
		}
		advanced.expiring += await markExpiring(database, provider, today);
	}
	while (await giveUpUnanswered(context, at)) advanced.unanswered += 1;
	await giveUpLeftCredentials(context);

	return advanced;
}

function endPast(
	{ database }: Pick<ConsentContext, 'database'>,
	consent: AgeingConsent,
	at: Date,
): Promise<boolean> {
	return database.transaction(async (connection) => {
		if (!(await endConsent(connection, consent.id, 'expired', at))) return false;
		await tellEnd(connection, consent, 'expired');

		return true;
	});
}

function giveUpUnanswered({ database }: Pick<ConsentContext, 'database'>, at: Date): Promise<boolean> {
	return database.transaction(async (connection) => {
		const consent = await endUnanswered(connection, at);
		if (!consent) return false;
		await tellEnd(connection, consent, 'unanswered');

		return true;
	});
}

async function tellEnd(
	connection: Queryable,
	{ device, provider }: AgeingConsent,
	reason: 'expired' | 'unanswered',
): Promise<void> {
	await appendAudit(connection, {
		device,
		actor: { kind: 'system' },
		action: 'consent.ended',
		purpose: 'consent',
		details: { provider, reason },
	});
}

/** A run that finds a consent over has no time to tell the operator; a renewed one is over, too. */
async function giveUpLeftCredentials({
	database,
	vault,
	providers,
}: Pick<ConsentContext, 'database' | 'vault' | 'providers'>): Promise<void> {
	for (const consent of await listLeftCredentials(database)) {
		await database.transaction(async (connection) => {
			const { entries } = await giveUpCredentials(
				connection,
				vault,
				providers.get(consent.provider),
				consent,
			);
			await appendAudits(connection, entries);
		});
	}
}
