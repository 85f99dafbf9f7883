import { describe, expect, it } from 'vitest';
import { plainMeter, testSandbox, youngMeter } from '../test-sandbox.ts';
import { AUTHORIZE_V1_PATH, LEAVE_PATH } from './pages.ts';

const query = 'client_id=app&response_type=code&state=abc7&duration=P3Y';
const answer = { client_id: 'app', duration: 'P3Y', state: 'abc7' };

describe('the consent page v1', () => {
	it('lets the holder choose several meters', async () => {
		const { app } = testSandbox();
		const page = await (await app.request(`${AUTHORIZE_V1_PATH}?${query}`)).text();
		for (const { pointId } of [plainMeter, youngMeter])
			expect(page).toContain(`type="checkbox" name="point_id" value="${pointId}"`);
	});

	it('comes back with a code and the PRMs, separated by a semicolon', async () => {
		const { app } = testSandbox();
		const form = new URLSearchParams({ ...answer, decision: 'approve' });
		form.append('point_id', plainMeter.pointId);
		form.append('point_id', youngMeter.pointId);
		const response = await app.request(AUTHORIZE_V1_PATH, { method: 'POST', body: form });

		const location = new URL(response.headers.get('location') ?? '');
		expect([...location.searchParams.keys()]).toEqual(['tenant', 'code', 'usage_point_id', 'state']);
		expect(location.searchParams.get('usage_point_id')).toBe(`${plainMeter.pointId};${youngMeter.pointId}`);
		expect(await (await app.request('/sandbox/meters')).json()).toEqual([
			expect.objectContaining({ isShared: true }),
			expect.objectContaining({ isShared: true }),
		]);
	});

	it('comes back with the refusal', async () => {
		const { postForm } = testSandbox();
		const response = await postForm(AUTHORIZE_V1_PATH, { ...answer, decision: 'refuse' });
		expect(response.headers.get('location')).toContain('error=access_denied');
	});

	it.each([
		['no meter', {}, 400],
		['an unknown meter', { point_id: '00000000000000' }, 400],
		['a duration in hours', { point_id: plainMeter.pointId, duration: 'PT24H' }, 500],
		['four years', { point_id: plainMeter.pointId, duration: 'P4Y' }, 400],
	])('with %s ends on an error page', async (_, fields, status) => {
		const response = await testSandbox().postForm(AUTHORIZE_V1_PATH, {
			...answer,
			...fields,
			decision: 'approve',
		});
		expect(response.status).toBe(status);
		expect(response.headers.get('location')).toBeNull();
	});

	it('does not know a redirect_uri', async () => {
		const page = await testSandbox().app.request(
			`${AUTHORIZE_V1_PATH}?${query}&redirect_uri=https://example.org`,
		);
		expect(page.status).toBe(404);
	});

	it('shows a test client’s meters by the last digit of the state, where that is switched on', async () => {
		const meters = [plainMeter, { ...youngMeter, persona: 7 }];
		const text = async (isPersonaByState: boolean): Promise<string> => {
			const { app } = testSandbox('2026-11-23T09:00:00Z', { meters, isPersonaByState });

			return (await app.request(`${AUTHORIZE_V1_PATH}?${query}`)).text();
		};
		expect(await text(true)).not.toContain(plainMeter.pointId);
		expect(await text(true)).toContain(youngMeter.pointId);
		expect(await text(false)).toContain(plainMeter.pointId);
	});
});

it('a holder may go away without an answer', async () => {
	const { app } = testSandbox();
	const page = await (await app.request(`${AUTHORIZE_V1_PATH}?${query}`)).text();
	expect(page).toContain(`href="${LEAVE_PATH}"`);
	const left = await app.request(LEAVE_PATH);
	expect(left.status).toBe(200);
	expect(left.headers.get('location')).toBeNull();
});

it('a request may come to nothing on the page v2', async () => {
	const response = await testSandbox().postForm('/dataconnect/v2/oauth2/authorize', {
		...answer,
		decision: 'abandon',
	});
	expect(response.headers.get('location')).toContain(
		'error=invalid_request&error_description=demande_non_aboutie&state=abc7',
	);
});
