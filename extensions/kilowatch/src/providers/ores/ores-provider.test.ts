import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openGate } from '../http/call-gate.ts';
import { noBreakers } from '../http/circuit-breaker.ts';
import type { Provider } from '../provider.ts';
import { createOresProvider } from './ores-provider.ts';

const EAN = '541456003702524723';
const never = new AbortController().signal;
const now = new Date('2026-11-23T09:00:00Z');

interface Call {
	url: URL;
	method: string;
	form: URLSearchParams;
	authorization: string | null;
}

type Answer = (call: Call) => Response | Promise<Response>;

/** ORES answering what it is told to, and what it was asked. */
function ores(...answers: Answer[]): { provider: Provider; calls: Call[] } {
	const calls: Call[] = [];
	const provider = createOresProvider(
		{
			apiUrl: new URL('https://api.example.org/ores'),
			authorizeUrl: new URL('https://login.example.org/authorize'),
			tokenUrl: new URL('https://login.example.org/token'),
			revokeUrl: new URL('https://login.example.org/revoke'),
			clientId: 'client',
			clientSecret: 'sec:ret',
			redirectUri: new URL('https://directus.example.org/kilowatch/oauth/ores/callback'),
		},
		{
			now: () => now,
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			fetch: (input, init) => {
				const call = {
					url: new URL(input instanceof Request ? input.url : input),
					method: init?.method ?? 'GET',
					form: new URLSearchParams(init?.body instanceof URLSearchParams ? init.body : ''),
					authorization: new Headers(init?.headers).get('authorization'),
				};
				calls.push(call);
				const answer = answers[Math.min(calls.length, answers.length) - 1];

				return answer ? Promise.resolve(answer(call)) : Promise.reject(new TypeError('fetch failed'));
			},
		},
	);

	return { provider, calls };
}

const tokens =
	(more: object = {}) =>
	() =>
		Response.json({
			access_token: 'access-1',
			refresh_token: 'refresh-1',
			token_type: 'Bearer',
			expires_in: 3600,
			...more,
		});
const refusal = (status: number, error: string) => () => Response.json({ error }, { status });
const meteringPoints = () =>
	Response.json({
		consent_id: 'C-1',
		metering_points: [{ ean: EAN, consumption: true, production: false, valid_until: '2029-11-22' }],
	});
const credentials = (refreshToken = 'refresh-1', useUntil = '2026-11-23T09:59:00.000Z') =>
	JSON.stringify({ access_token: 'access-1', use_until: useUntil, refresh_token: refreshToken });

describe('the way to ORES', () => {
	test('carries the challenge of the verifier, and never the verifier', () => {
		const { provider } = ores();
		const verifier = provider.tokens?.makeVerifier() ?? '';
		const url = provider.authorizationUrl({ state: 'abc', months: 36, verifier });

		expect(verifier).toMatch(/^[\w-]{43}$/);
		expect(Object.fromEntries(url.searchParams)).toEqual({
			client_id: 'client',
			redirect_uri: 'https://directus.example.org/kilowatch/oauth/ores/callback',
			response_type: 'code',
			scope: 'consumption',
			state: 'abc',
			code_challenge: createHash('sha256').update(verifier).digest('base64url'),
			code_challenge_method: 'S256',
		});
		expect(() => provider.authorizationUrl({ state: 'abc', months: 36 })).toThrow(RangeError);
		expect(() => provider.authorizationUrl({ state: '', months: 36, verifier })).toThrow(RangeError);
	});

	test('and back: the code becomes tokens, and those name the meters', async () => {
		const { provider, calls } = ores(tokens(), meteringPoints);
		const outcome = await provider.completeConsent({ code: 'the-code', iss: 'anybody' }, never, {
			verifier: 'the-verifier',
		});

		expect(outcome).toEqual({
			kind: 'granted',
			externalId: 'C-1',
			points: [{ pointId: EAN, validUntil: '2029-11-22', consumption: true, production: false }],
			credentials: credentials(),
		});
		expect(calls.map(({ url }) => url.href)).toEqual([
			'https://login.example.org/token',
			'https://api.example.org/ores/v1/metering_points',
		]);
		expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
			grant_type: 'authorization_code',
			code: 'the-code',
			code_verifier: 'the-verifier',
			redirect_uri: 'https://directus.example.org/kilowatch/oauth/ores/callback',
		});
		expect(calls[0]?.authorization).toBe(`Basic ${btoa('client:sec%3Aret')}`);
		expect(calls[1]?.authorization).toBe('Bearer access-1');
	});

	test.each<[string, Record<string, string>, string, string]>([
		['the holder refused', { error: 'access_denied' }, 'refused', 'access_denied'],
		['the request was wrong', { error: 'invalid_scope' }, 'failure', 'invalid_scope'],
		['the error is no code', { error: 'access denied <b>' }, 'failure', 'unreadable_callback'],
		['there is no code', {}, 'failure', 'unreadable_callback'],
		['the code cannot be one', { code: 'ä' }, 'failure', 'unreadable_callback'],
	])('asks nothing where %s', async (_, callback, kind, code) => {
		const { provider, calls } = ores();

		expect(await provider.completeConsent(callback, never, { verifier: 'v' })).toMatchObject({
			kind,
			failure: { code },
		});
		expect(calls).toEqual([]);
	});

	test.each<[string, Answer[], string, object]>([
		[
			'the code is over',
			[refusal(400, 'invalid_grant')],
			'failure',
			{ class: 'consent', code: 'invalid_grant' },
		],
		[
			'ORES is away',
			[() => new Response('', { status: 503 })],
			'later',
			{ class: 'outage', code: 'http_503' },
		],
		['nobody answers', [], 'later', { class: 'outage', code: 'unreachable' }],
		['we are unknown', [refusal(401, 'invalid_client')], 'failure', { class: 'application' }],
		[
			'there is no refresh token',
			[tokens({ refresh_token: undefined })],
			'failure',
			{ class: 'application' },
		],
		['the token cannot be one', [tokens({ access_token: 'a b\n' })], 'failure', { class: 'application' }],
		['the answer is a page', [() => new Response('<html>')], 'failure', { class: 'application' }],
		[
			'we are sent elsewhere',
			[() => Response.redirect('https://x.example.org')],
			'failure',
			{ class: 'application' },
		],
	])('is told apart where %s', async (_, answers, kind, failure) => {
		const outcome = await ores(...answers).provider.completeConsent({ code: 'c' }, never, { verifier: 'v' });

		expect(outcome).toMatchObject({ kind, failure });
		expect(outcome).not.toHaveProperty('credentials');
		expect(JSON.stringify(outcome)).not.toMatch(/refresh-1|access-1/);
	});

	test('gives the tokens back where the meters are not named yet, and goes on from them', async () => {
		const first = ores(tokens(), () => new Response('', { status: 503 }));
		const waiting = await first.provider.completeConsent({ code: 'c' }, never, { verifier: 'v' });
		expect(waiting).toMatchObject({ kind: 'later', credentials: credentials() });

		const second = ores(meteringPoints);
		const kept = { verifier: 'v', credentials: credentials() };
		expect(await second.provider.completeConsent({ code: 'c' }, never, kept)).toMatchObject({
			kind: 'granted',
		});
		expect(second.calls).toHaveLength(1);

		const late = ores(tokens({ refresh_token: 'refresh-2' }), meteringPoints);
		const expired = { verifier: 'v', credentials: credentials('refresh-1', '2026-11-23T09:00:00.000Z') };
		expect(await late.provider.completeConsent({ code: 'c' }, never, expired)).toMatchObject({
			kind: 'granted',
			credentials: credentials('refresh-2'),
		});
		expect(late.calls[0]?.form.get('grant_type')).toBe('refresh_token');
	});

	test('is loud where the meters come in another form', async () => {
		for (const body of ['[]', '{"consent_id":"C","metering_points":[{"ean":"541456003702524722"}]}'])
			expect(
				await ores(tokens(), () => new Response(body)).provider.completeConsent({ code: 'c' }, never, {
					verifier: 'v',
				}),
			).toMatchObject({ kind: 'failure', failure: { class: 'shape' }, credentials: credentials() });
	});
});

describe('refreshing', () => {
	const refresh = (...answers: Answer[]) => ores(...answers).provider.tokens?.refresh(credentials(), never);

	test('spends the old tokens for new ones, and keeps an old refresh token that is not replaced', async () => {
		const { provider, calls } = ores(
			tokens({ refresh_token: 'refresh-2' }),
			tokens({ refresh_token: undefined }),
		);

		expect(await provider.tokens?.refresh(credentials(), never)).toEqual({
			kind: 'refreshed',
			credentials: credentials('refresh-2'),
		});
		expect(await provider.tokens?.refresh(credentials('kept'), never)).toEqual({
			kind: 'refreshed',
			credentials: credentials('kept'),
		});
		expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
			grant_type: 'refresh_token',
			refresh_token: 'refresh-1',
		});
	});

	test('knows a consent that is over', async () => {
		expect(await refresh(refusal(400, 'invalid_grant'))).toMatchObject({ kind: 'ended' });
	});

	test.each<[string, Answer | undefined, string, boolean]>([
		['nobody answered', undefined, 'outage', true],
		['a 502', () => new Response('', { status: 502 }), 'outage', true],
		['a page in its place', () => new Response('<html>'), 'application', true],
		['a token of another kind', tokens({ token_type: 'mac' }), 'application', true],
		['our credentials', refusal(401, 'invalid_client'), 'application', false],
		['the number of calls', () => new Response('', { status: 429 }), 'throttled', false],
		['a page that refuses', () => new Response('<html>', { status: 403 }), 'outage', false],
	])('says whether the old ones may be spent: %s', async (_, answer, failureClass, isSpentUnknown) => {
		expect(await refresh(...(answer ? [answer] : []))).toMatchObject({
			kind: 'failure',
			failure: { class: failureClass },
			isSpentUnknown,
		});
	});

	test('spends nothing where the circuit is open, or the caller has given up', async () => {
		const { provider, calls } = ores(tokens());

		expect(await provider.tokens?.refresh(credentials(), AbortSignal.abort())).toMatchObject({
			failure: { code: 'aborted' },
			isSpentUnknown: false,
		});
		expect(await provider.tokens?.refresh('not ours', never)).toMatchObject({
			failure: { code: 'unreadable_credentials' },
			isSpentUnknown: false,
		});
		expect(calls).toEqual([]);
	});

	test.each([
		[3600, '2026-11-23T09:58:59Z', true],
		[3600, '2026-11-23T09:59:00Z', false],
		[60, '2026-11-23T09:00:29Z', true],
		[60, '2026-11-23T09:00:30Z', false],
	])('of %i seconds, a token at %s is good: %s', async (life, at, isGood) => {
		const outcome = await ores(tokens({ expires_in: life })).provider.tokens?.refresh(credentials(), never);
		if (outcome?.kind !== 'refreshed') throw new Error('There are no tokens');
		const { use_until } = JSON.parse(outcome.credentials) as { use_until: string };

		expect(new Date(at) < new Date(use_until)).toBe(isGood);
	});
});

describe('revoking', () => {
	test('names the refresh token to the revocation endpoint', async () => {
		const { provider, calls } = ores(() => new Response());

		expect(await provider.revokeCredentials?.(credentials(), never)).toEqual({ kind: 'revoked' });
		expect(calls[0]?.url.href).toBe('https://login.example.org/revoke');
		expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
			token: 'refresh-1',
			token_type_hint: 'refresh_token',
		});
		expect(calls[0]?.authorization).toMatch(/^Basic /);
	});

	test.each<[string, Answer | undefined, string]>([
		['away', undefined, 'outage'],
		['a 503', () => new Response('', { status: 503 }), 'outage'],
		['our credentials', refusal(401, 'invalid_client'), 'application'],
	])('says why it did not work: %s', async (_, answer, failureClass) => {
		const { provider } = ores(...(answer ? [answer] : []));

		expect(await provider.revokeCredentials?.(credentials(), never)).toMatchObject({
			kind: 'failure',
			failure: { class: failureClass },
		});
	});

	test('asks nothing with what is not its own', async () => {
		expect(await ores().provider.revokeCredentials?.('{}', never)).toMatchObject({
			kind: 'failure',
			failure: { class: 'bad_request' },
		});
	});
});

describe('a measure', () => {
	const window = { measure: 'load_curve', pointId: EAN, from: '2026-10-24', to: '2026-10-27' } as const;

	test('is asked for from local midnight to local midnight', async () => {
		const { provider, calls } = ores(() => new Response('{}'));
		const access = {
			token: () => Promise.resolve({ kind: 'token' as const, token: 't' }),
			discard: () => undefined,
		};
		await provider.fetchWindow(window, never, access);

		expect(calls[0]?.url.pathname).toBe('/ores/v1/consumption_load_curve');
		expect(Object.fromEntries(calls[0]?.url.searchParams ?? [])).toEqual({
			prm: EAN,
			start: '2026-10-24T00:00:00+02:00',
			end: '2026-10-27T00:00:00+01:00',
		});
	});

	test('that is refused with a token is asked for once more with another', async () => {
		const given = ['one', 'two', 'three'];
		const discarded: string[] = [];
		const { provider, calls } = ores(refusal(401, 'invalid_token'));
		const outcome = await provider.fetchWindow(window, never, {
			token: () => Promise.resolve({ kind: 'token', token: given.shift() ?? '' }),
			discard: (token) => discarded.push(token),
		});

		expect(outcome).toMatchObject({ kind: 'failure', failure: { class: 'auth' } });
		expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer one', 'Bearer two']);
		expect(discarded).toEqual(['one', 'two']);
	});

	test('without a token is not asked for', async () => {
		const failure = { class: 'consent', code: 'credentials_lost', message: '' } as const;
		const { provider, calls } = ores();

		expect(
			await provider.fetchWindow(window, never, {
				token: () => Promise.resolve({ kind: 'failure', failure }),
				discard: () => undefined,
			}),
		).toEqual({ kind: 'failure', failure });
		expect(calls).toEqual([]);
		await expect(provider.fetchWindow(window, never)).rejects.toThrow(TypeError);
	});
});
