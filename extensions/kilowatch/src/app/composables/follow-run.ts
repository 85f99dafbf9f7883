import type { SyncRunState } from '../../shared/http-contract/sync-runs.ts';

export interface Following {
	load: () => Promise<SyncRunState>;
	/** called with every state that was read, the last one included */
	onState: (state: SyncRunState) => void;
	wait: (milliseconds: number) => Promise<void>;
	signal: AbortSignal;
	intervalMs?: number;
}

/** So many failed looks in a row end the following; the run itself goes on without it. */
const MAX_FAILURES = 3;

/** Whether a run will not change any more. */
export function isFinished({ status }: SyncRunState): boolean {
	return status !== 'queued' && status !== 'running';
}

/**
 * Looks at a sync run again and again until it is finished or nobody wants to know.
 *
 * @throws what `load` threw, after three failures in a row
 */
export async function followRun({
	load,
	onState,
	wait,
	signal,
	intervalMs = 2000,
}: Following): Promise<void> {
	let failures = 0;
	const isUnwanted = () => signal.aborted;

	while (!isUnwanted()) {
		try {
			const state = await load();
			if (isUnwanted()) return;
			failures = 0;
			onState(state);
			if (isFinished(state)) return;
		} catch (error) {
			if (isUnwanted()) return;
			failures += 1;
			if (failures === MAX_FAILURES) throw error;
		}

		await wait(intervalMs);
	}
}
