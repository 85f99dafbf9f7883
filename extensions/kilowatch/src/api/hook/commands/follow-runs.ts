import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncRunState } from '../../../shared/http-contract/sync-runs.ts';
import type { Database } from '../../../storage/database.ts';
import { readRuns } from '../../../storage/sync-runs.ts';
import type { ProgressLine } from './progress-line.ts';
import { isOver, progressOf } from './run-totals.ts';

const LOOK_MS = 500;
/** So long a run may wait for a worker before we wonder whether there is one. */
const PATIENCE_MS = 30_000;

export interface FollowOptions {
	database: Database;
	progress: ProgressLine;
	/** told once when no run has begun for long though it may */
	onNobodyWorks: () => void;
	/** called after each look */
	onLook: () => Promise<void>;
}

/** Looks at runs until all of them are over; answers how they ended. One whose meter was taken away meanwhile is left out. */
export async function followRuns(
	{ database, progress, onNobodyWorks, onLook }: FollowOptions,
	runs: readonly string[],
): Promise<SyncRunState[]> {
	const known = new Map<string, SyncRunState>();
	let open: readonly string[] = runs;
	let quietSince: number | undefined = Date.now();

	for (;;) {
		const states = await readRuns(database, open);
		const found = new Set(states.map(({ id }) => id));
		for (const run of open) if (!found.has(run)) known.delete(run);
		for (const state of states) known.set(state.id, state);
		open = states.filter((state) => !isOver(state)).map(({ id }) => id);
		progress.show(progressOf([...known.values()]));
		if (open.length === 0) return [...known.values()];

		const isWaitedFor = [...known.values()].every(mayBegin);
		if (!isWaitedFor) quietSince = undefined;
		if (quietSince !== undefined && Date.now() - quietSince > PATIENCE_MS) {
			quietSince = undefined;
			onNobodyWorks();
		}
		await onLook();
		await sleep(LOOK_MS);
	}
}

/** Nobody has touched it, and the operator's limit does not keep it waiting. */
function mayBegin({ status, started_at: startedAt, not_before: notBefore }: SyncRunState): boolean {
	return status === 'queued' && startedAt === null && notBefore === null;
}
