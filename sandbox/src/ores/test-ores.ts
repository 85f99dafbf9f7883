import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createClock } from '../clock.ts';
import { createSandbox, type SandboxOptions } from '../server.ts';

const REDIRECT_URI = 'http://127.0.0.1:1/back';

/** ORES on a server of its own, for authorization needs one; its clock stands still at 10:00 in Brussels on 2026-11-23. */
export interface TestOres {
	url: string;
	/** An application's way to the consent page: the page, and its cookies. */
	depart(parameters?: Record<string, string>): Promise<Response>;
	/** The holder opens the page and answers; where that leads to in the end. */
	decide(form: Record<string, string>): Promise<URL>;
	/** A consent to this metering point, and its tokens. */
	connect(ean: string): Promise<Tokens>;
	token(form: Record<string, string>): Promise<Response>;
	measure(path: string, accessToken: string, query?: Record<string, string>): Promise<Response>;
	control<Answer>(resource: string, method?: string, body?: unknown): Promise<Answer>;
	stop(): Promise<void>;
}

export interface Tokens {
	access_token: string;
	refresh_token: string;
	expires_in: number;
	token_type: string;
}

const verifier = 'a-verifier-of-an-application-that-is-long-enough';
const challenge = createHash('sha256').update(verifier).digest('base64url');

export async function testOres(ores: SandboxOptions['ores'] = {}): Promise<TestOres> {
	const app = createSandbox({
		clock: createClock(() => 0, Date.parse('2026-11-23T09:00:00Z')),
		meters: [],
		clientId: 'app',
		clientSecret: 'secret:1',
		redirectUri: REDIRECT_URI,
		ores: { redirectUri: REDIRECT_URI, ...ores },
	});
	const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	let cookies = new Map<string, string>();

	const open = async (address: string, form?: Record<string, string>): Promise<Response> => {
		const answer = await fetch(new URL(address, url), {
			redirect: 'manual',
			headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; '), Connection: 'close' },
			...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
		});
		for (const line of answer.headers.getSetCookie()) {
			const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
			cookies.set(name, value);
		}

		return answer;
	};
	const depart: TestOres['depart'] = async (parameters = {}) => {
		cookies = new Map();
		const query = new URLSearchParams({
			client_id: 'app',
			redirect_uri: REDIRECT_URI,
			response_type: 'code',
			scope: 'consumption',
			state: 'abc',
			code_challenge: challenge,
			code_challenge_method: 'S256',
			...parameters,
		});

		return open(`/ores/oauth/authorize?${query.toString()}`);
	};
	const decide: TestOres['decide'] = async (form) => {
		const page = (await depart()).headers.get('location') ?? '';
		const decided = await open(page, form);
		if (!decided.headers.has('location')) throw new Error(`${decided.status}: ${await decided.text()}`);
		const back = await open(decided.headers.get('location') ?? '');

		return new URL(back.headers.get('location') ?? '');
	};
	const token: TestOres['token'] = async (form) =>
		fetch(`${url}/ores/oauth/token`, {
			method: 'POST',
			headers: { authorization: `Basic ${btoa('app:secret%3A1')}`, Connection: 'close' },
			body: new URLSearchParams(form),
		});

	return {
		url,
		depart,
		decide,
		token,
		async connect(ean) {
			const code = (await decide({ ean, decision: 'accept' })).searchParams.get('code') ?? '';
			const answer = await token({
				grant_type: 'authorization_code',
				code,
				code_verifier: verifier,
				redirect_uri: REDIRECT_URI,
			});
			if (!answer.ok) throw new Error(await answer.text());

			return (await answer.json()) as Tokens;
		},
		measure: async (path, accessToken, query = {}) =>
			fetch(`${url}/ores/v1/${path}?${new URLSearchParams(query).toString()}`, {
				headers: { authorization: `Bearer ${accessToken}`, Connection: 'close' },
			}),
		async control<Answer>(resource: string, method = 'GET', body?: unknown) {
			const answer = await fetch(`${url}/sandbox/ores/${resource}`, {
				method,
				headers: { Connection: 'close' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});

			return (await answer.json()) as Answer;
		},
		async stop() {
			server.close();
			await once(server, 'close');
		},
	};
}
