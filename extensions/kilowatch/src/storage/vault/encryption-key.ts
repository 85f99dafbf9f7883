import { createHash } from 'node:crypto';

/** A key of the vault and the id under which sealed values name it. */
export interface EncryptionKey {
	/** first 8 hex characters of the key's SHA-256: tells keys apart, says nothing about them */
	id: string;
	bytes: Buffer;
}

const KEY_BYTES = 32;

/** A key written as base64 or as 64 hex characters; `undefined` when it is not 32 bytes. */
export function parseKey(text: string): EncryptionKey | undefined {
	const trimmed = text.trim();
	const bytes = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : fromBase64(trimmed);
	if (bytes?.length !== KEY_BYTES) return undefined;

	return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/**
 * Keys of before a rotation: `id:key` or `key`, separated by commas.
 *
 * @returns `undefined` when one of them is no key, or not the one its id says
 */
export function parseKeys(text: string): EncryptionKey[] | undefined {
	const keys: EncryptionKey[] = [];
	for (const entry of text.split(',').map((part) => part.trim())) {
		if (entry === '') continue;
		const [first = '', second] = entry.split(':');
		const key = parseKey(second ?? first);
		if (!key || (second !== undefined && key.id !== first.toLowerCase())) return undefined;
		keys.push(key);
	}

	return keys;
}

/** Node ignores what is not base64; a key with a typing error must not become another key. */
function fromBase64(text: string): Buffer | undefined {
	return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
