import { expect, test } from 'vitest';
import type { SyncRunState } from '../../../shared/http-contract/sync-runs.ts';
import { failureLines, progressOf } from './run-totals.ts';

function run(state: Partial<SyncRunState>): SyncRunState {
	return {
		id: 'run',
		device: 'meter',
		trigger: 'manual',
		status: 'queued',
		windows_total: 0,
		windows_done: 0,
		provider_calls: 0,
		rows_written: 0,
		started_at: null,
		finished_at: null,
		not_before: null,
		error_code: null,
		error_message: null,
		...state,
	};
}

test('a run that has not begun counts as much as the others', () => {
	const runs = [
		run({ status: 'succeeded', windows_total: 4, windows_done: 4, rows_written: 300 }),
		run({ status: 'running', windows_total: 100, windows_done: 50, rows_written: 12 }),
		run({}),
		run({ status: 'failed' }),
	];

	expect(progressOf(runs)).toEqual({
		share: 0.625,
		facts: '2 of 4 meters · 54 of 104 windows · 312 rows',
	});
});

test('who has nothing to do is done', () => {
	expect(progressOf([]).share).toBe(1);
});

test('what failed is told with its code and its message', () => {
	expect(
		failureLines([
			run({ status: 'succeeded' }),
			run({ device: 'a', status: 'partial', error_code: 'http_503', error_message: 'The operator is away' }),
			run({ device: 'b', status: 'failed' }),
		]),
	).toEqual(['partial a http_503: The operator is away', 'failed b unknown']);
});
