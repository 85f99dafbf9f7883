import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterEach, describe, expect, it } from 'vitest';
import { plainMeter, testSandbox, type TestSandbox } from '../test-sandbox.ts';

const period = { pointId: plainMeter.pointId, dateDebut: '2026-11-20', dateFin: '2026-11-21' };
const real = { callLimits: {} };

const ask = (sandbox: TestSandbox): Promise<Response> => sandbox.measure('consommation_quotidienne', period);

async function put(sandbox: TestSandbox, faults: object): Promise<Response> {
	return sandbox.app.request('/sandbox/gateway', { method: 'PUT', body: JSON.stringify(faults) });
}

describe('the limits of an API', () => {
	it('are five calls a second, told with the gateway’s body', async () => {
		const sandbox = testSandbox('2026-07-17T04:59:59.000Z', real);
		await sandbox.share(plainMeter);
		const answers = [];
		for (let call = 0; call < 6; call++) answers.push(await ask(sandbox));

		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429]);
		const nextAccessTime = '2026-Jul-17 05:00:00+0000 UTC';
		expect(await answers[5]?.json()).toEqual({
			code: '900804',
			message: 'Message throttled out',
			description: `You have exceeded your quota .You can access API after ${nextAccessTime}`,
			nextAccessTime,
		});
		sandbox.clock.set(Date.parse('2026-07-17T05:00:00Z'));
		expect((await ask(sandbox)).status).toBe(400);
	});

	it('are a thousand an hour, each API’s own', async () => {
		const sandbox = testSandbox('2026-11-23T09:00:00Z', { callLimits: { perSecond: 10_000 } });
		await sandbox.share(plainMeter);
		for (let call = 0; call < 1_000; call++) expect((await ask(sandbox)).status).toBe(200);

		const refused = await ask(sandbox);
		expect(refused.status).toBe(429);
		expect(await refused.json()).toMatchObject({ nextAccessTime: '2026-Nov-23 10:00:00+0000 UTC' });
		const services = await sandbox.app.request('/subscribed_services/v1', {
			method: 'POST',
			headers: { authorization: `Bearer ${await sandbox.token()}` },
			body: JSON.stringify({ autorisationId: 1, comptage: true }),
		});
		expect(services.status).toBe(200);
	});

	it('say in the former generation until what time of day in Paris', async () => {
		const sandbox = testSandbox('2026-11-23T09:00:00Z', { callLimits: { perSecond: 1 } });
		const path = `/customers_i/v5/identity?usage_point_id=${plainMeter.pointId}`;
		const headers = { authorization: `Bearer ${await sandbox.token()}` };
		await sandbox.app.request(path, { headers });
		const refused = await sandbox.app.request(path, { headers });

		expect(refused.status).toBe(429);
		expect(await refused.json()).toEqual({
			error: 'Quota Q3 reached',
			error_description: 'Call threshold allowed on 10:00:01',
		});
	});
});

describe('trouble', () => {
	it.each([
		['plain_500', 500, 'Internal Server error'],
		['unavailable_503', 503, '"303001"'],
		['html_504', 504, '<html>'],
		['unauthorized', 401, '"900901"'],
		['garbage', 200, 'not what was asked for'],
	])('%s comes as often as was asked for', async (kind, status, text) => {
		const sandbox = testSandbox();
		await sandbox.share(plainMeter);
		await put(sandbox, { next: { kind, calls: 2 } });

		for (let call = 0; call < 2; call++) {
			const answer = await ask(sandbox);
			expect(answer.status).toBe(status);
			expect(await answer.text()).toContain(text);
		}
		expect((await ask(sandbox)).status).toBe(200);
	});

	it('can be one API’s alone', async () => {
		const sandbox = testSandbox();
		await sandbox.share(plainMeter);
		await put(sandbox, { next: { kind: 'plain_500', calls: 1, api: 'subscribed_services' } });

		expect((await ask(sandbox)).status).toBe(200);
	});

	it('is a missing subscription until it is taken away', async () => {
		const sandbox = testSandbox();
		await sandbox.share(plainMeter);
		await put(sandbox, { notSubscribed: ['mesure_synchrone_auto'] });
		const answer = await ask(sandbox);
		expect(answer.status).toBe(403);
		expect(await answer.json()).toMatchObject({ code: '900908', message: 'Resource forbidden ' });

		await sandbox.app.request('/sandbox/gateway', { method: 'DELETE' });
		expect((await ask(sandbox)).status).toBe(200);
	});

	it('comes at random, the same for the same seed', async () => {
		const statuses = async (seed: number): Promise<number[]> => {
			const sandbox = testSandbox();
			await sandbox.share(plainMeter);
			await put(sandbox, { random: { probability: 0.3, seed } });
			const all = [];
			for (let call = 0; call < 60; call++) all.push((await ask(sandbox)).status);

			return all;
		};
		const first = await statuses(1);
		expect(await statuses(1)).toEqual(first);
		expect(await statuses(2)).not.toEqual(first);
		const failed = first.filter((status) => status === 500).length;
		expect(failed).toBeGreaterThan(8);
		expect(failed).toBeLessThan(30);
	});

	it('of the consent page is a 503', async () => {
		const sandbox = testSandbox();
		await put(sandbox, { consentOutage: true });
		const page = await sandbox.app.request(
			'/dataconnect/v2/oauth2/authorize?client_id=app&response_type=code&duration=P1Y',
		);
		expect(page.status).toBe(503);
	});

	it.each([{ next: { kind: 'explode', calls: 1 } }, { next: { kind: 'hang', calls: 0 } }, { unknown: 1 }])(
		'%j is refused and changes nothing',
		async (faults) => {
			const sandbox = testSandbox();
			expect((await put(sandbox, faults)).status).toBe(400);
			expect(await (await sandbox.app.request('/sandbox/gateway')).json()).toMatchObject({ next: null });
		},
	);
});

describe('a connection', () => {
	let server: Server | undefined;
	afterEach(() => {
		server?.closeAllConnections();
		server?.close();
	});

	async function served(sandbox: TestSandbox): Promise<string> {
		const listener = getRequestListener(sandbox.app.fetch);
		server = createServer((request, response) => void listener(request, response));
		await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));

		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	it.each(['close', 'half_body'])('can end early: %s', async (kind) => {
		const sandbox = testSandbox();
		await sandbox.share(plainMeter);
		const url = await served(sandbox);
		const headers = { authorization: `Bearer ${await sandbox.token()}` };
		const path = `${url}/mesure_synchrone_auto/v2/consommation_quotidienne?${new URLSearchParams(period).toString()}`;
		await put(sandbox, { next: { kind, calls: 1 } });

		await expect(fetch(path, { headers }).then((response) => response.text())).rejects.toThrow();
		expect((await fetch(path, { headers })).status).toBe(200);
	});

	it('can stay silent', async () => {
		const sandbox = testSandbox();
		await put(sandbox, { next: { kind: 'hang', calls: 1, hangMs: 5_000 } });
		const url = await served(sandbox);
		const answer = fetch(`${url}/comptage_auto/v1/${plainMeter.pointId}`, {
			signal: AbortSignal.timeout(100),
		});

		await expect(answer).rejects.toThrow(/timeout/i);
	});
});

it('tells what was called, refused calls too, until it is told to forget', async () => {
	const sandbox = testSandbox();
	await ask(sandbox);
	await ask(sandbox);
	const { total, last } = (await (await sandbox.app.request('/sandbox/calls')).json()) as {
		total: object;
		last: object[];
	};
	expect(total).toEqual({ mesure_synchrone_auto: 2 });
	expect(last).toHaveLength(2);
	expect(last[0]).toMatchObject({
		api: 'mesure_synchrone_auto',
		method: 'GET',
		path: '/mesure_synchrone_auto/v2/consommation_quotidienne',
		at: '2026-11-23T09:00:00.000Z',
	});

	await sandbox.app.request('/sandbox/calls', { method: 'DELETE' });
	expect(await (await sandbox.app.request('/sandbox/calls')).json()).toEqual({ total: {}, last: [] });
});
