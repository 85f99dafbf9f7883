import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef } from 'vue';
import type { SyncRunState } from '../../shared/http-contract/sync-runs.ts';
import type { HttpClient } from '../kilowatch-client.ts';
import { getRun } from '../kilowatch-client.ts';
import { followRun } from './follow-run.ts';

/** Runs of many meters are looked at more rarely: the whole Studio shares a queue of ten requests a second. */
const RUNS_PER_LOOK = 4;
const INTERVAL_MS = 2000;

export interface SyncRuns {
	/** the newest state of each meter's run, by device */
	states: Readonly<ShallowRef<Readonly<Record<string, SyncRunState>>>>;
	/** the progress cannot be read at the moment */
	lost: Readonly<Ref<boolean>>;
	/** Follows runs until they are finished; those followed already are left alone. */
	follow: (runs: readonly { run: string; device: string }[]) => void;
}

/** Follows sync runs of a page's meters and tells of every step forward. */
export function useSyncRuns(
	http: HttpClient,
	{ onProgress, onFinished }: { onProgress: () => void; onFinished: () => void },
): SyncRuns {
	const states = shallowRef<Record<string, SyncRunState>>({});
	const lost = ref(false);
	const followed = new Set<string>();
	const controller = new AbortController();
	onScopeDispose(() => controller.abort());

	function take(state: SyncRunState): void {
		const before = states.value[state.device];
		states.value = { ...states.value, [state.device]: state };
		lost.value = false;
		if (before?.id === state.id && before.windows_done < state.windows_done) onProgress();
	}

	async function followOne(run: string): Promise<void> {
		followed.add(run);

		try {
			await followRun({
				load: () => getRun(http, run, controller.signal),
				onState: take,
				wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
				signal: controller.signal,
				intervalMs: INTERVAL_MS * Math.ceil(followed.size / RUNS_PER_LOOK),
			});
			if (!controller.signal.aborted) onFinished();
		} catch {
			lost.value = true;
		} finally {
			followed.delete(run);
		}
	}

	return {
		states,
		lost,
		follow(runs) {
			for (const { run } of runs) if (!followed.has(run)) void followOne(run);
		},
	};
}
