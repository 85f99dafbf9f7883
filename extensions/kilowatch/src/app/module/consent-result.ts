import { errorCodes } from '../../shared/error-codes.ts';
import type { MessagePath } from '../locales/messages.ts';

/** How a consent ended, as the address says on which the operator's page led back. */
export interface ConsentResult {
	outcome: 'granted' | 'refused' | 'failed';
	sentences: MessagePath[];
	/** to be named to support; only shown where it says more than the sentences */
	code: string | undefined;
}

const reasons: Readonly<Record<string, MessagePath>> = {
	access_denied: 'consentResult.access_denied',
	demande_non_aboutie: 'consentResult.notCompleted',
	no_service: 'consentResult.notShared',
	other_point: 'consentResult.other_point',
	already_connected: 'consentResult.conflict',
	server_error: 'consentResult.operatorDown',
	temporarily_unavailable: 'consentResult.operatorDown',
	timeout: 'consentResult.operatorDown',
	unreachable: 'consentResult.operatorDown',
	unauthorized_client: 'consentResult.application',
	invalid_client: 'consentResult.application',
	unknown_state: 'consentResult.expired',
	[errorCodes.consentState]: 'consentResult.expired',
	[errorCodes.conflict]: 'consentResult.conflict',
};

/** Codes are ours or an operator's; anything else in the address was written by somebody else and is not repeated. */
const CODE = /^[\w-]{1,60}$/;

/**
 * Reads `?consent=granted|refused|failed&code=…`.
 *
 * @returns undefined where the address says nothing of a consent
 */
export function readConsentResult(query: Readonly<Record<string, unknown>>): ConsentResult | undefined {
	const outcome = query.consent;
	if (outcome !== 'granted' && outcome !== 'refused' && outcome !== 'failed') return undefined;

	const given = query.code;
	const code = typeof given === 'string' && CODE.test(given) ? given : undefined;
	const reason = code === undefined ? undefined : (reasons[code] ?? outageOf(code));
	const sentences: MessagePath[] = [`consentResult.${outcome}`];
	if (reason !== undefined && outcome !== 'granted') sentences.push(reason);

	return { outcome, sentences, code: outcome === 'failed' ? code : undefined };
}

function outageOf(code: string): MessagePath | undefined {
	return /^http_5\d\d$/.test(code) ? 'consentResult.operatorDown' : undefined;
}
