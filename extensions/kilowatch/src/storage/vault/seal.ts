import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from './encryption-key.ts';

/** Where a sealed value belongs; it opens nowhere else. */
export interface SealedPlace {
	owner: string;
	field: string;
}

const VERSION = 'k1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a secret with AES-256-GCM for one place: `k1.<key id>.<base64url of nonce, tag and ciphertext>`.
 * The place is associated data, so a sealed value copied to another row does not open there.
 */
export function seal(plain: string, place: SealedPlace, key: EncryptionKey): string {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
	cipher.setAAD(associatedData(place, key.id));
	const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
	const sealed = Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);

	return `${VERSION}.${key.id}.${sealed.toString('base64url')}`;
}

/**
 * Opens a sealed value.
 *
 * @throws UnsealError when no key fits, the value was changed, or it belongs to another place
 */
export function unseal(sealed: string, place: SealedPlace, keys: readonly EncryptionKey[]): string {
	const [version, keyId, payload] = sealed.split('.');
	if (version !== VERSION || !keyId || !payload) throw new UnsealError('is not a sealed value');

	const key = keys.find(({ id }) => id === keyId);
	if (!key)
		throw new UnsealError(
			`was sealed with key ${keyId}, which neither IOT_ENCRYPTION_KEY nor KILOWATCH_OLD_ENCRYPTION_KEYS has`,
		);

	const bytes = Buffer.from(payload, 'base64url');
	const nonce = bytes.subarray(0, NONCE_BYTES);
	const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);

	try {
		const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
		decipher.setAAD(associatedData(place, keyId));
		decipher.setAuthTag(tag);

		return (
			decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
		);
	} catch {
		throw new UnsealError('was changed or belongs to another place');
	}
}

/** The id of the key that a sealed value names; empty where it is none. */
export function keyIdOf(sealed: string): string {
	return sealed.split('.')[1] ?? '';
}

/** A sealed value that does not open. Its message names neither the value nor the key. */
export class UnsealError extends Error {
	override readonly name = 'UnsealError';

	constructor(reason: string) {
		super(`A stored credential ${reason}`);
	}
}

function associatedData({ owner, field }: SealedPlace, keyId: string): Buffer {
	return Buffer.from(JSON.stringify([VERSION, keyId, owner, field]));
}
