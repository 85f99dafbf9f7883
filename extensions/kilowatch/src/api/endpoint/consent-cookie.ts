import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { OAUTH_TRANSACTION_MINUTES } from '../../storage/oauth-transactions.ts';

/**
 * Binds a consent's way back to the browser that started it; no script can read it. Each way has a cookie of its own,
 * so that two tabs do not spoil each other's.
 */
function nameOf(state: string): string {
	return `kilowatch_consent_${createHash('sha256').update(state).digest('hex').slice(0, 12)}`;
}

export function setConsentCookie(
	response: Response,
	{ state, browserSecret }: { state: string; browserSecret: string },
	publicUrl: string | undefined,
): void {
	response.cookie(nameOf(state), browserSecret, {
		...options(publicUrl),
		maxAge: OAUTH_TRANSACTION_MINUTES * 60_000,
	});
}

export function clearConsentCookie(response: Response, state: string, publicUrl: string | undefined): void {
	response.clearCookie(nameOf(state), options(publicUrl));
}

/** The secret of the browser that asks, if it has one for this state. */
export function readConsentCookie(request: Request, state: string): string | undefined {
	const name = nameOf(state);

	return z.object({ [name]: z.string() }).safeParse(request.cookies).data?.[name];
}

/** Lax: the operator's redirect is a top-level GET from another site and must carry it. */
function options(publicUrl: string | undefined) {
	return {
		httpOnly: true,
		sameSite: 'lax',
		secure: publicUrl?.startsWith('https://') ?? false,
		path: '/',
	} as const;
}
