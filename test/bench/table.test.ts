import { expect, test } from 'vitest';
import { formatTable, isReached, judgedRatioOf, p95RatioOf, ratioOf, type Line } from './table.ts';

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
	expect(p95RatioOf(reading)).toBeCloseTo(20 / 4.5, 10);
	expect(p95RatioOf(loading)).toBeCloseTo(0.25, 10);
});

test('a goal is of the medians, or of the 95th percentile where it says so', () => {
	expect(judgedRatioOf(reading)).toBe(ratioOf(reading));
	expect(judgedRatioOf({ ...reading, goal: { atMost: 4.2, of: 'p95' } })).toBe(p95RatioOf(reading));
	expect(formatTable([{ ...reading, goal: { atMost: 4.2, of: 'p95' } }])).toContain('p95 ≤ 4.2  missed');
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
		'            measured          median            p95  against          median             p95   ratio  of p95  goal',
		'sum by day  /items           12.3 ms          20 ms  SQL                3 ms          4.5 ms  4.12 ×  4.44 ×  ≤ 4    missed',
		'loading     unnest    100,000 rows/s  50,000 rows/s  COPY     200,000 rows/s  200,000 rows/s   0.5 ×  0.25 ×  ≥ 0.8  missed',
		'count       /items           12.3 ms          20 ms  SQL                3 ms          4.5 ms  4.12 ×  4.44 ×',
	]);
});
