import type {
	ConsentAccess,
	ConsentCallback,
	ConsentOutcome,
	ConsentSecrets,
	ProviderFailure,
} from '../provider.ts';
import { readCredentials, writeCredentials, type OresCredentials } from './credentials.ts';
import { readMeteringPoints } from './metering-points.ts';
import type { OauthClient } from './oauth-client.ts';
import type { OresApi } from './ores-api.ts';

/** A code as OAuth2 allows it, and short enough to be one. */
const CODE = /^[\x20-\x7e]{1,2048}$/;

/**
 * What a callback of the consent page means: exchanges its code for tokens, once, then asks which meters they open. Tokens
 * whose meters are not known yet are given back, for the code brings no second ones.
 */
export async function completeConsent(
	callback: ConsentCallback,
	{ verifier, credentials: kept }: ConsentSecrets,
	{ oauth, api, now }: { oauth: OauthClient; api: OresApi; now: () => Date },
	signal: AbortSignal,
): Promise<ConsentOutcome> {
	const { error, code = '' } = callback;
	if (error !== undefined) return readError(error);

	let held = kept === undefined ? undefined : readCredentials(kept);
	if (!held || held.useUntil <= now()) {
		if (!held && (!CODE.test(code) || verifier === undefined)) {
			return failed('shape', 'unreadable_callback', 'The answer of ORES’ consent page has no code');
		}
		const outcome = held
			? await oauth.refresh(held.refreshToken, signal)
			: await oauth.exchangeCode(code, verifier ?? '', signal);
		if (outcome.kind === 'failure') return laterOrNever(outcome.failure, held);
		held = outcome.credentials;
	}

	const found = await readMeteringPoints(api, accessBy(held), signal);
	if (found.kind === 'failure') return laterOrNever(found.failure, held);
	const { externalId, points } = found;

	return { kind: 'granted', externalId, points, credentials: writeCredentials(held) };
}

/** The token of a consent that is being completed: there is no other one to replace it by. */
function accessBy({ accessToken }: OresCredentials): ConsentAccess {
	return { token: () => Promise.resolve({ kind: 'token', token: accessToken }), discard: () => undefined };
}

/** An operator that is away or busy is asked again later. */
function laterOrNever(failure: ProviderFailure, held: OresCredentials | undefined): ConsentOutcome {
	const isPassing = failure.class === 'outage' || failure.class === 'throttled';

	return {
		kind: isPassing ? 'later' : 'failure',
		failure,
		...(held ? { credentials: writeCredentials(held) } : {}),
	};
}

function readError(error: string): ConsentOutcome {
	if (error === 'access_denied') {
		return {
			kind: 'refused',
			failure: { class: 'consent', code: error, message: 'The holder did not give the consent' },
		};
	}
	const code = /^[\w.-]{1,64}$/.test(error) ? error : 'unreadable_callback';

	return failed('application', code, 'ORES’ consent page did not take our request');
}

function failed(failureClass: ProviderFailure['class'], code: string, message: string): ConsentOutcome {
	return { kind: 'failure', failure: { class: failureClass, code, message } };
}
