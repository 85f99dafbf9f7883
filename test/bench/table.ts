import { formatColumns, formatNumber } from './columns.ts';
import type { Timing } from './statistics.ts';

/** A ratio that is to be reached, of the medians or of what 95 of 100 runs reach. */
export type Goal = ({ atMost: number } | { atLeast: number }) & { of?: 'p95' };

/** One ratio: the same thing done in two ways. */
export interface Line {
	question: string;
	/** ways by name */
	measured: string;
	against: string;
	timings: { measured: Timing; against: Timing };
	/** rows that each run loads, where speed and not time is the matter; the ratio is one of speeds then */
	rows?: number | undefined;
	goal?: Goal | undefined;
}

/** How many times as long as the other way it takes; with rows, how many times as fast it is. */
export function ratioOf({ timings, rows }: Line): number {
	const { measured, against } = timings;

	return rows === undefined ? measured.medianMs / against.medianMs : against.medianMs / measured.medianMs;
}

/** As {@link ratioOf}, at the 95th percentile. */
export function p95RatioOf({ timings: { measured, against }, rows }: Line): number {
	return rows === undefined ? measured.p95Ms / against.p95Ms : against.p95Ms / measured.p95Ms;
}

/** The ratio that a line's goal is about. */
export function judgedRatioOf(line: Line): number {
	return line.goal?.of === 'p95' ? p95RatioOf(line) : ratioOf(line);
}

export function isReached(ratio: number, goal: Goal): boolean {
	return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
}

/** The lines as columns of text. Of a speed, `p95` is the one that 95 of 100 runs reach. */
export function formatTable(lines: readonly Line[]): string {
	const rows = [
		['', 'measured', 'median', 'p95', 'against', 'median', 'p95', 'ratio', 'of p95', 'goal', ''],
		...lines.map((line) => {
			return [
				line.question,
				line.measured,
				...formatTiming(line.timings.measured, line.rows),
				line.against,
				...formatTiming(line.timings.against, line.rows),
				`${formatNumber(ratioOf(line))} ×`,
				`${formatNumber(p95RatioOf(line))} ×`,
				...(line.goal === undefined
					? ['', '']
					: [formatGoal(line.goal), isReached(judgedRatioOf(line), line.goal) ? 'ok' : 'missed']),
			];
		}),
	];

	return formatColumns(rows, (column) => numberColumns.includes(column));
}

const numberColumns = [2, 3, 5, 6, 7, 8];

function formatTiming({ medianMs, p95Ms }: Timing, rows: number | undefined): [string, string] {
	const format = (durationMs: number) =>
		rows === undefined
			? `${formatNumber(durationMs)} ms`
			: `${formatNumber(rowsPerSecond(rows, durationMs))} rows/s`;

	return [format(medianMs), format(p95Ms)];
}

function formatGoal(goal: Goal): string {
	const limit = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;

	return goal.of === 'p95' ? `p95 ${limit}` : limit;
}

function rowsPerSecond(rows: number, durationMs: number): number {
	return (rows * 1000) / durationMs;
}
