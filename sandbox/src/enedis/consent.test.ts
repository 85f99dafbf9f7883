import { describe, expect, it } from 'vitest';
import { plainMeter, testSandbox, youngMeter } from '../test-sandbox.ts';
import { ACCOUNT_PATH, AUTHORIZE_PATH } from './pages.ts';

const good = { client_id: 'app', response_type: 'code', state: 'abc', duration: 'P1Y' };
const answer = { client_id: 'app', state: 'abc', duration: 'P1Y', point_id: plainMeter.pointId };
const authorizeUrl = (query: Record<string, string>): string =>
	`${AUTHORIZE_PATH}?${new URLSearchParams(query).toString()}`;

describe('GET the consent page', () => {
	it('shows who asks, until when, and the meters to choose from', async () => {
		const response = await testSandbox().app.request(authorizeUrl(good));
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toMatch(/^text\/html/);
		const text = await response.text();
		expect(text).toContain('Simulateur – pas Enedis');
		expect(text).toContain('<html lang="fr">');
		expect(text).toContain('<strong>2027-11-23</strong>');
		expect(text).toContain('value="22516914714270"');
		expect(text).toMatch(/<label for="point">/);
		expect(text).toMatch(/value="approve"[^>]*>Autoriser</);
		expect(text).toMatch(/value="refuse"[^>]*>Refuser</);
		expect(text).not.toContain('<script');
	});

	it('escapes what comes from outside', async () => {
		const response = await testSandbox().app.request(authorizeUrl({ ...good, state: '"><b>x' }));
		const text = await response.text();
		expect(text).toContain('value="&quot;&gt;&lt;b&gt;x"');
		expect(text).toContain('Plain &lt;building&gt;');
	});

	it('proposes a meter that is not shared yet and marks the shared one', async () => {
		const { app, share } = testSandbox();
		await share(plainMeter);
		const text = await (await app.request(authorizeUrl(good))).text();
		expect(text).toMatch(/value="22516914714270"\s+selected/);
		expect(text).toMatch(/09775542606818\) – déjà partagé/);
	});

	it('does without a state', async () => {
		const stateless = { client_id: 'app', response_type: 'code', duration: 'P1Y' };
		const response = await testSandbox().app.request(authorizeUrl(stateless));
		expect(response.status).toBe(200);
		expect(await response.text()).not.toContain('name="state"');
	});

	it.each([
		['client_id', { ...good, client_id: '' }, 400, 'missing_parameter'],
		['response_type', { ...good, response_type: '' }, 400, 'missing_parameter'],
		['duration', { ...good, duration: '' }, 400, 'missing_parameter'],
		[
			'another response type',
			{ ...good, response_type: 'token' },
			400,
			'Response type parameter is required',
		],
		['an unknown client', { ...good, client_id: 'other' }, 400, 'unknown_client'],
		['a long state', { ...good, state: 'x'.repeat(101) }, 400, 'invalid_state'],
		['a long duration', { ...good, duration: 'P4Y' }, 400, 'maximum_duration_exceeded'],
		['a wrong duration', { ...good, duration: '1Y' }, 400, 'invalid_duration_format'],
		['a duration in hours', { ...good, duration: 'PT24H' }, 500, 'lincs-internal-server-error'],
		['an unexpected parameter', { ...good, redirect_uri: 'http://x' }, 404, 'La page que vous recherchez'],
	])('refuses a missing or wrong %s', async (_, query, status, text) => {
		const response = await testSandbox().app.request(authorizeUrl(query));
		expect(response.status).toBe(status);
		expect(await response.text()).toContain(text);
	});

	it('takes a state of 100 characters and refuses a doubled parameter', async () => {
		const { app } = testSandbox();
		expect((await app.request(authorizeUrl({ ...good, state: 'x'.repeat(100) }))).status).toBe(200);
		expect((await app.request(`${authorizeUrl(good)}&state=b`)).status).toBe(404);
	});
});

describe('the holder’s answer', () => {
	it('agrees: back with an id and the state, without code or PRM', async () => {
		const response = await testSandbox().postForm(AUTHORIZE_PATH, { ...answer, decision: 'approve' });
		expect(response.status).toBe(302);
		const location = new URL(response.headers.get('location') ?? '');
		expect(location.origin + location.pathname).toBe('http://localhost:8055/callback');
		expect([...location.searchParams.keys()]).toEqual(['tenant', 'autorisation_id', 'state']);
		expect(location.searchParams.get('autorisation_id')).toMatch(/^\d{9}$/);
		expect(location.searchParams.get('state')).toBe('abc');
	});

	it('refuses: back with the error, nothing shared', async () => {
		const { app, postForm } = testSandbox();
		const response = await postForm(AUTHORIZE_PATH, { ...answer, decision: 'refuse' });
		expect(response.status).toBe(302);
		expect(response.headers.get('location')).toBe(
			'http://localhost:8055/callback?tenant=1&error=access_denied&error_description=access_denied&state=abc',
		);
		expect(await (await app.request('/sandbox/meters')).json()).toEqual([
			expect.objectContaining({ pointId: plainMeter.pointId, isShared: false }),
			expect.objectContaining({ pointId: youngMeter.pointId, isShared: false }),
		]);
	});

	it.each([
		['no decision', answer],
		['an unknown meter', { ...answer, point_id: '00000000000000', decision: 'approve' }],
		['another client', { ...answer, client_id: 'other', decision: 'approve' }],
		['a long duration', { ...answer, duration: 'P4Y', decision: 'approve' }],
	])('with %s gets an error page', async (_, fields) => {
		expect((await testSandbox().postForm(AUTHORIZE_PATH, fields)).status).toBe(400);
	});
});

describe('sharing again', () => {
	it('is a dead end without callback until the holder deletes the old share; then the id is the same', async () => {
		const { app, postForm, share } = testSandbox();
		const autorisationId = await share(plainMeter);

		const again = await postForm(AUTHORIZE_PATH, { ...answer, decision: 'approve' });
		expect(again.status).toBe(409);
		expect(again.headers.get('location')).toBeNull();
		const page = await again.text();
		expect(page).toContain('Une erreur est survenue lors du partage de vos données');
		expect(page).toContain('href="/mon-compte"');

		expect(await (await app.request(ACCOUNT_PATH)).text()).toContain(plainMeter.pointId);
		const deleted = await postForm(ACCOUNT_PATH, { point_id: plainMeter.pointId });
		expect(deleted.status).toBe(303);
		expect(deleted.headers.get('location')).toBe(ACCOUNT_PATH);
		expect(await (await app.request(ACCOUNT_PATH)).text()).toContain('Aucun compteur n’est partagé.');

		expect(await share(plainMeter)).toBe(autorisationId);
	});

	it('is possible when the old share has ended', async () => {
		const { clock, postForm, share } = testSandbox();
		const autorisationId = await share(plainMeter);
		clock.set(Date.parse('2029-11-23T09:00:00Z'));
		const response = await postForm(AUTHORIZE_PATH, { ...answer, decision: 'approve' });
		expect(response.headers.get('location')).toContain(`autorisation_id=${autorisationId}`);
	});
});
