import type { Request } from 'express';

/** Our forms have three boxes. */
const MAX_BYTES = 4_096;

/** A body that is none of our forms. */
export class UnreadableForm extends Error {
	override readonly name = 'UnreadableForm';
}

/**
 * The fields of a form that a page of ours has sent. Directus reads only JSON.
 *
 * @throws UnreadableForm for another kind of body, and for one longer than any form of ours
 */
export async function postedForm(request: Request): Promise<URLSearchParams> {
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/x-www-form-urlencoded') throw new UnreadableForm('Not a form');

	const chunks: Buffer[] = [];
	let bytes = 0;
	// Not destroyed when it is too long: else the browser would see a broken connection, no answer.
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		bytes += (chunk as Buffer).length;
		if (bytes > MAX_BYTES) {
			request.resume();
			throw new UnreadableForm('Too long for a form');
		}
		chunks.push(chunk as Buffer);
	}

	return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
