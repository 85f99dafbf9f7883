import { describe, expect, test } from 'vitest';
import { createProviderRegistry } from './registry.ts';
import { openGate } from './http/call-gate.ts';
import { noBreakers } from './http/circuit-breaker.ts';

const tools = {
	fetch,
	now: () => new Date(0),
	sleep: () => Promise.resolve(),
	gate: openGate,
	breakers: noBreakers,
};
const enedis = (clientId: string | undefined, clientSecret: string | undefined) => ({
	api: '2026' as const,
	apiUrl: new URL('https://api.example.org'),
	consentUrl: new URL('https://consent.example.org'),
	clientId,
	clientSecret,
	callsPerSecond: 5,
	callsPerHour: undefined,
});
const registry = (clientId: string | undefined, clientSecret: string | undefined) =>
	createProviderRegistry({ enedis: enedis(clientId, clientSecret), ores: {} }, tools);

test('a provider with its credentials is on', () => {
	const { providers, states } = registry('id', 'secret');
	expect(states[0]).toEqual({ name: 'enedis', configured: true, missing: [], note: null });
	expect([...providers.keys()]).toEqual(['enedis']);
	expect(providers.get('enedis')?.authorizationUrl({ state: 'abc', months: 1 }).origin).toBe(
		'https://consent.example.org',
	);
});

test('tells the circuits of the APIs', () => {
	expect(registry('id', 'secret').circuits()).toEqual([]);
});

test.each([
	[undefined, undefined, ['LINKY_ENEDIS_CLIENT_ID', 'LINKY_ENEDIS_CLIENT_SECRET']],
	['', 'secret', ['LINKY_ENEDIS_CLIENT_ID']],
	['id', undefined, ['LINKY_ENEDIS_CLIENT_SECRET']],
])('with id %j and secret %j it is off and says what is missing', (id, secret, missing) => {
	const { providers, states } = registry(id, secret);
	expect(states[0]).toEqual({ name: 'enedis', configured: false, missing, note: null });
	expect(providers.size).toBe(0);
});

describe('ores', () => {
	const url = new URL('https://ores.example.org');
	const whole = {
		clientId: 'id',
		clientSecret: 'secret',
		redirectUri: url,
		apiUrl: url,
		authorizeUrl: url,
		tokenUrl: url,
	};
	const withOres = (ores: Parameters<typeof createProviderRegistry>[0]['ores']) => {
		const { providers, states } = createProviderRegistry(
			{ enedis: enedis(undefined, undefined), ores },
			tools,
		);

		return { provider: providers.get('ores'), state: states[1] };
	};

	test('is on with everything but the revocation, which it then cannot do', () => {
		const { provider, state } = withOres(whole);
		expect(state).toEqual({ name: 'ores', configured: true, missing: [], note: 'no_public_api' });
		expect(provider).not.toHaveProperty('revokeCredentials');
		expect(withOres({ ...whole, revokeUrl: url }).provider).toHaveProperty('revokeCredentials');
	});

	test.each([
		['clientId', 'LINKY_ORES_CLIENT_ID'],
		['clientSecret', 'LINKY_ORES_CLIENT_SECRET'],
		['redirectUri', 'LINKY_ORES_REDIRECT_URI'],
		['apiUrl', 'KILOWATCH_ORES_API_URL'],
		['authorizeUrl', 'KILOWATCH_ORES_AUTHORIZE_URL'],
		['tokenUrl', 'KILOWATCH_ORES_TOKEN_URL'],
	])('is off without %s, and says so', (setting, variable) => {
		const { provider, state } = withOres({ ...whole, [setting]: undefined });
		expect(state).toEqual({ name: 'ores', configured: false, missing: [variable], note: 'no_public_api' });
		expect(provider).toBeUndefined();
	});
});
