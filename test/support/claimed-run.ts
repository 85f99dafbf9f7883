import type { Queryable } from '../../extensions/kilowatch/src/storage/database.ts';
import { claimRun, queueRun, type ClaimedRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';

/** A run as its job finds it: asked for, and claimed. */
export async function askAndClaim(
	database: Queryable,
	request: Parameters<typeof queueRun>[1],
): Promise<ClaimedRun> {
	const run = await queueRun(database, request);
	const claimed = await claimRun(database, run);
	if (!claimed) throw new Error('The run is over already');

	return claimed;
}
