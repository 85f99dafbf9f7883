import { appendAudit } from '../storage/audit/append-audit.ts';
import {
	claimRevocation,
	endRevocation,
	openRevocation,
	postponeRevocation,
	type Revocation,
} from '../storage/revocations.ts';
import { UnsealError } from '../storage/vault/seal.ts';
import type { ConsentContext } from './consent-context.ts';

/** Pauses between the tries, in seconds; the last one goes on until it is given up. */
const PAUSES_SECONDS = [60, 120, 300, 600, 1_800, 3_600];

/** An operator that has not answered for a day is not asked any more: the credentials are destroyed here all the same. */
const GIVEN_UP_AFTER_MS = 86_400_000;

/** The operator's answer may take its time; it is asked by a job of its own. */
const CALL_LIMIT_MS = 30_000;

export interface RevocationContext extends Pick<ConsentContext, 'database' | 'vault' | 'providers' | 'now'> {
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Tells the operators of every consent that has ended here and is due. Any number of processes may: each is told of by one.
 *
 * @returns how many were revoked
 */
export async function revokeAtOperators(context: RevocationContext): Promise<number> {
	const { database, log } = context;
	let revoked = 0;
	for (let next = await claimRevocation(database); next; next = await claimRevocation(database)) {
		try {
			revoked += Number(await revoke(context, next));
		} catch (error) {
			log('A consent could not be revoked at its operator', { provider: next.provider, error });
		}
	}

	return revoked;
}

async function revoke(context: RevocationContext, revocation: Revocation): Promise<boolean> {
	const { database, vault, providers, now, log } = context;
	const { provider: name, since, tries } = revocation;
	const end = () => database.transaction((connection) => endRevocation(connection, vault, revocation));
	if (now().getTime() - since.getTime() > GIVEN_UP_AFTER_MS) {
		await end();
		log('A consent was not revoked at its operator within a day, and is given up', { provider: name });

		return false;
	}

	const postpone = () =>
		postponeRevocation(database, revocation, PAUSES_SECONDS[tries - 1] ?? PAUSES_SECONDS.at(-1) ?? 0);
	const credentials = await open(context, revocation);
	if (credentials === undefined) {
		await end();

		return false;
	}
	const answer = await providers
		.get(name)
		?.revokeCredentials?.(credentials, AbortSignal.timeout(CALL_LIMIT_MS));
	// It is not configured here at the moment.
	if (!answer) {
		await postpone();

		return false;
	}
	if (answer.kind === 'failure') {
		await postpone();
		const { class: failureClass, code } = answer.failure;
		log('An operator has not revoked a consent', { provider: name, class: failureClass, code, tries });

		return false;
	}
	await end();

	return true;
}

/** Whose they were, nobody knows here any more: that they were opened is told on the chain of no device. */
async function open(
	{ database, vault }: RevocationContext,
	revocation: Revocation,
): Promise<string | undefined> {
	try {
		return await database.transaction(async (connection) => {
			const credentials = await openRevocation(connection, vault, revocation);
			if (credentials === undefined) return undefined;
			await appendAudit(connection, {
				actor: { kind: 'system' },
				action: 'secret.used',
				purpose: 'rights',
				details: { provider: revocation.provider, field: 'credentials', use: 'opened' },
			});

			return credentials;
		});
	} catch (error) {
		// No key opens them any more: the operator cannot be told.
		if (error instanceof UnsealError) return undefined;
		throw error;
	}
}
