import { expect, test } from 'vitest';
import { formatTable, isReached, ratioOf, type Line } from './table.ts';

const reading: Line = {
	question: 'sum by day',
	measured: '/items',
	against: 'SQL',
	timings: {
		measured: { rounds: 9, medianMs: 12.345, p95Ms: 20 },
		against: { rounds: 9, medianMs: 3, p95Ms: 4.5 },
	},
	goal: { atMost: 4 },
};
const loading: Line = {
	question: 'loading',
	measured: 'unnest',
	against: 'COPY',
	timings: {
		measured: { rounds: 9, medianMs: 100, p95Ms: 200 },
		against: { rounds: 9, medianMs: 50, p95Ms: 50 },
	},
	rows: 10_000,
	goal: { atLeast: 0.8 },
};

test('a ratio of times says how much longer, one of speeds how much faster', () => {
	expect(ratioOf(reading)).toBeCloseTo(4.115, 10);
	expect(ratioOf(loading)).toBeCloseTo(0.5, 10);
});

test.each([
	[4, { atMost: 4 }, true],
	[4.01, { atMost: 4 }, false],
	[0.8, { atLeast: 0.8 }, true],
	[0.79, { atLeast: 0.8 }, false],
])('%d against %j: %s', (ratio, goal, expected) => {
	expect(isReached(ratio, goal)).toBe(expected);
});

test('the table is aligned, with goals only where there are any', () => {
	const printedOnly: Line = { ...reading, question: 'count', goal: undefined };

	expect(formatTable([reading, loading, printedOnly]).split('\n')).toEqual([
		'            measured          median            p95  against          median             p95   ratio  goal',
		'sum by day  /items           12.3 ms          20 ms  SQL                3 ms          4.5 ms  4.12 ×  ≤ 4    missed',
		'loading     unnest    100,000 rows/s  50,000 rows/s  COPY     200,000 rows/s  200,000 rows/s   0.5 ×  ≥ 0.8  missed',
		'count       /items           12.3 ms          20 ms  SQL                3 ms          4.5 ms  4.12 ×',
	]);
});
