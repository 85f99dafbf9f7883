/** Cards with a figure each, and what it rests on. */
import type { ReportFacts } from '../../insight/report-facts.ts';
import type { DayEnergy } from '../../insight/period-figures.ts';
import type { StatisticsComparison } from '../../shared/http-contract/statistics.ts';
import { energyText } from './bar-chart.ts';
import type { Drawing } from './drawing.ts';
import { contentWidth, margin } from './page.ts';

interface Card {
	label: string;
	value: string;
	notes: string[];
	/** there is a figure; else the value says why there is none, and stays quiet */
	told: boolean;
}

const COLUMNS = 4;
const GAP = 8;
const CARD_WIDTH = (contentWidth - GAP * (COLUMNS - 1)) / COLUMNS;
const CARD_HEIGHT = 80;
const PADDING = 9;
const NOTE_LINES = 2;
const MOST_CARDS = 12;

export function drawKeyFigures(drawing: Drawing, top: number): void {
	for (const [index, card] of cards(drawing).entries()) {
		drawCard(
			drawing,
			card,
			margin + (index % COLUMNS) * (CARD_WIDTH + GAP),
			top + Math.floor(index / COLUMNS) * (CARD_HEIGHT + GAP),
		);
	}
}

export function keyFiguresHeight(facts: ReportFacts): number {
	return Math.ceil(countCards(facts) / COLUMNS) * (CARD_HEIGHT + GAP);
}

function drawCard(
	{ flow: { canvas }, palette }: Drawing,
	{ label, value, notes, told }: Card,
	x: number,
	y: number,
): void {
	const width = CARD_WIDTH - 2 * PADDING;
	canvas.frame({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT }, palette.rule);
	canvas.scaledText(label, x + PADDING, y + 16, { size: 8.5, colour: palette.muted }, width, 6.2);
	canvas.scaledText(
		value,
		x + PADDING,
		y + 37,
		{ size: told ? 16 : 12, bold: told, colour: told ? palette.accent : palette.muted },
		width,
		8,
	);
	let baseline = y + 50;
	for (const note of notes) {
		const style = { size: 7, colour: palette.muted };
		baseline = canvas.paragraph(note, x + PADDING, baseline, style, width, NOTE_LINES);
	}
}

function cards(drawing: Drawing): Card[] {
	const { facts, formats, texts } = drawing;
	const { figures, building, statistics, costs, carbon } = facts;
	const known = texts.knownDaysOf(formats.integer(figures.knownDays), formats.integer(figures.expectedDays));
	const { peak, base_load_w, day_and_night } = statistics;
	const used = (day_and_night?.day_wh ?? 0) + (day_and_night?.night_wh ?? 0);

	const all: Card[] = [
		energyCard(drawing, texts.consumption, figures.totalWh, [
			known,
			...(figures.partialDays > 0 ? [texts.furtherEnergy(energyText(drawing, figures.partialWh))] : []),
		]),
		...comparisons(facts).map((comparison) => comparisonCard(drawing, comparison)),
		energyCard(drawing, texts.averageDay, figures.meanWhPerDay, [known]),
		dayCard(drawing, texts.highestDay, figures.highest),
		dayCard(drawing, texts.lowestDay, figures.lowest),
		energyCard(drawing, texts.perSquareMetre, facts.whPerSquareMetre, [
			building.floorAreaM2 === null
				? texts.noFloorArea
				: texts.floorArea(formats.number(building.floorAreaM2)),
			known,
		]),
		energyCard(drawing, texts.perDwelling, facts.whPerDwelling, [
			building.dwellings === null
				? texts.noDwellings
				: texts.dwellings(building.dwellings, formats.integer(building.dwellings)),
			known,
		]),
		...(base_load_w === null
			? []
			: [
					{
						label: texts.baseLoad,
						value: formats.power(base_load_w),
						notes: [texts.baseLoadNote],
						told: true,
					},
				]),
		...(peak
			? [
					{
						label: texts.peak,
						value: formats.power(peak.power_w),
						notes: [formats.instant(new Date(peak.at), building.timezone)],
						told: true,
					},
				]
			: []),
		...(day_and_night && used > 0
			? [
					{
						label: texts.night,
						value: formats.percent(day_and_night.night_wh / used),
						notes: [texts.nightNote],
						told: true,
					},
				]
			: []),
		...(costs?.obstacle === null
			? [
					{
						label: texts.costs.title,
						value: formats.money(costs.total, costs.currency),
						notes: [texts.costs.known(formats.integer(costs.days), formats.integer(costs.expectedDays))],
						told: true,
					},
				]
			: []),
		...(carbon?.obstacle === null
			? [{ label: texts.carbon.title, value: formats.kilograms(carbon.kilograms), notes: [], told: true }]
			: []),
	];

	return all.slice(0, MOST_CARDS);
}

/** As {@link cards} makes, which needs no more than the facts to count them. */
function countCards({ statistics, costs, carbon, ...facts }: ReportFacts): number {
	const { peak, base_load_w, day_and_night } = statistics;
	const used = (day_and_night?.day_wh ?? 0) + (day_and_night?.night_wh ?? 0);
	const optional = [
		base_load_w !== null,
		peak !== null,
		day_and_night !== null && used > 0,
		costs?.obstacle === null,
		carbon?.obstacle === null,
	];

	return Math.min(
		MOST_CARDS,
		6 + comparisons({ ...facts, statistics }).length + optional.filter(Boolean).length,
	);
}

/** Of a whole year, the period before is last year's. */
export function comparisons({ statistics }: Pick<ReportFacts, 'statistics'>): StatisticsComparison[] {
	const { previous, last_year } = statistics.comparison;

	return last_year.from === previous.from && last_year.to === previous.to
		? [previous]
		: [previous, last_year];
}

function energyCard(drawing: Drawing, label: string, energyWh: number | null, notes: string[]): Card {
	return energyWh === null
		? { label, value: drawing.texts.notKnown, notes, told: false }
		: { label, value: energyText(drawing, energyWh), notes, told: true };
}

function dayCard(drawing: Drawing, label: string, day: DayEnergy | null): Card {
	return energyCard(
		drawing,
		label,
		day?.energyWh ?? null,
		day ? [drawing.formats.weekdayDate(day.date)] : [],
	);
}

function comparisonCard(drawing: Drawing, comparison: StatisticsComparison): Card {
	const { formats, texts } = drawing;
	const label = texts.comparedWith(formats.shortPeriod(comparison));
	if (comparison.change === null) {
		return {
			label,
			value: texts.notKnown,
			notes: comparison.obstacle === null ? [] : [texts.obstacles[comparison.obstacle]],
			told: false,
		};
	}

	return {
		label,
		value: formats.change(comparison.change),
		notes: [texts.onDays(comparison.days_compared, formats.integer(comparison.days_compared))],
		told: true,
	};
}
