import { assertDetails, entryText, type AuditActor, type AuditEntry } from '../../domain/audit-entry.ts';
import type { Queryable } from '../database.ts';
import { ensureAuditKey, keyedHash } from './audit-key.ts';

/**
 * Adds an entry to its device's chain, in the transaction of what it tells of: either both are there or neither.
 *
 * **Call it last in the transaction.** Number and hash are taken under a lock on the chain that lasts until the
 * transaction ends; others who write to this chain wait for it, those of other devices do not.
 *
 * @throws TypeError where a detail does not belong into the log
 */
export async function appendAudit(connection: Queryable, entry: AuditEntry): Promise<void> {
	await appendAudits(connection, [entry]);
}

/**
 * Adds several entries. Those of one device stay in their order; the devices' chains are locked in one order, so that two
 * transactions that write to the same chains never wait for each other in a circle.
 */
export async function appendAudits(connection: Queryable, entries: readonly AuditEntry[]): Promise<void> {
	entries.forEach(assertDetails);
	const inOrder = entries.toSorted((one, other) => compare(one.device ?? '', other.device ?? ''));

	for (const { device, actor, action, purpose, details } of inOrder) {
		const { chain, key } = await ensureAuditKey(connection, device ?? null);
		const text = entryText({ actor: actorText(actor, key), action, purpose, details });
		await connection.query('SELECT kilowatch_internal.append_audit($1, $2)', [chain, text]);
	}
}

function actorText({ kind, id }: AuditActor, key: Buffer): string {
	return id === undefined ? kind : `${kind}:${keyedHash(key, `account:${id}`)}`;
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}
