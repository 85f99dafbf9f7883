import type { Request, Response } from 'express';
import { z } from 'zod';
import { languages, type Language } from '../../../shared/languages.ts';

/** Longer than the way to the operator may take, so that a holder who is too late comes back to the right page, too. */
const MINUTES = 30;

const NAME = 'kilowatch_holder';

/** Brings a holder who left for the operator back to the page of the link; no script can read it. */
export function setHolderCookie(
	response: Response,
	{ token, language }: { token: string; language: Language },
	publicUrl: URL,
): void {
	response.cookie(NAME, `${language}.${token}`, {
		httpOnly: true,
		// The operator's redirect is a top-level GET from another site and must carry it.
		sameSite: 'lax',
		secure: publicUrl.protocol === 'https:',
		path: `${publicUrl.pathname.replace(/\/+$/, '')}/kilowatch`,
		maxAge: MINUTES * 60_000,
	});
}

/** The link that a browser left from, if it did. */
export function readHolderCookie(request: Request): { token: string; language: Language } | undefined {
	const value = z.object({ [NAME]: z.string() }).safeParse(request.cookies).data?.[NAME] ?? '';
	const [language, token] = value.split('.');
	const known = languages.find((one) => one === language);

	return known && token ? { token, language: known } : undefined;
}
