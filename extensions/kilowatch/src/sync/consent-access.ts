import type {
	AccessOutcome,
	ConsentAccess,
	ConsentTokens,
	ProviderFailure,
	RefreshOutcome,
} from '../providers/provider.ts';
import type { ProviderName } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { openSecret } from '../storage/audit/open-secret.ts';
import { transactionOn, type Database, type Queryable } from '../storage/database.ts';
import { forgetRefresh, holdRefresh, noteRefresh } from '../storage/vault/refresh-lock.ts';
import { UnsealError } from '../storage/vault/seal.ts';
import type { Vault } from '../storage/vault/vault.ts';
import { consentHasEnded } from './end-consent.ts';

export interface AccessContext {
	database: Database;
	vault: Vault;
	now: () => Date;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** A consent that brought tokens of its own. */
export interface OpenedConsent {
	consent: string;
	device: string;
	provider: ProviderName;
	tokens: ConsentTokens;
}

/** Hands out one consent's tokens, for one job: its credentials are opened once, and the audit log has that. */
export type OpenAccess = (whose: OpenedConsent) => ConsentAccess;

/** A refresh is made under a lock on the credentials' row, so it must not take long. */
const REFRESH_LIMIT_MS = 10_000;

/**
 * What one process needs to open its consents. A refresh token is good once, so it is spent by one process at a time; within
 * a process by one consent at a time, for each holds a connection of the small pool while the operator answers.
 */
export function createOpenAccess(context: AccessContext): OpenAccess {
	const inTurn = createTurns();

	return (whose) => {
		const { database, vault } = context;
		const { tokens, ...owner } = whose;
		let credentials: string | undefined;
		let refused: string | undefined;
		/** what ended it for this job: the operator is not asked again and again */
		let ended: ProviderFailure | undefined;
		let asking: Promise<AccessOutcome> | undefined;

		return {
			token() {
				asking ??= next().finally(() => {
					asking = undefined;
				});

				return asking;
			},
			discard(token) {
				refused = token;
			},
		};

		async function next(): Promise<AccessOutcome> {
			if (ended) return { kind: 'failure', failure: ended };
			try {
				credentials ??= await openSecret(database, vault, { ...owner, actor: { kind: 'system' } });
				if (credentials === undefined) return fail(noCredentials);
				const held = tokens.usableToken(credentials);
				if (held !== undefined && held !== refused) return { kind: 'token', token: held };

				const outcome = await inTurn(() => refresh(context, whose, refused));
				if (outcome.kind === 'failure') return fail(outcome.failure);
				({ credentials } = outcome);
				const token = tokens.usableToken(credentials);

				return token === undefined ? fail(shortLived) : { kind: 'token', token };
			} catch (error) {
				if (error instanceof UnsealError) return fail(unreadable);
				throw error;
			}
		}

		function fail(failure: ProviderFailure): AccessOutcome {
			ended = failure;

			return { kind: 'failure', failure };
		}
	};
}

type Refreshed = { kind: 'fresh'; credentials: string } | { kind: 'failure'; failure: ProviderFailure };

/**
 * Spends the refresh token, unless somebody has while we waited. Three committed steps of one connection, nobody else
 * refreshing meanwhile: that it begins; the operator's answer, kept before anybody uses it; and the consent's end, if that is
 * the answer. A refresh that began and whose answer was never kept is known by the next one: where the operator then knows
 * the token no more, it was spent by us, and not taken back by the holder.
 */
async function refresh(
	{ database, vault, now, log }: AccessContext,
	{ tokens, ...whose }: OpenedConsent,
	refused: string | undefined,
): Promise<Refreshed> {
	const { consent, device, provider } = whose;
	const place = { owner: `consent:${consent}`, field: 'credentials' };

	const outcome = await holdRefresh(database, place.owner, async (session): Promise<Refreshed> => {
		const begun = await transactionOn(session, begin);
		if (begun.kind !== 'begun') return begun;
		const answer = await transactionOn(session, (connection) => ask(connection, begun.isAnswerLost));
		if (answer.kind === 'refreshed') return { kind: 'fresh', credentials: answer.credentials };
		if (answer.kind === 'failure') return { kind: 'failure', failure: answer.failure };

		const reason = begun.isAnswerLost ? 'credentials_lost' : 'revoked';
		await transactionOn(session, (connection) => consentHasEnded(connection, vault, whose, reason, now()));
		log('A consent has ended at the operator', { consent, device, reason });

		return { kind: 'failure', failure: begun.isAnswerLost ? lost : answer.failure };
	});

	return outcome ?? { kind: 'failure', failure: busy };

	async function begin(connection: Queryable): Promise<Refreshed | { kind: 'begun'; isAnswerLost: boolean }> {
		const held = await vault.lock(connection, place);
		if (!held) return { kind: 'failure', failure: noCredentials };
		const usable = tokens.usableToken(held.secret);
		if (usable !== undefined && usable !== refused) return { kind: 'fresh', credentials: held.secret };
		await noteRefresh(connection, place);

		return { kind: 'begun', isAnswerLost: held.refreshingSince !== null };
	}

	/** The one place where an operator is waited for in a transaction: the row stays locked until its answer is kept. */
	async function ask(connection: Queryable, isAnswerLost: boolean): Promise<RefreshOutcome> {
		const held = await vault.lock(connection, place);
		if (!held) return { kind: 'failure', failure: noCredentials, isSpentUnknown: false };
		const answer = await tokens.refresh(held.secret, AbortSignal.timeout(REFRESH_LIMIT_MS));
		if (answer.kind === 'refreshed') {
			await vault.put(connection, place, answer.credentials);
			await appendAudit(connection, {
				device,
				actor: { kind: 'system' },
				action: 'secret.used',
				purpose: 'consumption',
				details: { provider, field: 'credentials', use: 'sealed' },
			});
		} else if (answer.kind === 'failure' && !answer.isSpentUnknown && !isAnswerLost) {
			await forgetRefresh(connection, place);
		}

		return answer;
	}
}

/** One after the other, in the order of asking. */
function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
	let last: Promise<unknown> = Promise.resolve();

	return (work) => {
		const turn = last.then(work);
		last = turn.catch(() => undefined);

		return turn;
	};
}

const noCredentials: ProviderFailure = {
	class: 'consent',
	code: 'no_credentials',
	message: 'There are no tokens of this consent any more: only a new consent helps',
};

const lost: ProviderFailure = {
	class: 'consent',
	code: 'credentials_lost',
	message:
		'An answer of the operator was lost, and the consent’s new tokens with it: only a new consent helps',
};

const unreadable: ProviderFailure = {
	class: 'application',
	code: 'credentials_unreadable',
	message: 'The stored tokens do not open with this server’s keys (IOT_ENCRYPTION_KEY)',
};

const shortLived: ProviderFailure = {
	class: 'auth',
	code: 'token_expired',
	message: 'The operator’s new token is over already',
};

const busy: ProviderFailure = {
	class: 'outage',
	code: 'refresh_busy',
	message: 'Another process asks the operator for new tokens and has got no answer yet',
};
