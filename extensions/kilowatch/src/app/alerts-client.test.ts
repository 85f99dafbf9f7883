import { expect, test, vi } from 'vitest';
import { getAlerts, getAlertSettings, judgeAlert, setAlertSettings } from './alerts-client.ts';
import type { HttpClient } from './kilowatch-client.ts';

const { signal } = new AbortController();

function answering(data: unknown) {
	const get = vi.fn(() => Promise.resolve({ data }));
	const post = vi.fn(() => Promise.resolve({ data }));

	return { get, post, http: { get, post } as unknown as HttpClient };
}

test('states go into one parameter, and what is not asked for into none', async () => {
	const { http, get } = answering({ data: [], meta: { next_cursor: null } });
	await getAlerts(http, { status: ['open', 'acknowledged'], building: 7, limit: 25, language: 'fr' }, signal);
	await getAlerts(http, { limit: 25, cursor: 'abc' }, signal);
	expect(get.mock.calls).toEqual([
		[
			'/kilowatch/alerts',
			{ params: { status: 'open,acknowledged', building: 7, limit: 25, language: 'fr' }, signal },
		],
		['/kilowatch/alerts', { params: { status: undefined, limit: 25, cursor: 'abc' }, signal }],
	]);
});

test('settings are those of a building, or of the portfolio', async () => {
	const answer = { own: {}, settings: {} };
	const { http, get, post } = answering({ data: answer });
	expect(await getAlertSettings(http, 'a/b', signal)).toBe(answer);
	await getAlertSettings(http, undefined, signal);
	await setAlertSettings(http, 7, { settings: null });
	await judgeAlert(http, 'x', { verdict: 'false' });
	expect(get.mock.calls.map(([path]: unknown[]) => path)).toEqual([
		'/kilowatch/buildings/a%2Fb/alert-settings',
		'/kilowatch/alert-settings',
	]);
	expect(post.mock.calls).toEqual([
		['/kilowatch/buildings/7/alert-settings', { settings: null }],
		['/kilowatch/alerts/x/verdict', { verdict: 'false' }],
	]);
});
