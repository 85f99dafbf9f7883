import { walkChain, type ChainEnds, type ChainFault, type StoredEntry } from '../../domain/audit-chain.ts';
import type { Database, Queryable } from '../database.ts';

export interface AuditVerdict {
	chains: number;
	entries: number;
	faults: number;
}

interface ReadEntry extends StoredEntry, Omit<ChainEnds, 'lastNumber'> {
	/** null where the chain was never begun */
	lastNumber: number | null;
}

/** Entries and chains that are held in memory at a time. */
const PAGE = 1_000;

/**
 * Holds every entry of the audit log against its hash, its neighbours and its chain's kept ends. It reads one moment of
 * the database in pages, so it takes as little memory for years as for a day, and nobody waits for it.
 *
 * @param onFault told of each fault when it is found
 */
export async function verifyAudit(
	database: Pick<Database, 'transaction'>,
	onFault: (chain: string, fault: ChainFault) => void,
): Promise<AuditVerdict> {
	return database.transaction(async (connection) => {
		await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
		const verdict: AuditVerdict = { chains: 0, entries: 0, faults: 0 };
		const report = (chain: string, faults: readonly ChainFault[]) => {
			verdict.faults += faults.length;
			for (const fault of faults) onFault(chain, fault);
		};

		let current: { chain: string; walk: ReturnType<typeof walkChain> } | undefined;
		for await (const entry of readEntries(connection)) {
			if (entry.chain !== current?.chain) {
				if (current) report(current.chain, current.walk.end());
				current = { chain: entry.chain, walk: walkChain(endsOf(entry)) };
				verdict.chains += 1;
			}
			verdict.entries += 1;
			report(entry.chain, current.walk.next(entry));
		}
		if (current) report(current.chain, current.walk.end());

		for await (const { chain, ...ends } of readEmptyChains(connection)) {
			verdict.chains += 1;
			report(chain, walkChain(ends).end());
		}

		return verdict;
	});
}

function endsOf({ lastNumber, lastHash, anchorNumber, anchorHash }: ReadEntry): ChainEnds | undefined {
	return lastNumber === null ? undefined : { lastNumber, lastHash, anchorNumber, anchorHash };
}

async function* readEntries(connection: Queryable): AsyncGenerator<ReadEntry> {
	let last: { chain: string; number: number } | undefined = { chain: '', number: 0 };
	while (last) {
		const { rows }: { rows: ReadEntry[] } = await connection.query<ReadEntry>(
			`SELECT chain, number, kilowatch_internal.audit_moment(at) AS at, actor, action, purpose, details,
				previous_hash AS "previousHash", hash, last_number AS "lastNumber", last_hash AS "lastHash",
				anchor_number AS "anchorNumber", anchor_hash AS "anchorHash"
			 FROM iot_audit LEFT JOIN kilowatch_internal.audit_chains USING (chain)
			 WHERE (chain, number) > ($1, $2) ORDER BY chain, number LIMIT $3`,
			[last.chain, last.number, PAGE],
		);
		yield* rows;
		last = rows.at(-1);
	}
}

/** Chains of which no entry is there: retention has taken all, or somebody has. */
async function* readEmptyChains(connection: Queryable): AsyncGenerator<ChainEnds & { chain: string }> {
	let last: string | undefined = '';
	while (last !== undefined) {
		const { rows }: { rows: (ChainEnds & { chain: string })[] } = await connection.query<
			ChainEnds & { chain: string }
		>(
			`SELECT chain, last_number AS "lastNumber", last_hash AS "lastHash", anchor_number AS "anchorNumber",
				anchor_hash AS "anchorHash"
			 FROM kilowatch_internal.audit_chains
			 WHERE chain > $1 AND NOT EXISTS (SELECT FROM iot_audit WHERE iot_audit.chain = audit_chains.chain)
			 ORDER BY chain LIMIT $2`,
			[last, PAGE],
		);
		yield* rows;
		last = rows.at(-1)?.chain;
	}
}
