import { auditCode } from '../domain/audit-entry.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import type { Database } from '../storage/database.ts';
import { takeEndedRun } from '../storage/sync-runs.ts';
import type { KeptTrail } from './call-trail.ts';

/**
 * Takes a run that has ended out of the queue and tells the audit log of it, in one transaction: so every run is one entry,
 * whatever dies in between.
 *
 * @param trail of the run's calls; left out where the process that made the last ones is gone: those kept with the run
 */
export async function closeRun(database: Database, run: string, trail?: KeptTrail): Promise<void> {
	await database.transaction(async (connection) => {
		const ended = await takeEndedRun(connection, run);
		if (!ended) return;
		const kept = trail ?? (ended.progress as { trail?: KeptTrail } | null)?.trail;

		await appendAudit(connection, {
			device: ended.device,
			actor: { kind: ended.trigger === 'manual' ? 'user' : 'system' },
			action: 'sync.finished',
			purpose: 'consumption',
			details: {
				provider: ended.provider,
				trigger: ended.trigger,
				status: ended.status,
				error_code: ended.errorCode === null ? null : auditCode(ended.errorCode),
				from: kept?.from ?? null,
				to: kept?.to ?? null,
				windows: ended.windowsDone,
				calls: ended.providerCalls,
				rows_written: ended.rowsWritten,
				calls_digest: kept?.digest ?? null,
			},
		});
	});
}
