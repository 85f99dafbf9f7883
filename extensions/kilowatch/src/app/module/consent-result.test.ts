import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readConsentResult } from './consent-result.ts';

test('an address without a consent says nothing', () => {
	expect(readConsentResult({})).toBeUndefined();
	expect(readConsentResult({ consent: 'perhaps' })).toBeUndefined();
});

test('granted and refused need no code', () => {
	expect(readConsentResult({ consent: 'granted', code: 'x' })).toEqual({
		outcome: 'granted',
		meters: 1,
		sentences: ['consentResult.granted'],
		code: undefined,
	});
	expect(readConsentResult({ consent: 'refused', code: 'access_denied' })).toEqual({
		outcome: 'refused',
		meters: 0,
		sentences: ['consentResult.refused', 'consentResult.access_denied'],
		code: undefined,
	});
});

test.each([
	['other_point', 'consentResult.other_point'],
	['unknown_state', 'consentResult.expired'],
	['circuit_open', 'consentResult.operatorDown'],
	['http_503', 'consentResult.operatorDown'],
	['http_429', 'consentResult.operatorDown'],
	['900908', 'consentResult.application'],
	['unexpected_body', 'consentResult.notUnderstood'],
	['ADAM-ERR0061', 'consentResult.unknown'],
	['constructor', 'consentResult.unknown'],
	['KILOWATCH_CONSENT_STATE', 'consentResult.expired'],
])('a failure with %s is explained and keeps its code', (code, reason) => {
	expect(readConsentResult({ consent: 'failed', code })).toEqual({
		outcome: 'failed',
		meters: 0,
		sentences: ['consentResult.failed', reason],
		code,
	});
});

test('a consent whose meter is not named yet is waited for, whatever the reason', () => {
	expect(readConsentResult({ consent: 'waiting', code: 'no_service' })).toEqual({
		outcome: 'waiting',
		meters: 0,
		sentences: ['consentResult.waiting'],
		code: undefined,
	});
});

test('an unknown code is named, a text that somebody put there is not', () => {
	expect(readConsentResult({ consent: 'failed', code: 'ADAM-ERR0061' })?.code).toBe('ADAM-ERR0061');
	expect(readConsentResult({ consent: 'failed', code: 'call 0900 now' })?.code).toBeUndefined();
	expect(readConsentResult({ consent: 'failed', code: ['a', 'b'] })?.code).toBeUndefined();
});

test('several meters are counted, and those that stay elsewhere are named', () => {
	expect(readConsentResult({ consent: 'granted', meters: '3', code: 'some_connected' })).toEqual({
		outcome: 'granted',
		meters: 3,
		sentences: ['consentResult.granted', 'consentResult.someConnected'],
		code: undefined,
	});
	expect(readConsentResult({ consent: 'granted', meters: '1' })?.meters).toBe(1);
	expect(readConsentResult({ consent: 'granted', meters: 'many' })?.meters).toBe(1);
	expect(readConsentResult({ consent: 'granted', meters: '-2' })?.meters).toBe(1);
});

/** A file, or every file of a folder. */
function filesOf(place: URL): string[] {
	const path = fileURLToPath(place);
	if (!statSync(path).isDirectory()) return [path];

	return readdirSync(path, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(path, name));
}

/** The app cannot import the server's code; its text names every code that a consent can end with. */
function codesOfTheServer(): { granted: string[]; failed: string[] } {
	const sources = [
		...['finish-consent', 'finish-waiting', 'take-device'].map((file) => `consent/${file}.ts`),
		'providers/enedis',
		'providers/ores',
		'api/endpoint/routes/callback.ts',
	]
		.flatMap((part) => filesOf(new URL(`../../${part}`, import.meta.url)))
		.filter(
			(file) =>
				!file.endsWith('.test.ts') &&
				!/providers\/(enedis|ores)\/(curve|parse|generation|enedis-provider|ores-provider|read-window)/.test(
					file,
				),
		)
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const found = (pattern: RegExp) => [...sources.matchAll(pattern)].map(([, code]) => code ?? '');
	const codes = new Set([
		...found(/\bcode\??: '(\w+)'/g),
		...found(/failed\(\s*'\w+',\s*'(\w+)'/g),
		...found(/new UnexpectedShape\(\s*'(\w+)'/g),
		...found(/error === '(\w+)'/g),
		...found(/reason: '(\w+)'/g),
	]);

	return {
		granted: [...codes].filter((code) => code === 'some_connected'),
		failed: [...codes].filter((code) => code !== 'some_connected'),
	};
}

test('every code that the server can send has its own text', () => {
	const { granted, failed } = codesOfTheServer();

	expect(granted).toEqual(['some_connected']);
	expect(failed).toEqual(
		expect.arrayContaining(['other_point', 'already_connected', 'unknown_state', 'access_denied']),
	);

	const texts = failed.map((code) => [code, readConsentResult({ consent: 'failed', code })?.sentences[1]]);

	expect(texts.filter(([, text]) => text === undefined || text === 'consentResult.unknown')).toEqual([]);
});
