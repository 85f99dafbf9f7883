import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, in hex. The one part of the domain that needs Node: nothing the app uses imports it. */
export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}
