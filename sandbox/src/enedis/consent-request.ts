import { consentEnd } from './duration.ts';
import { Refusal } from './refusal.ts';

/** What an application asks a holder for. */
export interface ConsentRequest {
	clientId: string;
	/** ISO 8601 period */
	duration: string;
	/** given back with the holder's answer; null = none */
	state: string | null;
	/** first day without access if the holder agrees today, `YYYY-MM-DD` */
	endDate: string;
}

const MAX_STATE_LENGTH = 100;

/**
 * Checks the parameters that the consent page and its form have in common.
 *
 * @param today `YYYY-MM-DD`
 * @throws Refusal as the consent page answers
 */
export function readConsentRequest(
	parameters: URLSearchParams,
	knownClientId: string,
	today: string,
): ConsentRequest {
	const [clientId, duration] = ['client_id', 'duration'].map((name) => parameters.get(name));
	if (!clientId || !duration) throw new Refusal(400, 'invalid_request', 'missing_parameter');
	if (clientId !== knownClientId) throw new Refusal(400, 'invalid_request', 'unknown_client');

	const state = parameters.get('state');
	if (state !== null && state.length > MAX_STATE_LENGTH)
		throw new Refusal(400, 'invalid_request', 'invalid_state');

	return { clientId, duration, state, endDate: consentEnd(duration, today) };
}
