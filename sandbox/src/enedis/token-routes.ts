import { Hono, type Context } from 'hono';
import { answerRefusal, Refusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';

export interface TokenRoutesOptions {
	clientId: string;
	clientSecret: string;
	tokens: Tokens;
	/** the operator has been seen to write it as a text */
	isLifeText?: boolean | undefined;
}

/** `POST /oauth2/v3/token` and `/oauth2/v3/revoke`. */
export function tokenRoutes({
	clientId,
	clientSecret,
	tokens,
	isLifeText = false,
}: TokenRoutesOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	routes.post('/token', async (context) => {
		const form = await readForm(context);
		if (!form.has('grant_type')) throw new Refusal(400, 'invalid_request', 'Missing grant_type parameter');
		if (form.get('grant_type') !== 'client_credentials')
			throw new Refusal(400, 'unsupported_grant_type', 'Only client_credentials is supported');

		const [id, secret] = credentialsOf(context.req.header('authorization'), form);
		if (!id || !secret) throw new Refusal(400, 'invalid_client', 'Missing client credentials');
		if (id !== clientId || secret !== clientSecret)
			throw new Refusal(401, 'invalid_client', 'Client Authentication failed.');

		context.header('Cache-Control', 'no-store');

		return context.json({
			access_token: tokens.issue(),
			token_type: 'Bearer',
			expires_in: isLifeText ? String(tokens.lifeSeconds) : tokens.lifeSeconds,
			scope: '',
		});
	});

	routes.post('/revoke', async (context) => {
		const form = await readForm(context);
		const token = form.get('token');
		if (!token) throw new Refusal(400, 'invalid_request', 'Missing token parameter');
		if ((form.get('token_type_hint') ?? 'access_token') !== 'access_token')
			throw new Refusal(400, 'invalid_request', 'Unsupported token_type_hint');
		tokens.revoke(token);

		return context.body(null, 200);
	});

	return routes;
}

async function readForm(context: Context): Promise<URLSearchParams> {
	const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/x-www-form-urlencoded')
		throw new Refusal(415, 'invalid_request', 'Unsupported Media Type');

	return new URLSearchParams(await context.req.text());
}

function credentialsOf(authorization: string | undefined, form: URLSearchParams): (string | null)[] {
	const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];

	const text = Buffer.from(basic, 'base64').toString('utf8');
	const colon = text.indexOf(':');

	return colon < 0 ? [null, null] : [text.slice(0, colon), text.slice(colon + 1)];
}
