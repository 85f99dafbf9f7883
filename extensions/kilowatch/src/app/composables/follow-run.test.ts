import { expect, test } from 'vitest';
import type { SyncRunState } from '../../shared/http-contract/sync-runs.ts';
import { followRun } from './follow-run.ts';

const run = (status: SyncRunState['status'], windowsDone = 0): SyncRunState => ({
	id: 'r',
	device: 'd',
	trigger: 'consent',
	status,
	windows_total: 4,
	windows_done: windowsDone,
	provider_calls: 0,
	rows_written: 0,
	started_at: null,
	finished_at: null,
	not_before: null,
	error_code: null,
	error_message: null,
});

function following(answers: (SyncRunState | Error)[]) {
	const seen: string[] = [];
	const waits: number[] = [];
	const controller = new AbortController();

	return {
		seen,
		waits,
		controller,
		options: {
			load: () => {
				const answer = answers.shift();

				return answer instanceof Error || answer === undefined
					? Promise.reject(answer ?? new Error('asked too often'))
					: Promise.resolve(answer);
			},
			onState: (state: SyncRunState) => seen.push(`${state.status} ${state.windows_done}`),
			wait: (milliseconds: number) => {
				waits.push(milliseconds);

				return Promise.resolve();
			},
			signal: controller.signal,
		},
	};
}

test('looks every two seconds until the run is finished', async () => {
	const { seen, waits, options } = following([run('queued'), run('running', 2), run('succeeded', 4)]);
	await followRun(options);

	expect(seen).toEqual(['queued 0', 'running 2', 'succeeded 4']);
	expect(waits).toEqual([2000, 2000]);
});

test('two failures in a row are overlooked, three are not', async () => {
	const down = new Error('down');
	const overlooked = following([down, down, run('running', 1), down, run('failed', 1)]);
	await followRun(overlooked.options);

	expect(overlooked.seen).toEqual(['running 1', 'failed 1']);
	await expect(followRun(following([down, down, down]).options)).rejects.toThrow('down');
});

test('stops when nobody wants to know any more', async () => {
	const { seen, controller, options } = following([run('running', 1)]);
	await followRun({
		...options,
		wait: () => {
			controller.abort();

			return Promise.resolve();
		},
	});

	expect(seen).toEqual(['running 1']);
});
