import { expect, test } from 'vitest';
import { formatNightly, goalSecondsOf, nightlyLines } from './nightly-table.ts';
import type { MeasuredNight } from './nightly.ts';

const night = (meters: number, seconds: number, changes: Partial<MeasuredNight> = {}): MeasuredNight => ({
	meters,
	runs: meters,
	seconds,
	cpuSeconds: seconds / 2,
	memoryMib: { before: 100, peak: 200, after: 150 },
	longestWaitMs: 12,
	providerCalls: meters * 3,
	rowsWritten: meters * 51,
	...changes,
});

test('a portfolio is the median of its nights, and the worst of memory and waiting', () => {
	const [line] = nightlyLines([
		[
			night(100, 9, { longestWaitMs: 40 }),
			night(100, 4, { memoryMib: { before: 150, peak: 300, after: 160 } }),
			night(100, 5),
		],
	]);

	expect(line).toMatchObject({ meters: 100, nights: 3, seconds: 5, metersASecond: 20, cpuMsAMeter: 25 });
	expect(line).toMatchObject({ memoryMib: { before: 100, peak: 300, after: 150 }, longestWaitMs: 40 });
});

test('growth is what a meter takes against the smaller portfolio', () => {
	const lines = nightlyLines([[night(100, 5)], [night(1000, 75)]]);

	expect(lines[0]?.growth).toBeUndefined();
	expect(lines[1]?.growth).toBeCloseTo(1.5, 10);
	expect(lines.map(({ isReached }) => isReached)).toEqual([true, false]);
});

test.each([
	[100, 60],
	[1000, 60],
	[10_000, 300],
])('%d meters have %d seconds', (meters, seconds) => {
	expect(goalSecondsOf(meters)).toBe(seconds);
});

test('the table is aligned', () => {
	expect(formatNightly(nightlyLines([[night(100, 5)], [night(1000, 50)]])).split('\n')).toEqual([
		'meters  median  meters/s  calls    rows  CPU a meter  memory before, peak, after  longest wait  growth    goal',
		'   100     5 s        20    300   5,100        25 ms           100, 200, 150 MiB         12 ms          ≤ 60 s  ok',
		' 1,000    50 s        20  3,000  51,000        25 ms           100, 200, 150 MiB         12 ms     1 ×  ≤ 60 s  ok',
	]);
});
