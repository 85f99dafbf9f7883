import { formatColumns, formatNumber } from '../columns.ts';
import { quantile } from '../statistics.ts';
import type { MeasuredNight } from './nightly.ts';

/** A portfolio's nights as one line: the median of what varies, the worst of what must not be. */
export interface NightlyLine {
	meters: number;
	nights: number;
	seconds: number;
	metersASecond: number;
	providerCalls: number;
	rowsWritten: number;
	cpuMsAMeter: number;
	memoryMib: { before: number; peak: number; after: number };
	longestWaitMs: number;
	/** how many times as long as in the portfolio before it a meter takes; 1 is a night that grows as the portfolio does */
	growth: number | undefined;
	goalSeconds: number;
	isReached: boolean;
}

/** A minute for a thousand meters; larger portfolios have half of it for each thousand. */
export function goalSecondsOf(meters: number): number {
	return meters <= 1000 ? 60 : (meters / 1000) * 30;
}

/** @param portfolios the nights of each portfolio, in the order of their size */
export function nightlyLines(portfolios: readonly (readonly MeasuredNight[])[]): NightlyLine[] {
	const lines: NightlyLine[] = [];
	for (const nights of portfolios) {
		const [first] = nights;
		const last = nights.at(-1);
		if (!first || !last) continue;
		const { meters, providerCalls, rowsWritten } = last;
		const seconds = quantile(
			nights.map((night) => night.seconds),
			0.5,
		);
		const smaller = lines.at(-1);
		const goalSeconds = goalSecondsOf(meters);
		lines.push({
			meters,
			nights: nights.length,
			seconds,
			metersASecond: meters / seconds,
			providerCalls,
			rowsWritten,
			cpuMsAMeter: quantile(
				nights.map(({ cpuSeconds }) => (cpuSeconds * 1000) / meters),
				0.5,
			),
			memoryMib: {
				before: first.memoryMib.before,
				peak: Math.max(...nights.map(({ memoryMib }) => memoryMib.peak)),
				after: last.memoryMib.after,
			},
			longestWaitMs: Math.max(...nights.map(({ longestWaitMs }) => longestWaitMs)),
			growth: smaller && seconds / meters / (smaller.seconds / smaller.meters),
			goalSeconds,
			isReached: seconds <= goalSeconds,
		});
	}

	return lines;
}

export function formatNightly(lines: readonly NightlyLine[]): string {
	return formatColumns(
		[
			[
				'meters',
				'median',
				'meters/s',
				'calls',
				'rows',
				'CPU a meter',
				'memory before, peak, after',
				'longest wait',
				'growth',
				'goal',
				'',
			],
			...lines.map((line) => [
				formatNumber(line.meters),
				`${formatNumber(line.seconds)} s`,
				formatNumber(line.metersASecond),
				formatNumber(line.providerCalls),
				formatNumber(line.rowsWritten),
				`${formatNumber(line.cpuMsAMeter)} ms`,
				`${[line.memoryMib.before, line.memoryMib.peak, line.memoryMib.after].map(Math.round).join(', ')} MiB`,
				`${formatNumber(line.longestWaitMs)} ms`,
				line.growth === undefined ? '' : `${formatNumber(line.growth)} ×`,
				`≤ ${line.goalSeconds} s`,
				line.isReached ? 'ok' : 'missed',
			]),
		],
		(column) => column < 10,
	);
}
