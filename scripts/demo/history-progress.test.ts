import { expect, test } from 'vitest';
import { describeProgress, type MeterProgress } from './history-progress.ts';

const meter = (
	status: MeterProgress['status'],
	windowsDone: number,
	windowsTotal: number,
): MeterProgress => ({
	status,
	windowsDone,
	windowsTotal,
});

test.each<[string, MeterProgress[], number, string]>([
	['nothing planned yet', [meter('queued', 0, 0)], 0, 'History: 0 of 1 meters, 0 % of the calls.'],
	[
		'a waiting meter counts as one more of the planned ones',
		[meter('running', 50, 100), meter('queued', 0, 0)],
		1,
		'History: 0 of 2 meters, 25 % of the calls, about 3 minutes left.',
	],
	[
		'the end is near',
		[meter('succeeded', 100, 100), meter('running', 99, 100)],
		0.5,
		'History: 1 of 2 meters, 99 % of the calls, less than a minute left.',
	],
	[
		'a failed meter is done, too',
		[meter('failed', 3, 3), meter('running', 0, 60)],
		1,
		'History: 1 of 2 meters, 4 % of the calls, about a minute left.',
	],
	[
		'at the operator’s own limits',
		[meter('running', 0, 10_800)],
		1,
		'History: 0 of 1 meters, 0 % of the calls, about 3 hours left.',
	],
	['no speed, no promise', [meter('running', 5, 100)], 0, 'History: 0 of 1 meters, 5 % of the calls.'],
])('%s', (_, meters, windowsPerSecond, line) => {
	expect(describeProgress(meters, windowsPerSecond)).toBe(line);
});
