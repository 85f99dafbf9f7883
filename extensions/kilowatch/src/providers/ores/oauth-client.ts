import { createHash } from 'node:crypto';
import * as oauth from 'openid-client';
import { z } from 'zod';
import { exchange, type HttpAnswer, type HttpTools, type NoAnswer } from '../http/exchange.ts';
import type { ProviderFailure } from '../provider.ts';
import { classifyNoAnswer, classifyTokenAnswer } from './classify-failure.ts';
import { useUntil, type OresCredentials } from './credentials.ts';
import { TOKEN_API } from './rules.ts';

export interface OauthSettings {
	authorizeUrl: URL;
	tokenUrl: URL;
	/** RFC 7009; `undefined`: the operator has none */
	revokeUrl: URL | undefined;
	clientId: string;
	clientSecret: string;
	/** where the operator sends the holder back to, as it was registered */
	redirectUri: URL;
}

/**
 * `isSpentUnknown`: the operator may have taken what was sent, and its answer did not come or was not understood; what was
 * sent may be good for nothing any more.
 */
export interface OauthFailure {
	kind: 'failure';
	failure: ProviderFailure;
	isSpentUnknown: boolean;
}

export type TokenOutcome = { kind: 'tokens'; credentials: OresCredentials } | OauthFailure;

/** The OAuth2 side of the operator: authorization code with PKCE, refresh, revocation. */
export interface OauthClient {
	authorizationUrl(request: { state: string; verifier: string }): URL;
	exchangeCode(code: string, verifier: string, signal: AbortSignal): Promise<TokenOutcome>;
	refresh(refreshToken: string, signal: AbortSignal): Promise<TokenOutcome>;
	revoke(refreshToken: string, signal: AbortSignal): Promise<{ kind: 'revoked' } | OauthFailure>;
}

/** Longest that a call for tokens may take: others wait for it under a lock. */
const TOKEN_TIMEOUT_MS = 10_000;

/** The one scope that the operator is assumed to have; what of it is read is for the holder's consent here to say. */
const SCOPE = 'consumption';

/** Of a token whose life the operator does not tell; refused before, it is replaced. */
const USUAL_LIFE_SECONDS = 3_600;

/** Must be able to stand in a header. */
const headerText = z.string().regex(/^[\x21-\x7e]+$/);
const tokenBody = z.object({
	access_token: headerText,
	expires_in: z.number().positive().default(USUAL_LIFE_SECONDS),
	refresh_token: headerText.optional(),
});

const NO_BODY_STATUSES: readonly number[] = [204, 205, 304];

export function createOauthClient(settings: OauthSettings, tools: HttpTools): OauthClient {
	return {
		authorizationUrl({ state, verifier }) {
			return oauth.buildAuthorizationUrl(configure(settings), {
				redirect_uri: settings.redirectUri.href,
				scope: SCOPE,
				state,
				code_challenge: createHash('sha256').update(verifier).digest('base64url'),
				code_challenge_method: 'S256',
			});
		},

		exchangeCode(code, verifier, signal) {
			// Nothing but the code: the state is checked already, and no other operator answers at this address.
			const callback = new URL(settings.redirectUri);
			callback.search = new URLSearchParams({ code }).toString();

			return askTokens(signal, undefined, (configuration) =>
				oauth.authorizationCodeGrant(configuration, callback, { pkceCodeVerifier: verifier }),
			);
		},

		refresh: (refreshToken, signal) =>
			askTokens(signal, refreshToken, (configuration) =>
				oauth.refreshTokenGrant(configuration, refreshToken),
			),

		revoke: (refreshToken, signal) =>
			ask(signal, async (configuration) => {
				await oauth.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });

				return { kind: 'revoked' as const };
			}),
	};

	function askTokens(
		signal: AbortSignal,
		refreshToken: string | undefined,
		make: (configuration: oauth.Configuration) => Promise<oauth.TokenEndpointResponse>,
	): Promise<TokenOutcome> {
		return ask(signal, async (configuration) => {
			const body = tokenBody.parse(await make(configuration));
			// Where the operator does not rotate, the old one goes on.
			const next = body.refresh_token ?? refreshToken;
			if (next === undefined) throw new TypeError('A consent without a refresh token lasts an hour');

			return {
				kind: 'tokens' as const,
				credentials: {
					accessToken: body.access_token,
					useUntil: useUntil(tools.now(), body.expires_in),
					refreshToken: next,
				},
			};
		});
	}

	/** One call, whose answer says more than the library's error about it. */
	async function ask<Success extends { kind: string }>(
		signal: AbortSignal,
		make: (configuration: oauth.Configuration) => Promise<Success>,
	): Promise<Success | OauthFailure> {
		if (signal.aborted) return failed({ kind: 'no_answer', reason: 'aborted' }, tools.now(), false);
		const outcome = await tools.breakers.guard<Success | OauthFailure>({
			api: TOKEN_API,
			about: undefined,
			async make() {
				let seen: HttpAnswer | NoAnswer | undefined;
				const configuration = configure(settings);
				configuration[oauth.customFetch] = async (url, init) => {
					seen = await exchange(tools.fetch, new URL(url), init as RequestInit, signal, TOKEN_TIMEOUT_MS);
					if (seen.kind === 'no_answer') throw new Error('There was no answer');

					return new Response(NO_BODY_STATUSES.includes(seen.status) ? null : seen.text, seen);
				};
				try {
					return await make(configuration);
				} catch (error) {
					// Before the operator was asked, it is a mistake of ours.
					if (seen === undefined) throw error;

					return failed(seen, tools.now());
				}
			},
		});

		// A call that the breaker held back has spent nothing.
		return 'isSpentUnknown' in outcome || outcome.kind !== 'failure'
			? (outcome as Success | OauthFailure)
			: { ...(outcome as OauthFailure), isSpentUnknown: false };
	}
}

function configure({ authorizeUrl, tokenUrl, revokeUrl, clientId, clientSecret }: OauthSettings) {
	const configuration = new oauth.Configuration(
		{
			issuer: authorizeUrl.origin,
			authorization_endpoint: authorizeUrl.href,
			token_endpoint: tokenUrl.href,
			...(revokeUrl ? { revocation_endpoint: revokeUrl.href } : {}),
		},
		clientId,
		{},
		oauth.ClientSecretBasic(clientSecret),
	);
	// Without TLS on this machine alone, which the environment's check sees to: the simulator. Deprecated only to stand out.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	if (tokenUrl.protocol === 'http:') oauth.allowInsecureRequests(configuration);

	return configuration;
}

function failed(seen: HttpAnswer | NoAnswer, now: Date, isMade = true): OauthFailure {
	if (seen.kind === 'no_answer') {
		return { kind: 'failure', failure: classifyNoAnswer(seen), isSpentUnknown: isMade };
	}
	const isRefused = seen.status >= 400 && seen.status < 500 && seen.status !== 408;

	return { kind: 'failure', failure: classifyTokenAnswer(seen, now), isSpentUnknown: !isRefused };
}
