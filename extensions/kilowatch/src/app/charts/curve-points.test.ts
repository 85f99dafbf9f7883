import { expect, test } from 'vitest';
import type { ChartMark } from './chart-view.ts';
import { curvePoints } from './curve-points.ts';

const mark = (startMs: number, value: number | null, state: ChartMark['state'] = 'known'): ChartMark => ({
	key: String(startMs),
	startMs,
	value,
	state,
	label: '',
	tick: '',
	text: '',
});

test('runs begin and end on the edges of their intervals, and gaps break the line', () => {
	const marks = [mark(0, 1), mark(10, 2, 'partial'), mark(20, null, 'missing'), mark(30, 3)];

	expect(
		curvePoints({ marks, stepMs: 10 }).map(({ x, y, mark: index, partial }) => [x, y, index, partial]),
	).toEqual([
		[0, 1, 0, false],
		[5, 1, 0, false],
		[15, 2, 1, true],
		[20, 2, 1, true],
		[20, null, 1, true],
		[30, 3, 3, false],
		[35, 3, 3, false],
		[40, 3, 3, false],
		[40, null, 3, false],
	]);
});

test('no values, no points', () => {
	expect(curvePoints({ marks: [mark(0, null, 'missing')], stepMs: 10 })).toEqual([]);
});
