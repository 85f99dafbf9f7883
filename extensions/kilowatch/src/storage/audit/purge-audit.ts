import type { Queryable } from '../database.ts';

/** Chains that are looked at in one statement. */
const BATCH = 500;

/**
 * Takes the months out that are over before a date: whole months of UTC, so an entry stays for up to a month more. Of
 * each chain the last number and hash that went are kept, and what is left verifies from there. Keys and chains of which
 * nothing else is left go, too: those of devices that are gone or were erased.
 *
 * @param connection outside of a transaction: each chain is a statement of its own, so that whoever writes an entry waits
 * for one chain's purge at most
 * @param before a date, `YYYY-MM-DD`; entries of its month stay
 * @returns how many entries were removed
 */
export async function purgeAuditMonths(connection: Queryable, before: string): Promise<number> {
	const floor = `${before.slice(0, 7)}-01T00:00:00Z`;
	let removed = 0;
	let after: string | undefined = '';

	while (after !== undefined) {
		const page: { chain: string; isDue: boolean }[] = await readPage(connection, after, floor);
		for (const { chain, isDue } of page) {
			if (isDue) removed += await purgeChain(connection, chain, floor);
		}
		after = page.at(-1)?.chain;
	}
	await forgetEmptyChains(connection);

	return removed;
}

async function readPage(
	connection: Queryable,
	after: string,
	floor: string,
): Promise<{ chain: string; isDue: boolean }[]> {
	const { rows } = await connection.query<{ chain: string; isDue: boolean }>(
		`SELECT chain, coalesce(oldest.at < $2, false) AS "isDue"
		 FROM kilowatch_internal.audit_chains
		 LEFT JOIN LATERAL (
			SELECT at FROM iot_audit WHERE iot_audit.chain = audit_chains.chain ORDER BY number LIMIT 1
		 ) oldest ON true
		 WHERE chain > $1 ORDER BY chain LIMIT $3`,
		[after, floor, BATCH],
	);

	return rows;
}

async function purgeChain(connection: Queryable, chain: string, floor: string): Promise<number> {
	const { rows } = await connection.query<{ removed: number }>(
		'SELECT kilowatch_internal.purge_audit($1, $2) AS removed',
		[chain, floor],
	);

	return rows[0]?.removed ?? 0;
}

async function forgetEmptyChains(connection: Queryable): Promise<void> {
	await connection.query(
		`DELETE FROM kilowatch_internal.audit_keys WHERE device IS NOT NULL
			AND NOT EXISTS (SELECT FROM iot_devices WHERE iot_devices.id = audit_keys.device)
			AND chain IN (
				SELECT chain FROM kilowatch_internal.audit_chains WHERE last_number > 0 AND anchor_number = last_number
			)`,
	);
	await connection.query(
		`DELETE FROM kilowatch_internal.audit_chains
		 WHERE last_number > 0 AND anchor_number = last_number
			AND NOT EXISTS (SELECT FROM kilowatch_internal.audit_keys WHERE audit_keys.chain = audit_chains.chain)`,
	);
}
