import type { JobQueue } from '../jobs/job-queue.ts';
import type { Database } from '../storage/database.ts';
import { takeUnsentRuns, type UnsentRun } from '../storage/sync-runs.ts';

/** The queue of runs: a job works off a slice of one. */
export const RUN_JOBS = 'sync-run';

export interface RunJob {
	run: string;
}

/** So many rows and jobs are one transaction. */
const BATCH = 500;

/**
 * Puts a job into the queue for every run that waits for one: row and job change in one transaction, so whatever dies, a run
 * has its job or still waits for it.
 *
 * @returns how many jobs were sent
 */
export async function dispatchRuns(
	database: Database,
	queue: Pick<JobQueue, 'send' | 'wake'>,
): Promise<number> {
	for (let sent = 0; ;) {
		const taken = await database.transaction(async (connection) => {
			const runs = await takeUnsentRuns(connection, BATCH);
			if (runs.length > 0) await queue.send(connection, RUN_JOBS, runs.map(jobOf));

			return runs.length;
		});
		sent += taken;
		if (taken > 0) queue.wake();
		if (taken < BATCH) return sent;
	}
}

function jobOf(run: UnsentRun) {
	return {
		data: { run: run.run } satisfies RunJob,
		priority: run.lane === 'fresh' ? (run.isAskedFor ? ASKED_FOR : FRESH) : BACKFILL,
		startAfter: run.notBefore ?? undefined,
	};
}

/** The last days of every meter, then a period that a person waits for, then everybody's history. */
const FRESH = 20;
const ASKED_FOR = 10;
const BACKFILL = 0;
