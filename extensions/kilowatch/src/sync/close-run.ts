import { appendAudit } from '../storage/audit/append-audit.ts';
import { runEntry } from '../storage/audit/run-entry.ts';
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
		if (ended) await appendAudit(connection, runEntry(ended, trail));
	});
}
