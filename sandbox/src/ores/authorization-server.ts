import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { noOresFaults, withoutOne, type OresFaults } from './ores-faults.ts';
import type { TokenStore } from './token-store.ts';

export interface AuthorizationServerOptions {
	/** where the operator is, without a slash at its end */
	issuer: string;
	clientId: string;
	clientSecret: string;
	redirectUri: string;
	/** for how long an access token is good */
	tokenSeconds: number;
	store: TokenStore;
	seen: SeenTokenCalls;
}

/** What the authorization server has been asked, and what it is to do wrong. */
export interface SeenTokenCalls {
	faults: OresFaults;
	/** calls of the token endpoint by grant type; `refused` are those that brought no token */
	tokens: Record<string, number>;
	revocations: number;
}

export const createSeenTokenCalls = (): SeenTokenCalls => ({
	faults: noOresFaults,
	tokens: {},
	revocations: 0,
});

/** The holder whose metering points these are; the consent page knows nobody else, and asks for no password. */
export const HOLDER = 'holder';

const SCOPE = 'consumption';
const ROUTES = { authorization: '/oauth/authorize', token: '/oauth/token', revocation: '/oauth/revoke' };
const CONSENT_SECONDS = 3 * 366 * 86_400;

/**
 * Authorization code with PKCE, refresh tokens that rotate (a spent one that comes back ends the whole grant) and revocation:
 * a certified server, for what a client may rely on is not ours to invent.
 */
export function createAuthorizationServer({
	issuer,
	clientId,
	clientSecret,
	redirectUri,
	tokenSeconds,
	store,
	seen,
}: AuthorizationServerOptions): Provider {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const server = new Provider(issuer, {
		adapter: store.adapter,
		clients: [
			{
				client_id: clientId,
				client_secret: clientSecret,
				redirect_uris: [redirectUri],
				grant_types: ['authorization_code', 'refresh_token'],
				response_types: ['code'],
				token_endpoint_auth_method: 'client_secret_basic',
				id_token_signed_response_alg: 'ES256',
				scope: SCOPE,
			},
		],
		scopes: [SCOPE],
		jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
		cookies: { keys: [randomBytes(32).toString('base64url')] },
		routes: ROUTES,
		pkce: { required: () => true },
		rotateRefreshToken: true,
		issueRefreshToken: () => Promise.resolve(true),
		// A consent outlives the browser that it was given in.
		expiresWithSession: () => Promise.resolve(false),
		features: {
			devInteractions: { enabled: false },
			revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
			userinfo: { enabled: false },
		},
		ttl: {
			AccessToken: tokenSeconds,
			AuthorizationCode: 60,
			Grant: CONSENT_SECONDS,
			Interaction: 3_600,
			RefreshToken: CONSENT_SECONDS,
			Session: 3_600,
		},
		interactions: { url: (_, { uid }) => `${new URL(issuer).pathname}/consent/${uid}` },
		findAccount: (_, sub) => ({ accountId: sub, claims: () => Promise.resolve({ sub }) }),
		// Each consent is asked for anew: one that a browser gave before is another application's question.
		loadExistingGrant: (context) => {
			const grantId = context.oidc.result?.consent?.grantId;

			return Promise.resolve(grantId === undefined ? undefined : context.oidc.provider.Grant.find(grantId));
		},
	});
	server.use(async (context, next) => {
		if (context.path.endsWith(ROUTES.revocation)) seen.revocations += 1;
		if (!context.path.endsWith(ROUTES.token)) {
			await next();

			return;
		}
		const fault = seen.faults.nextTokens;
		if (fault && fault.kind !== 'lost_answer') {
			seen.faults = { ...seen.faults, nextTokens: withoutOne(fault) };
			count(seen, 'faulty');
			answerFault(context, fault.kind);

			return;
		}
		await next();
		const { oidc } = context as Partial<KoaContextWithOIDC>;
		const asked = oidc?.params?.grant_type;
		const grantType = typeof asked === 'string' ? asked : 'unknown';
		const isDone = context.status === 200;
		count(seen, isDone ? grantType : 'refused');
		if (!fault || !isDone || grantType !== 'refresh_token') return;

		seen.faults = { ...seen.faults, nextTokens: withoutOne(fault) };
		context.respond = false;
		context.req.socket.destroy();
	});

	return server;
}

function count(seen: SeenTokenCalls, what: string): void {
	seen.tokens = { ...seen.tokens, [what]: (seen.tokens[what] ?? 0) + 1 };
}

function answerFault(
	context: Pick<KoaContextWithOIDC, 'status' | 'body'>,
	kind: 'unavailable_503' | 'invalid_client' | 'garbage',
): void {
	switch (kind) {
		case 'unavailable_503':
			context.status = 503;
			context.body = '<html><body>Service unavailable</body></html>';
			break;
		case 'invalid_client':
			context.status = 401;
			context.body = { error: 'invalid_client', error_description: 'client authentication failed' };
			break;
		case 'garbage':
			context.status = 200;
			context.body = 'not what was asked for {';
	}
}
