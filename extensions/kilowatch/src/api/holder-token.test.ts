import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createInvitationToken } from '../consent/invitation-token.ts';
import { tokenOf, withholdToken } from './holder-token.ts';

const token = createInvitationToken();

function requestFor(url: string, headers: IncomingMessage['headers'] = {}) {
	return { url, originalUrl: url, headers } as unknown as IncomingMessage & { originalUrl: string };
}

describe('the token of a holder’s link', () => {
	test.each([
		[`/kilowatch/holder/${token}`, '/kilowatch/holder/withheld'],
		[`/kilowatch/holder/${token}/?done=allowed&lang=fr`, '/kilowatch/holder/withheld/?done=allowed&lang=fr'],
		[`/kilowatch/holder/${token}/data?format=csv`, '/kilowatch/holder/withheld/data?format=csv'],
		[`/Kilowatch/HOLDER/${token}/withdraw`, '/Kilowatch/HOLDER/withheld/withdraw'],
		[`/directus/kilowatch/holder/${token}`, '/directus/kilowatch/holder/withheld'],
	])('is taken out of %s and kept for the route', (url, left) => {
		const request = requestFor(url);

		// A proxy that leaves its own prefix is a mistake, and must not lead to a log with the token in it.
		expect(withholdToken(request)).toBe(!url.startsWith('/directus'));
		expect(request.url).toBe(left);
		expect(request.originalUrl).toBe(left);
		expect(tokenOf(request)).toBe(url.startsWith('/directus') ? undefined : token);
	});

	test.each([
		`/kilowatch//holder//${token}`,
		`/kilowatch/holder/${token}.`,
		`/kilowatch/holder/%20${token}`,
		`/kilowatch/holder%2F${token}`,
		`/kilowatch/holder?link=${token}`,
		`/kilowatch/holder/x/${token}/${token}`,
	])('does not stay in %s, either', (url) => {
		const request = requestFor(url);
		withholdToken(request);

		expect(request.url).not.toContain(token);
		expect(request.originalUrl).not.toContain(token);
	});

	test('does not stay in headers that repeat an address', () => {
		const page = `https://directus.example/kilowatch/holder/${token}/operator`;
		const request = requestFor('/favicon.ico', {
			referer: page,
			'x-original-url': `/kilowatch/holder/${token}`,
			'x-forwarded-uri': page,
			cookie: `kilowatch_holder=fr.${token}`,
		});

		expect(withholdToken(request)).toBe(false);
		expect(JSON.stringify({ ...request.headers, cookie: '' })).not.toContain(token);
		expect(request.headers.referer).toBe('https://directus.example/kilowatch/holder/withheld/operator');
		// Directus itself keeps cookies out of its log; the way back needs this one.
		expect(request.headers.cookie).toContain(token);
	});

	test('does not stay in what was parsed before', () => {
		const request = Object.assign(requestFor(`/kilowatch/holder?link=${token}&lang=fr`), {
			query: { link: token, lang: 'fr' },
		});
		withholdToken(request);

		expect(request.query).toEqual({ link: 'withheld', lang: 'fr' });
	});

	test('leaves everything else as it is', () => {
		const url = `/kilowatch/oauth/enedis/callback?state=${token}&error_description=kilowatch/holder/x`;
		const request = requestFor(url, { referer: 'https://directus.example/admin/holder' });

		expect(withholdToken(request)).toBe(false);
		expect(request.url).toBe(url);
		expect(request.headers.referer).toBe('https://directus.example/admin/holder');
	});

	test('is none where the holder comes back', () => {
		const request = requestFor('/kilowatch/holder/back?consent=granted');

		expect(withholdToken(request)).toBe(true);
		expect(request.url).toBe('/kilowatch/holder/back?consent=granted');
		expect(tokenOf(request)).toBeUndefined();
	});
});
