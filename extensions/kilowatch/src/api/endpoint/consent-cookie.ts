import type { Request, Response } from 'express';
import { z } from 'zod';
import { OAUTH_TRANSACTION_MINUTES } from '../../storage/oauth-transactions.ts';

/** Binds a consent's way back to the browser that started it; no script can read it. */
const NAME = 'kilowatch_consent';

export function setConsentCookie(response: Response, secret: string, publicUrl: string | undefined): void {
	response.cookie(NAME, secret, { ...options(publicUrl), maxAge: OAUTH_TRANSACTION_MINUTES * 60_000 });
}

export function clearConsentCookie(response: Response, publicUrl: string | undefined): void {
	response.clearCookie(NAME, options(publicUrl));
}

/** The secret of the browser that asks, if it has one. */
export function readConsentCookie(request: Request): string | undefined {
	return z.object({ [NAME]: z.string() }).safeParse(request.cookies).data?.[NAME];
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
