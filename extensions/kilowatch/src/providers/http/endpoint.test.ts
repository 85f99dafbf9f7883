import { expect, test } from 'vitest';
import { endpoint } from './endpoint.ts';

test.each([
	['https://gw.example.org', 'https://gw.example.org/oauth2/v3/token'],
	['https://gw.example.org/', 'https://gw.example.org/oauth2/v3/token'],
	['https://gw.example.org:443/', 'https://gw.example.org/oauth2/v3/token'],
	['http://127.0.0.1:4080/enedis/', 'http://127.0.0.1:4080/enedis/oauth2/v3/token'],
])('under %s', (base, expected) => {
	expect(endpoint(new URL(base), '/oauth2/v3/token').href).toBe(expected);
});

test('writes the query', () => {
	expect(endpoint(new URL('https://example.org'), '/a', { state: 'x y&z', b: '1' }).href).toBe(
		'https://example.org/a?state=x+y%26z&b=1',
	);
});
