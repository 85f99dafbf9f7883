import type { Provider } from '../providers/provider.ts';
import type { Database } from '../storage/database.ts';
import {
	claimRun,
	deferRun,
	endDeadRuns,
	finishRun,
	holdsRun,
	RunLost,
	type ClaimedRun,
	type RunResult,
} from '../storage/sync-runs.ts';
import type { RunContext } from './run-context.ts';
import { runDevice } from './run-device.ts';
import type { Deferral, RunOutcome } from './run-outcome.ts';

export interface RunnerOptions extends RunContext {
	database: Database;
	providers: ReadonlyMap<string, Provider>;
	/** runs at work in this process at a time; 0: this process only queues */
	workers: number;
	/** writes a run's end where events can be seen: the run is the event of its silent bulk load */
	finish: (run: string, result: RunResult) => Promise<void>;
}

/**
 * Works queued runs off inside this process. Crash-only: a run is claimed in the database, kept by a heartbeat, and
 * taken over by another process when that stops.
 */
export interface Runner {
	/** starts workers while there are queued runs; returns at once and never throws */
	wake(): void;
	/** resolves when nothing is at work in this process any more; for tests and commands */
	idle(): Promise<void>;
}

export function createRunner(options: RunnerOptions): Runner {
	const atWork = new Set<Promise<void>>();

	const work = async () => {
		try {
			await endDeadRuns(options.database);
			for (let run = await claimRun(options.database); run; run = await claimRun(options.database)) {
				await workOff(options, run);
			}
		} catch (error) {
			options.log('A sync worker stopped', { error });
		}
	};

	return {
		wake() {
			while (atWork.size < options.workers) {
				const worker: Promise<void> = work().finally(() => atWork.delete(worker));
				atWork.add(worker);
			}
		},
		async idle() {
			while (atWork.size > 0) await Promise.all(atWork);
		},
	};
}

async function workOff(options: RunnerOptions, run: ClaimedRun): Promise<void> {
	const { database, log } = options;
	const outcome = await runSafely(options, run);
	if (outcome === undefined) return;
	if (outcome.status === 'deferred') {
		await deferRun(database, run, outcome.notBefore, outcome.untilDate);
		return;
	}
	if (!(await holdsRun(database, run))) return;

	const result = { ...outcome, finished_at: options.now().toISOString() };
	try {
		await options.finish(run.id, result);
	} catch (error) {
		// Somebody's Flow or filter refused it; left running it would be worked off again and again.
		log('The end of a sync run could not be told', { run: run.id, device: run.device, error });
		await finishRun(database, run, result);
	}
}

/** @returns `undefined` where the run is another worker's by now */
async function runSafely(
	options: RunnerOptions,
	run: ClaimedRun,
): Promise<RunOutcome | Deferral | undefined> {
	try {
		return await runDevice(options, run);
	} catch (error) {
		if (error instanceof RunLost) {
			options.log('A sync run went on elsewhere', { run: run.id, device: run.device });

			return undefined;
		}
		options.log('A sync run broke off', { run: run.id, device: run.device, error });

		return {
			status: 'failed',
			error_code: 'internal',
			error_message: 'The run broke off by a fault of our own; the server’s log has it',
			error_excerpt: null,
		};
	}
}
