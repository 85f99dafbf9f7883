import { errorCodes } from '../../shared/error-codes.ts';
import type { MessagePath } from '../locales/messages.ts';

/** How a consent ended, as the address says on which the operator's page led back. */
export interface ConsentResult {
	outcome: 'granted' | 'refused' | 'failed' | 'waiting';
	/** how many meters were connected, where it was granted */
	meters: number;
	/** what happened, then why, or what to do next */
	sentences: MessagePath[];
	/** to be named to support; only shown where it says more than the sentences */
	code: string | undefined;
}

/** Codes of ours, and of the operator's page, that say what to do next. */
const reasons: Readonly<Record<string, MessagePath>> = {
	access_denied: 'consentResult.access_denied',
	demande_non_aboutie: 'consentResult.notCompleted',
	other_point: 'consentResult.other_point',
	already_connected: 'consentResult.conflict',
	server_error: 'consentResult.operatorDown',
	temporarily_unavailable: 'consentResult.operatorDown',
	timeout: 'consentResult.operatorDown',
	aborted: 'consentResult.operatorDown',
	unreachable: 'consentResult.operatorDown',
	circuit_open: 'consentResult.operatorDown',
	unauthorized_client: 'consentResult.application',
	invalid_client: 'consentResult.application',
	application_suspended: 'consentResult.application',
	insufficient_scope: 'consentResult.application',
	metering_point_not_authorized: 'consentResult.other_point',
	invalid_request: 'consentResult.notUnderstood',
	incomplete_callback: 'consentResult.notUnderstood',
	unreadable_callback: 'consentResult.notUnderstood',
	unknown_callback_error: 'consentResult.notUnderstood',
	other_consent: 'consentResult.notUnderstood',
	unreadable_body: 'consentResult.notUnderstood',
	unexpected_body: 'consentResult.notUnderstood',
	unexpected_token_answer: 'consentResult.notUnderstood',
	unknown_state: 'consentResult.expired',
	invalid_grant: 'consentResult.expired',
	[errorCodes.consentState]: 'consentResult.expired',
	[errorCodes.conflict]: 'consentResult.conflict',
};

/** Statuses and codes that the operator's API answers in the place of its meters. */
const reasonPatterns: readonly (readonly [RegExp, MessagePath])[] = [
	[/^http_(5\d\d|408|429)$|^9008\d\d$/, 'consentResult.operatorDown'],
	[/^http_40[13]$|^9009\d\d$/, 'consentResult.application'],
];

const outcomes = ['granted', 'refused', 'failed', 'waiting'] as const;

/** Codes are ours or an operator's; anything else in the address was written by somebody else and is not repeated. */
const CODE = /^[\w-]{1,60}$/;

/**
 * Reads `?consent=granted|refused|failed|waiting&code=…&meters=…`.
 *
 * @returns undefined where the address says nothing of a consent
 */
export function readConsentResult(query: Readonly<Record<string, unknown>>): ConsentResult | undefined {
	const outcome = outcomes.find((one) => one === query.consent);
	if (outcome === undefined) return undefined;

	const given = query.code;
	const code = typeof given === 'string' && CODE.test(given) ? given : undefined;
	const reason = outcome === 'waiting' ? undefined : outcome === 'granted' ? remarkOn(code) : reasonOf(code);
	const sentences: MessagePath[] = [`consentResult.${outcome}`];
	if (reason !== undefined) sentences.push(reason);

	return {
		outcome,
		meters: outcome === 'granted' ? meterCount(query.meters) : 0,
		sentences,
		code: outcome === 'failed' ? code : undefined,
	};
}

function remarkOn(code: string | undefined): MessagePath | undefined {
	return code === 'some_connected' ? 'consentResult.someConnected' : undefined;
}

/** No code ends without a next step, not even one that the operator has only just invented. */
function reasonOf(code: string | undefined): MessagePath | undefined {
	if (code === undefined) return undefined;
	const pattern = reasonPatterns.find(([matches]) => matches.test(code));

	return (Object.hasOwn(reasons, code) ? reasons[code] : pattern?.[1]) ?? 'consentResult.unknown';
}

function meterCount(given: unknown): number {
	return typeof given === 'string' && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1;
}
