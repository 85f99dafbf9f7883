import type { Provider } from '../providers/provider.ts';
import type { ConsentCallback } from '../providers/provider.ts';
import { takeOauthTransaction, type OauthTransaction } from '../storage/oauth-transactions.ts';
import {
	claimWaiting,
	endWaiting,
	keepSecrets,
	keepWaiting,
	openWaiting,
	postponeWaiting,
	type WaitingConsent,
} from '../storage/waiting-consents.ts';
import { ConsentError } from './consent-error.ts';
import { finishConsent, type FinishContext, type FinishedConsent } from './finish-consent.ts';

/** Pauses between the tries, in seconds; the last one goes on until the consent is given up. */
const PAUSES_SECONDS = [60, 120, 300, 600, 1_800, 3_600];

/** An operator that has not named a meter a day after the consent will not any more. */
const GIVEN_UP_AFTER_MS = 86_400_000;

/**
 * Takes what came back from the operator's page, once. A consent is kept in the same transaction: from here on a crash
 * cannot lose it.
 *
 * @returns `undefined` for a state that is unknown, used, too late, or another browser's
 */
export async function receiveCallback(
	{ database, vault }: Pick<FinishContext, 'database' | 'vault'>,
	transaction: Parameters<typeof takeOauthTransaction>[2],
	callback: ConsentCallback,
): Promise<OauthTransaction | undefined> {
	return database.transaction(async (connection) => {
		const taken = await takeOauthTransaction(connection, vault, transaction);
		if (taken && callback.error === undefined) await keepWaiting(connection, vault, taken, callback);

		return taken;
	});
}

/** Asks the operator for a consent's meters, the first time or again, and lets it wait on where they are not named yet. */
export async function tryToFinish(
	context: FinishContext,
	provider: Provider,
	transaction: OauthTransaction & { credentials?: string | undefined },
	callback: ConsentCallback,
	tries = 1,
): Promise<FinishedConsent> {
	const { database, vault } = context;
	const { consent, verifier } = transaction;
	try {
		const { credentials, ...finished } = await finishConsent(context, provider, transaction, callback);
		if (finished.kind === 'waiting') {
			const pause = PAUSES_SECONDS[tries - 1] ?? PAUSES_SECONDS.at(-1) ?? 0;
			await database.transaction(async (connection) => {
				if (!(await postponeWaiting(connection, consent, pause)) || credentials === undefined) return;
				await keepSecrets(connection, vault, consent, { callback, verifier, credentials });
			});
		} else await endWaiting(database, consent);

		return finished;
	} catch (error) {
		if (error instanceof ConsentError) await endWaiting(database, transaction.consent);
		throw error;
	}
}

/**
 * Goes on with every waiting consent that is due. Any number of processes may: each consent is asked for by one.
 *
 * @returns how many were granted
 */
export async function finishWaiting(
	context: FinishContext & {
		providers: ReadonlyMap<string, Provider>;
		log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
	},
): Promise<number> {
	const { database, providers, log } = context;
	let granted = 0;
	for (let next = await claimWaiting(database); next; next = await claimWaiting(database)) {
		if (isTooOld(next, context.now())) {
			await endWaiting(database, next.consent);
			log('The operator has not named the meter of a consent', { consent: next.consent });
			continue;
		}
		const provider = providers.get(next.provider);
		if (!provider) continue;
		try {
			const kept = await openWaiting(database, context.vault, next.consent);
			if (!kept) continue;
			const { callback, ...secrets } = kept;
			const finished = await tryToFinish(context, provider, { ...next, ...secrets }, callback, next.tries);
			if (finished.kind === 'granted') granted += 1;
		} catch (error) {
			log('A consent could not be finished', { consent: next.consent, error });
		}
	}

	return granted;
}

function isTooOld({ since }: Pick<WaitingConsent, 'since'>, now: Date): boolean {
	return now.getTime() - since.getTime() > GIVEN_UP_AFTER_MS;
}
