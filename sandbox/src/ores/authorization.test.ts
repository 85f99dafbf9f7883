import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OresState } from './ores-operator.ts';
import { testOres, type TestOres, type Tokens } from './test-ores.ts';

let ores: TestOres;
let ean: string;
let state: OresState | undefined;

beforeAll(async () => {
	ores = await testOres({ onChange: (changed) => (state = structuredClone(changed)), tokenSeconds: 120 });
	[{ ean } = { ean: '' }] = await ores.control<{ ean: string }[]>('meters');
});
afterAll(() => ores.stop());
beforeEach(() => ores.control('calls', 'DELETE'));

const refresh = ({ refresh_token }: Pick<Tokens, 'refresh_token'>, from = ores) =>
	from.token({ grant_type: 'refresh_token', refresh_token });

describe('the consent page', () => {
	it('names the metering points, ticks none, and asks for no password', async () => {
		const page = (await ores.depart()).headers.get('location') ?? '';
		expect(new URL(page, ores.url).pathname).toMatch(/^\/ores\/consent\/[\w-]+$/);
		// The page keeps to its browser.
		const elsewhere = await fetch(new URL(page, ores.url));
		expect(elsewhere.status).toBe(400);
		expect(await elsewhere.text()).toContain('n’est plus valable');
	});

	it('gives back a code and the state', async () => {
		const back = await ores.decide({ ean, decision: 'accept' });
		expect(back.searchParams.get('state')).toBe('abc');
		expect(back.searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
	});

	it('gives back a refusal', async () => {
		const back = await ores.decide({ ean, decision: 'refuse' });
		expect(back.searchParams.get('error')).toBe('access_denied');
		expect(back.searchParams.has('code')).toBe(false);
	});

	it.each([
		['no point', { decision: 'accept' }],
		['an unknown point', { ean: '541456003702524722', decision: 'accept' }],
		['no decision', { ean: '541456003702524722' }],
	])('takes %s for no answer', async (_, form) => {
		await expect(ores.decide(form)).rejects.toThrow('400: ');
	});

	it('is not shown without PKCE', async () => {
		const answer = await ores.depart({ code_challenge: '', code_challenge_method: '' });
		expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
	});

	it('sends nobody to an address that is not registered', async () => {
		expect((await ores.depart({ redirect_uri: 'http://127.0.0.1:1/elsewhere' })).status).toBe(400);
	});
});

describe('tokens', () => {
	it('come for a code, and open the points that were consented to', async () => {
		const tokens = await ores.connect(ean);
		expect(tokens).toMatchObject({ expires_in: 120, token_type: 'Bearer' });
		expect(await (await ores.measure('metering_points', tokens.access_token)).json()).toEqual({
			consent_id: expect.stringMatching(/^C-[0-9a-f]{12}$/) as string,
			metering_points: [{ ean, consumption: true, production: true, valid_until: '2029-11-22' }],
		});
	});

	it('rotate, and a spent one ends all of them', async () => {
		const first = await ores.connect(ean);
		const second = (await (await refresh(first)).json()) as Tokens;
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect((await ores.measure('metering_points', second.access_token)).status).toBe(200);

		const again = await refresh(first);
		expect({ status: again.status, body: await again.json() }).toMatchObject({
			status: 400,
			body: { error: 'invalid_grant' },
		});
		expect((await refresh(second)).status).toBe(400);
		expect((await ores.measure('metering_points', second.access_token)).status).toBe(401);
		expect(await ores.control('calls')).toMatchObject({
			tokens: { authorization_code: 1, refresh_token: 1, refused: 2 },
		});
	});

	it('end with a revocation', async () => {
		const tokens = await ores.connect(ean);
		const answer = await fetch(`${ores.url}/ores/oauth/revoke`, {
			method: 'POST',
			headers: { authorization: `Basic ${btoa('app:secret%3A1')}` },
			body: new URLSearchParams({ token: tokens.refresh_token }),
		});
		expect(answer.status).toBe(200);
		expect((await refresh(tokens)).status).toBe(400);
		expect(await ores.control('calls')).toMatchObject({ revocations: 1 });
	});

	it('end when the holder takes the consent back', async () => {
		const tokens = await ores.connect(ean);
		await ores.control(`consents/${ean}`, 'DELETE');
		expect((await ores.measure('metering_points', tokens.access_token)).status).toBe(401);
		expect((await refresh(tokens)).status).toBe(400);
	});

	it('are there still after a restart', async () => {
		const tokens = await ores.connect(ean);
		const restarted = await testOres({ initial: structuredClone(state) });
		try {
			// The server is made by its first call.
			const next = (await (await refresh(tokens, restarted)).json()) as Tokens;
			expect((await restarted.measure('metering_points', next.access_token)).status).toBe(200);
		} finally {
			await restarted.stop();
		}
	});
});

describe('trouble', () => {
	it('loses an answer after the tokens have rotated', async () => {
		const tokens = await ores.connect(ean);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 1, kind: 'lost_answer' } });
		await expect(refresh(tokens)).rejects.toThrow('fetch failed');
		expect(await ores.control('calls')).toMatchObject({ tokens: { refresh_token: 1 } });
		expect((await refresh(tokens)).status).toBe(400);
	});

	it.each([
		['unavailable_503', 503],
		['invalid_client', 401],
		['garbage', 200],
	])('answers a call for tokens with %s, and spends nothing', async (kind, status) => {
		const tokens = await ores.connect(ean);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 1, kind } });
		expect((await refresh(tokens)).status).toBe(status);
		expect((await refresh(tokens)).status).toBe(200);
	});

	it('is asked for in a form that it knows', async () => {
		expect(
			await ores.control('faults', 'PUT', { nextTokens: { calls: 1, kind: 'earthquake' } }),
		).toMatchObject({
			message: expect.stringContaining('nextTokens.kind') as string,
		});
	});
});
