import { z } from 'zod';
import { endpoint } from '../http/endpoint.ts';
import { exchange, type HttpTools } from '../http/exchange.ts';
import type { ProviderFailure } from '../provider.ts';
import { apiName } from './api-name.ts';
import { classifyNoAnswer, classifyTokenAnswer } from './classify-failure.ts';
import { readBody } from './read-body.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';

type TokenOutcome = { kind: 'token'; token: string } | { kind: 'failure'; failure: ProviderFailure };

/** The application's access token, which serves all meters alike; kept in memory, asked for again before it expires. */
export interface TokenSource {
	/** The token in force; however many ask at once, one call is made. */
	get(signal: AbortSignal): Promise<TokenOutcome>;
	/** Forgets a token that was refused, unless a newer one is already there. */
	discard(token: string): void;
}

interface TokenSettings {
	apiUrl: URL;
	clientId: string;
	clientSecret: string;
}

/** How long before its end a token is no longer used. */
const EARLY_SECONDS = 300;

const givenUp: TokenOutcome = {
	kind: 'failure',
	failure: classifyNoAnswer({ kind: 'no_answer', reason: 'aborted' }),
};

const tokenBody = z.object({
	// must be able to stand in a header
	access_token: z.string().regex(/^[\x21-\x7e]+$/),
	expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().positive()),
});

export function createTokenSource(settings: TokenSettings, tools: HttpTools): TokenSource {
	let held: { token: string; useUntilMs: number } | undefined;
	let asking: Promise<TokenOutcome> | undefined;

	return {
		async get(signal) {
			if (signal.aborted) return givenUp;
			if (held && tools.now().getTime() < held.useUntilMs) return { kind: 'token', token: held.token };
			asking ??= askIfAnswered().finally(() => {
				asking = undefined;
			});
			return untilAborted(asking, signal);
		},

		discard(token) {
			if (held?.token === token) held = undefined;
		},
	};

	function askIfAnswered(): Promise<TokenOutcome> {
		return tools.breakers.guard<TokenOutcome>({ api: apiName('oauth2'), about: undefined, make: ask });
	}

	/** Not bound to a caller's signal: who gives up must not take the token from those who wait with them. */
	async function ask(): Promise<TokenOutcome> {
		const answer = await exchange(
			tools.fetch,
			endpoint(settings.apiUrl, '/oauth2/v3/token'),
			{
				method: 'POST',
				headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({
					grant_type: 'client_credentials',
					client_id: settings.clientId,
					client_secret: settings.clientSecret,
				}).toString(),
			},
			new AbortController().signal,
		);
		if (answer.kind === 'no_answer') return { kind: 'failure', failure: classifyNoAnswer(answer) };
		if (answer.status !== 200) {
			return { kind: 'failure', failure: classifyTokenAnswer(answer, tools.now()) };
		}
		try {
			const body = readBody(answer.text, tokenBody);
			const usefulSeconds = Math.max(body.expires_in - EARLY_SECONDS, body.expires_in / 2);
			held = { token: body.access_token, useUntilMs: tools.now().getTime() + usefulSeconds * 1000 };
			return { kind: 'token', token: body.access_token };
		} catch (error) {
			if (error instanceof UnexpectedShape) return { kind: 'failure', failure: error.failure };
			throw error;
		}
	}
}

/** A shared call's outcome, for as long as this caller cares to wait. */
function untilAborted(asking: Promise<TokenOutcome>, signal: AbortSignal): Promise<TokenOutcome> {
	return new Promise((resolve, reject) => {
		const giveUp = () => resolve(givenUp);
		signal.addEventListener('abort', giveUp, { once: true });
		void asking.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
	});
}
