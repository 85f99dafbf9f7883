import { expect, test } from 'vitest';
import { readConsentResult } from './consent-result.ts';

test('an address without a consent says nothing', () => {
	expect(readConsentResult({})).toBeUndefined();
	expect(readConsentResult({ consent: 'perhaps' })).toBeUndefined();
});

test('granted and refused need no code', () => {
	expect(readConsentResult({ consent: 'granted', code: 'x' })).toEqual({
		outcome: 'granted',
		sentences: ['consentResult.granted'],
		code: undefined,
	});
	expect(readConsentResult({ consent: 'refused', code: 'access_denied' })).toEqual({
		outcome: 'refused',
		sentences: ['consentResult.refused', 'consentResult.access_denied'],
		code: undefined,
	});
});

test.each([
	['no_service', 'consentResult.notShared'],
	['other_point', 'consentResult.other_point'],
	['unknown_state', 'consentResult.expired'],
	['http_503', 'consentResult.operatorDown'],
	['KILOWATCH_CONSENT_STATE', 'consentResult.expired'],
])('a failure with %s is explained and keeps its code', (code, reason) => {
	expect(readConsentResult({ consent: 'failed', code })).toEqual({
		outcome: 'failed',
		sentences: ['consentResult.failed', reason],
		code,
	});
});

test('an unknown code is named, a text that somebody put there is not', () => {
	expect(readConsentResult({ consent: 'failed', code: 'ADAM-ERR0061' })?.code).toBe('ADAM-ERR0061');
	expect(readConsentResult({ consent: 'failed', code: 'call 0900 now' })?.code).toBeUndefined();
	expect(readConsentResult({ consent: 'failed', code: ['a', 'b'] })?.code).toBeUndefined();
});
