import type { Queryable } from '../database.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { seal, unseal, type SealedPlace } from './seal.ts';

/** Keeps credentials sealed in the database. */
export interface Vault {
	/** whether there is a key; without one nothing is stored */
	readonly ready: boolean;
	put(connection: Queryable, place: SealedPlace, plain: string): Promise<void>;
	/** the secret of a place, or `undefined` where there is none */
	get(connection: Queryable, place: SealedPlace): Promise<string | undefined>;
	/**
	 * The same, kept from others' hands until the transaction ends: for whoever is to change it, or to give it away. Waits
	 * while another one refreshes it.
	 */
	lock(connection: Queryable, place: SealedPlace): Promise<LockedSecret | undefined>;
	/** destroys every secret of an owner */
	destroy(connection: Queryable, owner: string): Promise<void>;
}

export interface LockedSecret {
	secret: string;
	/** somebody began to refresh it then, and what came of it was never kept */
	refreshingSince: Date | null;
}

/** @param keys the first seals, all open; empty: the vault is closed and refuses instead of storing anything plain */
export function createVault(keys: readonly EncryptionKey[]): Vault {
	const [sealingKey] = keys;

	return {
		ready: sealingKey !== undefined,

		async put(connection, place, plain) {
			if (!sealingKey) throw new VaultClosedError();
			await connection.query(
				`INSERT INTO kilowatch_internal.vault (owner, field, sealed) VALUES ($1, $2, $3)
				 ON CONFLICT (owner, field) DO UPDATE SET sealed = excluded.sealed, updated_at = now(),
					refreshing_since = NULL`,
				[place.owner, place.field, seal(plain, place, sealingKey)],
			);
		},

		async get(connection, place) {
			const { rows } = await connection.query<{ sealed: string }>(
				'SELECT sealed FROM kilowatch_internal.vault WHERE owner = $1 AND field = $2',
				[place.owner, place.field],
			);

			return rows[0] && unseal(rows[0].sealed, place, keys);
		},

		async lock(connection, place) {
			const { rows } = await connection.query<{ sealed: string; refreshingSince: Date | null }>(
				`SELECT sealed, refreshing_since AS "refreshingSince" FROM kilowatch_internal.vault
				 WHERE owner = $1 AND field = $2 FOR UPDATE`,
				[place.owner, place.field],
			);
			const [row] = rows;

			return row && { secret: unseal(row.sealed, place, keys), refreshingSince: row.refreshingSince };
		},

		async destroy(connection, owner) {
			await connection.query('DELETE FROM kilowatch_internal.vault WHERE owner = $1', [owner]);
		},
	};
}

/** There is no encryption key, so no credential can be kept. */
class VaultClosedError extends Error {
	override readonly name = 'VaultClosedError';

	constructor() {
		super('IOT_ENCRYPTION_KEY is not set: 32 bytes as base64 or 64 hex characters');
	}
}
