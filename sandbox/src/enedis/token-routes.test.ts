import { describe, expect, it } from 'vitest';
import { plainMeter, testSandbox } from '../test-sandbox.ts';

const path = '/oauth2/v3/token';
const grant = { grant_type: 'client_credentials' };
const credentials = { client_id: 'app', client_secret: 'secret:1' };
const basic = (text: string): Record<string, string> => ({
	authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});

describe('POST /oauth2/v3/token', () => {
	it('gives a token of three and a half hours for credentials in the form', async () => {
		const response = await testSandbox('2026-11-23T09:00:00Z', { makeToken: () => 'T1' }).postForm(path, {
			...grant,
			...credentials,
		});
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({
			access_token: 'T1',
			token_type: 'Bearer',
			expires_in: 12_600,
			scope: '',
		});
	});

	it('takes HTTP Basic, with a colon in the secret', async () => {
		const response = await testSandbox().postForm(path, grant, basic('app:secret:1'));
		expect(response.status).toBe(200);
	});

	it('gives another token each time', async () => {
		const sandbox = testSandbox();
		expect(await sandbox.token()).not.toBe(await sandbox.token());
	});

	it.each([
		['no grant type', credentials, {}, 400, 'invalid_request'],
		[
			'another grant type',
			{ ...credentials, grant_type: 'authorization_code' },
			{},
			400,
			'unsupported_grant_type',
		],
		['no credentials', grant, {}, 400, 'invalid_client'],
		['Basic without colon', grant, basic('app'), 400, 'invalid_client'],
		['a wrong secret', { ...grant, client_id: 'app', client_secret: 'x' }, {}, 401, 'invalid_client'],
		['a wrong id by Basic', grant, basic('other:secret:1'), 401, 'invalid_client'],
	])('refuses %s', async (_, fields, headers, status, error) => {
		const response = await testSandbox().postForm(path, { ...fields }, headers);
		expect(response.status).toBe(status);
		expect(await response.json()).toMatchObject({ error });
	});

	it('refuses JSON with 415', async () => {
		const response = await testSandbox().app.request(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...grant, ...credentials }),
		});
		expect(response.status).toBe(415);
	});
});

describe('a token', () => {
	const query = 'pointId=09775542606818&dateDebut=2026-11-20&dateFin=2026-11-21';
	const url = `/mesure_synchrone_auto/v2/consommation_quotidienne?${query}`;

	it('opens the API until it expires', async () => {
		const { app, clock, share, token } = testSandbox();
		await share(plainMeter);
		const headers = { authorization: `Bearer ${await token()}` };
		const startMs = clock.nowMs();

		clock.set(startMs + 12_599_000);
		expect((await app.request(url, { headers })).status).toBe(200);

		clock.set(startMs + 12_600_000);
		const expired = await app.request(url, { headers });
		expect(expired.status).toBe(401);
		expect(await expired.json()).toEqual({ code: '900901', message: 'Invalid Credentials' });
	});

	it.each([['Bearer unknown'], ['Basic YTpi'], ['']])('is asked for: %j gets 401', async (authorization) => {
		const { app, share } = testSandbox();
		await share(plainMeter);
		expect((await app.request(url, { headers: { authorization } })).status).toBe(401);
	});

	it('is refused after POST /oauth2/v3/revoke, which also takes an unknown token', async () => {
		const { app, share, token, postForm } = testSandbox();
		await share(plainMeter);
		const revoked = await token();
		const kept = await token();
		const status = async (text: string): Promise<number> =>
			(await app.request(url, { headers: { authorization: `Bearer ${text}` } })).status;

		const response = await postForm('/oauth2/v3/revoke', { token: revoked, token_type_hint: 'access_token' });
		expect(response.status).toBe(200);
		expect([await status(revoked), await status(kept)]).toEqual([401, 200]);
		expect((await postForm('/oauth2/v3/revoke', { token: 'unknown' })).status).toBe(200);
		expect((await postForm('/oauth2/v3/revoke', {})).status).toBe(400);
		expect((await postForm('/oauth2/v3/revoke', { token: kept, token_type_hint: 'x' })).status).toBe(400);
	});
});

it('a token lives as long as is set, and says so as a text where that is switched on', async () => {
	const sandbox = testSandbox('2026-11-23T09:00:00Z', { tokenSeconds: 60, isTokenLifeText: true });
	const fields = { grant_type: 'client_credentials', client_id: 'app', client_secret: 'secret:1' };
	expect(await (await sandbox.postForm('/oauth2/v3/token', fields)).json()).toMatchObject({
		expires_in: '60',
	});

	const token = await sandbox.token();
	const ask = () =>
		sandbox.app.request('/comptage_auto/v1/09775542606818', {
			headers: { authorization: `Bearer ${token}` },
		});
	expect((await ask()).status).toBe(403);
	sandbox.clock.set(Date.parse('2026-11-23T09:01:00Z'));
	expect((await ask()).status).toBe(401);
});
