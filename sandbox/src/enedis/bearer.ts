import type { MiddlewareHandler } from 'hono';
import { invalidCredentials } from './refusal.ts';
import type { Tokens } from './tokens.ts';

/** Lets a call through that carries a valid token of the application. */
export const requireBearer =
	(tokens: Tokens): MiddlewareHandler =>
	async (context, next) => {
		const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
		if (token === undefined || !tokens.isValid(token)) throw invalidCredentials();
		await next();
	};
