import { createHash } from 'node:crypto';

/** As a content security policy names a style that stands in the page. */
export function sha256Base64(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('base64');
}
