import { formatColumns, formatNumber } from '../columns.ts';
import type { Timing } from '../statistics.ts';

export type Page = 'raw' | 'days' | 'heatMap' | 'firstHeatMap';

/** One size of a portfolio. */
export interface GrowthLine {
	meters: number;
	/** rows that are there */
	readings: number;
	days: number;
	timings: Readonly<Record<Page, Timing>>;
}

export interface Growth {
	/** of half-hours, which the heat map goes over */
	months: number;
	/** from the smallest size to the largest */
	lines: readonly GrowthLine[];
}

/** What may not be passed: milliseconds at the 95th percentile, and how many times as long the largest portfolio takes. */
const GOAL = { p95Ms: 50, growth: 1.3 };

/** The first look at a building fills what the next ones read, and has no goal; of half-hours the goal is a ratio of its own. */
const withGoal: readonly Page[] = ['days', 'heatMap'];

export function formatGrowth({ months, lines }: Growth): string {
	const names: Readonly<Record<Page, string>> = {
		raw: '30 days of half-hours',
		days: '36 months of days',
		heatMap: `heat map of ${months} months`,
		firstHeatMap: `heat map of ${months} months, first look`,
	};
	const rows = (Object.keys(names) as Page[]).flatMap((page) => {
		const growth = growthOf(lines, page);

		return lines.map(({ meters, readings, timings: { [page]: timing } }, index) => [
			names[page],
			formatNumber(meters),
			formatNumber(readings),
			`${formatNumber(timing.medianMs)} ms`,
			`${formatNumber(timing.p95Ms)} ms`,
			withGoal.includes(page) ? `< ${GOAL.p95Ms} ms ${timing.p95Ms < GOAL.p95Ms ? 'ok' : 'missed'}` : '',
			index === lines.length - 1 && growth !== undefined
				? `${formatNumber(growth)} × (≤ ${GOAL.growth} ${growth <= GOAL.growth ? 'ok' : 'missed'})`
				: '',
		]);
	});
	const columns = formatColumns(
		[['', 'meters', 'half-hours', 'median', 'p95', 'goal', 'largest against smallest'], ...rows],
		(column) => column >= 1 && column <= 4,
	);

	return `A building's pages as the portfolio grows; three meters a building\n${columns}`;
}

/** How many times as long a page's median is in the largest portfolio as in the smallest; of one size there is none. */
export function growthOf(lines: readonly GrowthLine[], page: Page): number | undefined {
	const [smallest] = lines;
	const largest = lines.at(-1);
	if (!smallest || !largest || smallest === largest) return undefined;

	return largest.timings[page].medianMs / smallest.timings[page].medianMs;
}
