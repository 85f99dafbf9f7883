import type { IncomingMessage } from 'node:http';

/** What stands in place of a token wherever a request's address is read or written down. */
const WITHHELD = 'withheld';

/** Pages under the holder's path that are no tokens. */
const pages = new Set(['back', WITHHELD]);

/** What can be the address of a holder's page, however somebody has spoilt it. */
const holderAddress = /kilowatch(?:\/|%2f)+holder/i;

/** A part of a path below the holder's pages, whatever stands before it. */
const holderPart = /(\/kilowatch\/+holder\/+)([^/?#\s"',;]+)/gi;

/** What is as long as a token, wherever it stands. */
const tokenLike = /[\w-]{40,}/g;

/** The tokens of requests, by the requests: they stand nowhere else. */
const tokens = new WeakMap<IncomingMessage, string>();

/** A request as Express has it, before anything has looked at it. */
type Incoming = IncomingMessage & { originalUrl?: string; query?: unknown };

/**
 * Takes the token of a holder's link out of a request's address and headers, so that no log, error or other extension sees it,
 * and keeps it for the route alone. Must run before Directus' request log.
 *
 * @returns whether the request is for a holder's page
 */
export function withholdToken(request: Incoming): boolean {
	for (const [name, value] of Object.entries(request.headers)) {
		if (name === 'cookie' || value === undefined) continue;
		// Where somebody came from, and what a proxy says was asked for.
		request.headers[name] = Array.isArray(value) ? value.map(withheldIn) : withheldIn(value);
	}

	const url = request.url ?? '';
	const path = url.split(/[?#]/)[0] ?? '';
	if (!holderAddress.test(path)) return false;
	const part = new RegExp(`^${holderPart.source}`, 'i').exec(path)?.[2];
	if (part !== undefined && !pages.has(part)) tokens.set(request, part);
	request.url = withheldIn(url);
	if (request.originalUrl !== undefined) request.originalUrl = withheldIn(request.originalUrl);

	// Express has parsed it already.
	const query = JSON.stringify(request.query ?? {});
	if (query.search(tokenLike) >= 0) request.query = JSON.parse(query.replaceAll(tokenLike, WITHHELD));

	return part !== undefined;
}

/** The token of a holder's link by which a request came. */
export function tokenOf(request: IncomingMessage): string | undefined {
	return tokens.get(request);
}

function withheldIn(text: string): string {
	if (!holderAddress.test(text)) return text;

	return text
		.replace(holderPart, (_, before: string, part: string) => before + (pages.has(part) ? part : WITHHELD))
		.replace(tokenLike, WITHHELD);
}
