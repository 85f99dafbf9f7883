import { expect, test } from 'vitest';
import { createTokenSource } from './token-source.ts';
import { openGate } from '../http/call-gate.ts';
import { noBreakers } from '../http/circuit-breaker.ts';

const never = new AbortController().signal;

function setUp(answers: (() => Response | Promise<Response>)[]) {
	const calls: { url: string; init: RequestInit | undefined }[] = [];
	const time = { nowMs: Date.UTC(2026, 9, 5) };
	const source = createTokenSource(
		{ apiUrl: new URL('https://gw.example.org/'), clientId: 'an id', clientSecret: 's&cret' },
		{
			fetch: (url, init) => {
				calls.push({ url: url instanceof URL ? url.href : '', init });
				const next = answers[calls.length - 1];
				return next ? Promise.resolve(next()) : Promise.reject(new Error('no more answers'));
			},
			now: () => new Date(time.nowMs),
			sleep: () => Promise.reject(new Error('does not sleep')),
			gate: openGate,
			breakers: noBreakers,
		},
	);
	return { source, calls, time };
}

const token =
	(name: string, expiresIn: unknown = 12_600) =>
	() =>
		Response.json({ access_token: name, token_type: 'Bearer', expires_in: expiresIn, scope: '' });

test('asks with the client’s credentials, in a form', async () => {
	const { source, calls } = setUp([token('one')]);
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'one' });
	expect(calls).toHaveLength(1);
	expect(calls[0]?.url).toBe('https://gw.example.org/oauth2/v3/token');
	expect(calls[0]?.init).toMatchObject({
		method: 'POST',
		body: 'grant_type=client_credentials&client_id=an+id&client_secret=s%26cret',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
});

test.each([12_600, '12600'])(
	'keeps a token of %j seconds until shortly before its end',
	async (expiresIn) => {
		const { source, calls, time } = setUp([token('one', expiresIn), token('two')]);
		await source.get(never);
		time.nowMs += 12_299_000;
		expect(await source.get(never)).toEqual({ kind: 'token', token: 'one' });
		time.nowMs += 1_000;
		expect(await source.get(never)).toEqual({ kind: 'token', token: 'two' });
		expect(calls).toHaveLength(2);
	},
);

test('a token of short life serves half of it', async () => {
	const { source, time } = setUp([token('one', 60), token('two')]);
	await source.get(never);
	time.nowMs += 29_999;
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'one' });
	time.nowMs += 1;
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'two' });
});

test('who asks at once waits for the same call; who gives up takes it from nobody', async () => {
	let answerNow: (response: Response) => void = () => undefined;
	const { source, calls } = setUp([() => new Promise<Response>((resolve) => (answerNow = resolve))]);
	const controller = new AbortController();
	const waiting = [source.get(controller.signal), source.get(never), source.get(never)];
	controller.abort();
	expect(await waiting[0]).toMatchObject({ kind: 'failure', failure: { class: 'outage', code: 'aborted' } });
	answerNow(token('one')());
	expect(await Promise.all(waiting.slice(1))).toEqual([
		{ kind: 'token', token: 'one' },
		{ kind: 'token', token: 'one' },
	]);
	expect(calls).toHaveLength(1);
});

test('who has given up already starts no call', async () => {
	const { source, calls } = setUp([token('one')]);
	expect(await source.get(AbortSignal.abort())).toMatchObject({ failure: { code: 'aborted' } });
	expect(calls).toEqual([]);
});

test('a refused token is forgotten, a newer one is not', async () => {
	const { source, calls } = setUp([token('one'), token('two')]);
	await source.get(never);
	source.discard('one');
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'two' });
	source.discard('one');
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'two' });
	expect(calls).toHaveLength(2);
});

test('a failure is told and not kept', async () => {
	const { source } = setUp([
		() => Response.json({ error: 'invalid_client', error_description: 's&cret' }, { status: 400 }),
		() => Promise.reject(new TypeError('fetch failed')),
		token('one'),
	]);
	const refused = await source.get(never);
	expect(refused).toMatchObject({
		kind: 'failure',
		failure: { class: 'application', code: 'invalid_client' },
	});
	expect(JSON.stringify(refused)).not.toContain('s&cret');
	expect(await source.get(never)).toMatchObject({ failure: { class: 'outage', code: 'unreachable' } });
	expect(await source.get(never)).toEqual({ kind: 'token', token: 'one' });
});

test.each([
	['no token', { expires_in: 12_600 }],
	['no life', { access_token: 'x' }],
	['an unreadable life', { access_token: 'x', expires_in: 'soon' }],
	['no life left', { access_token: 'x', expires_in: 0 }],
	['a token that cannot stand in a header', { access_token: 'x\ny', expires_in: 12_600 }],
])('%s is not understood', async (_, body) => {
	const { source } = setUp([() => Response.json(body)]);
	expect(await source.get(never)).toMatchObject({ failure: { class: 'shape', code: 'unexpected_body' } });
});
