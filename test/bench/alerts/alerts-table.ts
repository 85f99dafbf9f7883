import { formatColumns, formatNumber } from '../columns.ts';
import { quantile } from '../statistics.ts';
import type { AlertsBench } from './bench-alerts.ts';

/** A portfolio's nights as one line: the median of what varies, the worst of what must not be. */
export interface AlertLine {
	meters: number;
	nights: number;
	/** made in the first night */
	alerts: number;
	seconds: number;
	cpuMsAMeter: number;
	memoryMib: { before: number; peak: number; after: number };
	waitMs: { p99: number; longest: number };
	goalSeconds: number;
	isReached: boolean;
}

/** A minute for ten thousand meters, and nobody waits for longer than a twentieth of a second. */
const GOAL = { msAMeter: 6, longestWaitMs: 50 };
/** Starting takes its time in a small portfolio, too. */
const LEAST_GOAL_SECONDS = 1;

/** @param portfolios the nights of each portfolio, in the order of their size */
export function alertLines(portfolios: readonly AlertsBench['nights'][]): AlertLine[] {
	return portfolios.flatMap((nights): AlertLine[] => {
		const [first] = nights;
		const last = nights.at(-1);
		if (!first || !last) return [];
		const { meters } = last;
		const median = (values: number[]) => quantile(values, 0.5);
		const seconds = median(nights.map((night) => night.seconds));
		const goalSeconds = Math.max(LEAST_GOAL_SECONDS, (meters * GOAL.msAMeter) / 1000);
		const waitMs = {
			p99: Math.max(...nights.map((night) => night.waitMs.p99)),
			longest: Math.max(...nights.map((night) => night.waitMs.longest)),
		};

		return [
			{
				meters,
				nights: nights.length,
				alerts: first.created,
				seconds,
				cpuMsAMeter: median(nights.map(({ cpuSeconds }) => (cpuSeconds * 1000) / meters)),
				memoryMib: {
					before: first.memoryMib.before,
					peak: Math.max(...nights.map(({ memoryMib }) => memoryMib.peak)),
					after: last.memoryMib.after,
				},
				waitMs,
				goalSeconds,
				isReached: seconds <= goalSeconds && waitMs.longest <= GOAL.longestWaitMs,
			},
		];
	});
}

export function formatAlerts({ lines, history }: Pick<AlertsBench, 'lines' | 'history'>): string {
	const table = formatColumns(
		[
			[
				'meters',
				'alerts',
				'median',
				'CPU a meter',
				'memory before, peak, after',
				'wait p99',
				'longest',
				'goal',
				'',
			],
			...lines.map((line) => [
				formatNumber(line.meters),
				formatNumber(line.alerts),
				`${formatNumber(line.seconds)} s`,
				`${formatNumber(line.cpuMsAMeter)} ms`,
				`${[line.memoryMib.before, line.memoryMib.peak, line.memoryMib.after].map(Math.round).join(', ')} MiB`,
				`${formatNumber(line.waitMs.p99)} ms`,
				`${formatNumber(line.waitMs.longest)} ms`,
				`≤ ${formatNumber(line.goalSeconds)} s, ${GOAL.longestWaitMs} ms`,
				line.isReached ? 'ok' : 'missed',
			]),
		],
		(column) => column < 8,
	);
	const years = `${history.meters} histories of ${history.years} years`;

	return `Alerts: the last day of every meter, judged in one process\n${table}\n\nThe rules alone over ${years}: ${formatNumber(history.cpuMsAMeterYear)} ms of CPU a meter and year`;
}
