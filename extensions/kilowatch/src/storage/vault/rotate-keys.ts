import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { keyIdOf, seal, unseal, UnsealError } from './seal.ts';

export interface Rotation {
	/** values that were sealed anew with the first key */
	rotated: number;
	/** values that no key opens; they are left as they are */
	unopened: number;
}

/** Values of a transaction: short enough that nobody who connects a meter waits for it. */
const BATCH = 100;

/**
 * Seals every stored credential anew with the first key. Safe while everything runs, and after a kill: a value is
 * opened and sealed under its row's lock, and one that has the first key already is left alone. Each transaction that
 * did something leaves an entry in the audit log.
 *
 * @param keys the first seals, all open
 * @param onProgress called with the values done so far and those there were to do
 */
export async function rotateKeys(
	database: Database,
	keys: readonly [EncryptionKey, ...EncryptionKey[]],
	onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Rotation> {
	const [sealingKey] = keys;
	const { total } = await countSealed(database, sealingKey);
	const rotation: Rotation = { rotated: 0, unopened: 0 };
	let after = { owner: '', field: '' };

	for (;;) {
		const rows = await database.transaction(async (connection) => {
			const found = await connection.query<{ owner: string; field: string; sealed: string }>(
				`SELECT owner, field, sealed FROM kilowatch_internal.vault
				 WHERE (owner, field) > ($1, $2) ORDER BY owner, field LIMIT $3 FOR UPDATE`,
				[after.owner, after.field, BATCH],
			);
			const before = { ...rotation };
			for (const { sealed, ...place } of found.rows) {
				if (keyIdOf(sealed) === sealingKey.id) continue;
				try {
					const fresh = seal(unseal(sealed, place, keys), place, sealingKey);
					await connection.query(
						'UPDATE kilowatch_internal.vault SET sealed = $3, updated_at = now() WHERE owner = $1 AND field = $2',
						[place.owner, place.field, fresh],
					);
					rotation.rotated += 1;
				} catch (error) {
					if (!(error instanceof UnsealError)) throw error;
					rotation.unopened += 1;
				}
			}
			const rotated = rotation.rotated - before.rotated;
			const unopened = rotation.unopened - before.unopened;
			if (rotated + unopened > 0) {
				await appendAudit(connection, {
					actor: { kind: 'command' },
					action: 'secret.rotated',
					purpose: 'security',
					details: { key: sealingKey.id, rotated, unopened },
				});
			}

			return found.rows;
		});
		const last = rows.at(-1);
		if (!last) return rotation;
		after = { owner: last.owner, field: last.field };
		onProgress(rotation.rotated + rotation.unopened, total);
	}
}

/** How many credentials are stored, and how many of them were sealed with another key than this. */
export async function countSealed(
	connection: Pick<Database, 'query'>,
	{ id }: EncryptionKey,
): Promise<{ stored: number; total: number }> {
	const { rows } = await connection.query<{ stored: number; total: number }>(
		`SELECT count(*) AS stored, count(*) FILTER (WHERE split_part(sealed, '.', 2) <> $1) AS total
		 FROM kilowatch_internal.vault`,
		[id],
	);

	return rows[0] ?? { stored: 0, total: 0 };
}
