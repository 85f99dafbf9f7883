import type { SyncRunState } from '../../../shared/http-contract/sync-runs.ts';
import type { Progress } from './progress-line.ts';

/** Whether nothing more comes of a run. */
export function isOver({ status }: Pick<SyncRunState, 'status'>): boolean {
	return status !== 'queued' && status !== 'running';
}

/** How far runs are together. A meter counts like any other, for how many windows it has is known when its run begins. */
export function progressOf(runs: readonly SyncRunState[]): Progress {
	const sum = (value: (run: SyncRunState) => number) => runs.reduce((total, run) => total + value(run), 0);
	const done = runs.filter(isOver).length;
	const facts = [
		`${done} of ${runs.length} ${runs.length === 1 ? 'meter' : 'meters'}`,
		`${sum((run) => run.windows_done)} of ${sum((run) => run.windows_total)} windows`,
		`${sum((run) => run.rows_written)} rows`,
	];

	return { share: runs.length === 0 ? 1 : sum(shareOf) / runs.length, facts: facts.join(' · ') };
}

function shareOf(run: SyncRunState): number {
	if (isOver(run)) return 1;

	return run.windows_total === 0 ? 0 : Math.min(1, run.windows_done / run.windows_total);
}

/** A line for each run that did not do all of its work, with the code to look up and what it means. */
export function failureLines(runs: readonly SyncRunState[]): string[] {
	return runs
		.filter(({ status }) => status === 'partial' || status === 'failed')
		.map(
			({ device, status, error_code: code, error_message: message }) =>
				`${status} ${device} ${code ?? 'unknown'}${message === null ? '' : `: ${message}`}`,
		);
}
