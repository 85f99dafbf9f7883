import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

export interface JsonAnswer {
	/** the body, in JSON */
	text: string;
	/** whether anything in it says something about a natural person */
	isPersonal: boolean;
}

/**
 * Answers a GET with JSON that may be asked for again: a body that the caller has already, by its `If-None-Match`, is not sent
 * a second time. Express would do it as well, but not for whoever sends `Cache-Control: no-cache` along, as `fetch` does
 * with every `If-None-Match`: that is said to caches on the way, and this is no cache.
 *
 * The tag is weak, for a proxy may compress the body. What is personal is stored nowhere; programs may keep it by their own leave.
 */
export function sendJson(request: Request, response: Response, { text, isPersonal }: JsonAnswer): void {
	const body = Buffer.from(text);
	const tag = `W/"${createHash('sha1').update(body).digest('base64url')}"`;
	response.setHeader('Cache-Control', isPersonal ? 'private, no-store' : 'private, no-cache');
	response.setHeader('ETag', tag);
	if (isNamed(tag, request.headers['if-none-match'])) {
		response.status(304).end();

		return;
	}
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.status(200).send(body);
}

/** Whether an `If-None-Match` names a tag; strong or weak, it is the same answer (RFC 9110, 13.1.2). */
export function isNamed(tag: string, header: string | undefined): boolean {
	if (header === undefined) return false;
	if (header.trim() === '*') return true;
	const opaque = (one: string) => one.replace(/^W\//, '');

	return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((one) => opaque(one) === opaque(tag));
}
