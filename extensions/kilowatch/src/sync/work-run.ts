import {
	claimRun,
	continueRun,
	finishRun,
	holdsRun,
	RunLost,
	type ClaimedRun,
	type RunResult,
} from '../storage/sync-runs.ts';
import { createCallTrail, type CallTrail, type KeptTrail } from './call-trail.ts';
import { closeRun } from './close-run.ts';
import type { RunContext } from './run-context.ts';
import { runDevice } from './run-device.ts';
import type { RunOutcome, Unfinished } from './run-outcome.ts';

export interface WorkRunOptions extends RunContext {
	/** writes a run's end where events can be seen: the run is the event of its silent bulk load */
	finish: (run: string, result: RunResult) => Promise<void>;
}

/** A run over which so many workers have died is not given to another one. */
const MAX_TAKEOVERS = 3;

/**
 * One job of a run: claims it, works off what one job does, and either ends it or leaves it to the next job.
 *
 * @returns whether another job is to follow
 * @throws what makes the database unreachable; the job is then to be tried again
 */
export async function workRun(options: WorkRunOptions, run: string): Promise<boolean> {
	const { database } = options;
	const claimed = await claimRun(database, run);
	if (!claimed) return false;
	const kept = claimed.progress as { trail?: KeptTrail } | undefined;
	const trail = createCallTrail(kept?.trail);
	const outcome = claimed.takeovers > MAX_TAKEOVERS ? gaveUp : await runSafely(options, claimed, trail);
	if (outcome === undefined) return false;
	if (outcome.status === 'unfinished') {
		const progress = { ...outcome.progress, trail: trail.keep() };
		await continueRun(database, claimed, { ...outcome, progress });

		return true;
	}
	if (await end(options, claimed, outcome)) await closeRun(database, claimed.id, trail.keep());

	return false;
}

/** @returns whether it was this worker's to end */
async function end(
	{ database, now, finish, log }: WorkRunOptions,
	run: ClaimedRun,
	outcome: RunOutcome,
): Promise<boolean> {
	if (!(await holdsRun(database, run))) return false;

	const result = { ...outcome, finished_at: now().toISOString() };
	try {
		await finish(run.id, result);
	} catch (error) {
		// Somebody's Flow or filter refused it; left running it would be worked off again and again.
		log('The end of a sync run could not be told', { run: run.id, device: run.device, error });
		await finishRun(database, run, result);
	}

	return true;
}

/** @returns `undefined` where the run is another worker's by now */
async function runSafely(
	options: WorkRunOptions,
	run: ClaimedRun,
	trail: CallTrail,
): Promise<RunOutcome | Unfinished | undefined> {
	try {
		return await runDevice(options, run, trail);
	} catch (error) {
		if (error instanceof RunLost) {
			options.log('A sync run went on elsewhere', { run: run.id, device: run.device });

			return undefined;
		}
		if (isDatabaseAway(error)) throw error;
		options.log('A sync run broke off', { run: run.id, device: run.device, error });

		return {
			status: 'failed',
			error_code: 'internal',
			error_message: 'The run broke off by a fault of our own; the server’s log has it',
			error_excerpt: null,
		};
	}
}

const gaveUp: RunOutcome = {
	status: 'failed',
	error_code: 'gave_up',
	error_message: 'The server broke off at this run again and again; its log has why',
	error_excerpt: null,
};

/**
 * A connection that was refused or lost, or a server that starts or stops (SQLSTATE classes 08 and 57P, 53300): nothing is
 * wrong with the run.
 */
function isDatabaseAway(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = 'code' in error ? String(error.code) : '';

	return (
		/^(08|57P|53300)/.test(code) ||
		/^E[A-Z]+$/.test(code) ||
		/Connection terminated|timeout exceeded when trying to connect/.test(error.message)
	);
}
