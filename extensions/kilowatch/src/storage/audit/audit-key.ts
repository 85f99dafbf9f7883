import { createHmac, randomBytes } from 'node:crypto';
import type { Queryable } from '../database.ts';

/** A chain and the key of the names in it. */
export interface AuditKey {
	chain: string;
	key: Buffer;
}

const KEY_BYTES = 32;

/** The key of a device's chain, or of the chain of what belongs to no device; made with the chain at the first entry. */
export async function ensureAuditKey(connection: Queryable, device: string | null): Promise<AuditKey> {
	const known = await readAuditKey(connection, device);
	if (known) return known;

	const key = randomBytes(KEY_BYTES);
	await connection.query(
		`WITH made AS (
			INSERT INTO kilowatch_internal.audit_keys (device, chain, key) VALUES ($1, $2, $3)
			ON CONFLICT (device) DO NOTHING RETURNING chain
		)
		INSERT INTO kilowatch_internal.audit_chains (chain) SELECT chain FROM made`,
		[device, keyedHash(key, device === null ? 'no device' : `device:${device}`), key],
	);
	// Who was quicker has made it; the statement above waited for that.
	const made = await readAuditKey(connection, device);
	if (!made) throw new Error('The audit log has no key');

	return made;
}

/**
 * Destroys what links a device to its chain, as part of its erasure. The chain stays and still verifies, but nobody can
 * tell any more whose it is, nor who the people in it are. What is logged of the device afterwards begins a new chain.
 */
export async function destroyAuditKey(connection: Queryable, device: string): Promise<void> {
	await connection.query('DELETE FROM kilowatch_internal.audit_keys WHERE device = $1', [device]);
}

/** HMAC-SHA256 in hex: the same name within a chain, another one in every other chain. */
export function keyedHash(key: Buffer, name: string): string {
	return createHmac('sha256', key).update(name).digest('hex');
}

async function readAuditKey(connection: Queryable, device: string | null): Promise<AuditKey | undefined> {
	const { rows } = await connection.query<AuditKey>(
		`SELECT chain, key FROM kilowatch_internal.audit_keys
		 WHERE ${device === null ? 'device IS NULL' : 'device = $1'}`,
		device === null ? [] : [device],
	);

	return rows[0];
}
