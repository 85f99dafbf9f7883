import type { Request } from 'express';

/**
 * Whether a request comes from a page of this server. The token in the address is what gives the right; this keeps another site
 * that came to know it from pressing a holder's buttons.
 *
 * @param publicUrl the server's own address
 */
export function isSameSite(request: Pick<Request, 'get'>, publicUrl: URL): boolean {
	const site = request.get('Sec-Fetch-Site');
	if (site !== undefined) return site === 'same-origin' || site === 'none';

	// Older browsers. Our pages tell nobody where they are, so that their own forms may come from `null`.
	const origin = request.get('Origin');

	return origin === undefined || origin === 'null' || origin === publicUrl.origin;
}
