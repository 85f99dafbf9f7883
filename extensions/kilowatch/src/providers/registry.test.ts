import { expect, test } from 'vitest';
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
const registry = (clientId: string | undefined, clientSecret: string | undefined) =>
	createProviderRegistry(
		{
			enedis: {
				api: '2026',
				apiUrl: new URL('https://api.example.org'),
				consentUrl: new URL('https://consent.example.org'),
				clientId,
				clientSecret,
				callsPerSecond: 5,
				callsPerHour: undefined,
			},
		},
		tools,
	);

test('a provider with its credentials is on', () => {
	const { providers, states } = registry('id', 'secret');
	expect(states).toEqual([{ name: 'enedis', configured: true, missing: [] }]);
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
	expect(states).toEqual([{ name: 'enedis', configured: false, missing }]);
	expect(providers.size).toBe(0);
});
