/** The course of consumption: the days or months as bars, what they are compared with, and a table of the months. */
import type { ReportMonth } from '../../insight/report-months.ts';
import type { StatisticsComparison } from '../../shared/http-contract/statistics.ts';
import { chartHeight, drawBarChart, energyText, type ChartTexts } from './bar-chart.ts';
import type { Column } from './chart-layout.ts';
import type { Drawing } from './drawing.ts';
import { comparisons } from './key-figures.ts';
import { drawTable, tableStart, type Cell } from './table.ts';

/** More days than these are shown as months. */
const MOST_DAYS_SHOWN = 62;

export function isShownByMonth({ facts }: Pick<Drawing, 'facts'>): boolean {
	return facts.days.length > MOST_DAYS_SHOWN;
}

export async function drawConsumption(drawing: Drawing): Promise<void> {
	const { facts, flow, formats, texts, palette } = drawing;
	const { beside } = facts;
	const isByMonth = isShownByMonth(drawing);
	flow.section(texts.course, chartHeight + 20);
	flow.heading(isByMonth ? texts.monthly : texts.daily, chartHeight);
	const mean = facts.figures.meanWhPerDay;
	const chart: ChartTexts = {
		label: (date, step) =>
			isByMonth
				? formats.shortMonth(date)
				: step === 'week'
					? formats.shortDate(date)
					: String(Number(date.slice(8))),
		legend: isByMonth ? texts.monthLegend : texts.legend,
		beside: beside ? texts.besideDays[beside.kind](formats.shortPeriod(beside.period)) : undefined,
		mean:
			isByMonth || mean === null
				? undefined
				: { energyWh: mean, text: texts.mean(energyText(drawing, mean)) },
	};
	drawBarChart(drawing, isByMonth ? facts.months.map(monthColumn) : dayColumns(drawing), chart);

	flow.heading(texts.comparisons, tableStart);
	await drawTable(
		drawing,
		[
			{ title: texts.comparisonColumns.with, share: 0.23 },
			{ title: texts.comparisonColumns.days, share: 0.09, align: 'right' },
			{ title: texts.comparisonColumns.then, share: 0.15, align: 'right' },
			{ title: texts.comparisonColumns.now, share: 0.15, align: 'right' },
			{ title: texts.comparisonColumns.change, share: 0.16, align: 'right' },
			{ title: texts.comparisonColumns.corrected, share: 0.22, align: 'right' },
		],
		comparisons(facts).map((comparison) => comparisonRow(drawing, comparison)),
	);
	flow.paragraph(texts.comparisonMethod, { size: 7.4, colour: palette.muted });
	if (isByMonth) await drawMonths(drawing);
}

function comparisonRow(drawing: Drawing, comparison: StatisticsComparison): Cell[] {
	const { formats, texts } = drawing;
	const { days_compared, current_wh, earlier_wh, change, obstacle, degree_days } = comparison;
	const isTold = days_compared > 0;
	const correction =
		degree_days.change === null
			? {
					text: '–',
					quiet:
						degree_days.obstacle === null || degree_days.obstacle === 'not_compared'
							? undefined
							: texts.correctionObstacles[degree_days.obstacle],
				}
			: {
					text: formats.change(degree_days.change),
					quiet: texts.correction(
						formats.number(degree_days.base_celsius),
						formats.integer(degree_days.earlier),
						formats.integer(degree_days.current),
					),
				};

	return [
		{ text: formats.shortPeriod(comparison) },
		{ text: formats.integer(days_compared) },
		{ text: isTold ? energyText(drawing, earlier_wh) : '–' },
		{ text: isTold ? energyText(drawing, current_wh) : '–' },
		{
			text: change === null ? '–' : formats.change(change),
			quiet: obstacle === null ? undefined : texts.obstacles[obstacle],
			isBold: true,
		},
		correction,
	];
}

async function drawMonths(drawing: Drawing): Promise<void> {
	const { facts, flow, formats, texts } = drawing;
	const { beside, months } = facts;
	flow.heading(texts.monthly, tableStart);
	await drawTable(
		drawing,
		[
			{ title: texts.month, share: 0.24 },
			{ title: texts.consumption, share: 0.2, align: 'right' },
			{ title: texts.days, share: 0.12, align: 'right' },
			{
				title: beside ? texts.earlierColumn(formats.shortPeriod(beside.period)) : '',
				share: 0.22,
				align: 'right',
			},
			{ title: beside ? texts.sameDays : '', share: 0.22, align: 'right' },
		],
		months.map((month) => [
			{ text: formats.month(month.from) },
			{
				text: month.knownWh === null ? '–' : energyText(drawing, month.knownWh),
				quiet: month.partialWh > 0 ? texts.furtherEnergy(energyText(drawing, month.partialWh)) : undefined,
			},
			{ text: `${formats.integer(month.knownDays)}/${formats.integer(month.expectedDays)}` },
			{ text: beside && month.earlierWh !== null ? energyText(drawing, month.earlierWh) : beside ? '–' : '' },
			{ text: beside ? (month.change === null ? '–' : formats.change(month.change)) : '' },
		]),
	);
}

function dayColumns({ facts }: Drawing): Column[] {
	return facts.days.map((day, index) => ({ ...day, besideWh: facts.beside?.energiesWh[index] ?? null }));
}

function monthColumn({ from, expectedDays, knownDays, knownWh, partialWh, earlierWh }: ReportMonth): Column {
	const isAnything = knownWh !== null || partialWh !== 0;

	return {
		date: from,
		state: !isAnything ? 'missing' : knownDays === expectedDays ? 'known' : 'partial',
		energyWh: isAnything ? (knownWh ?? 0) + partialWh : null,
		besideWh: earlierWh,
	};
}
