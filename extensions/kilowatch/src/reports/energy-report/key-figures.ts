import type { Comparison, DayEnergy } from '../../insight/period-figures.ts';
import { contentWidth, margin, type Sheet } from './sheet.ts';

interface Card {
	label: string;
	value: string;
	notes: string[];
	/** there is a figure; else the value says why there is none, and stays quiet */
	told: boolean;
}

const TOP = 147;
const COLUMNS = 4;
const GAP = 8;
const CARD_WIDTH = (contentWidth - GAP * (COLUMNS - 1)) / COLUMNS;
const CARD_HEIGHT = 76;
const PADDING = 9;
const NOTE_LINES = 2;

/** Two rows of figures, each with what it rests on. */
export function drawKeyFigures(sheet: Sheet): void {
	for (const [index, card] of cards(sheet).entries()) {
		drawCard(
			sheet,
			card,
			margin + (index % COLUMNS) * (CARD_WIDTH + GAP),
			TOP + Math.floor(index / COLUMNS) * (CARD_HEIGHT + GAP),
		);
	}
}

function drawCard(
	{ canvas, palette }: Sheet,
	{ label, value, notes, told }: Card,
	x: number,
	y: number,
): void {
	const width = CARD_WIDTH - 2 * PADDING;
	canvas.rectangle({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT }, palette.white, palette.rule);
	canvas.scaledText(label, x + PADDING, y + 16, { size: 8.5, colour: palette.muted }, width, 6.5);
	canvas.scaledText(
		value,
		x + PADDING,
		y + 37,
		{ size: told ? 16 : 12, bold: told, colour: told ? palette.accent : palette.muted },
		width,
		9,
	);
	let baseline = y + 50;
	for (const note of notes) {
		const style = { size: 7.2, colour: palette.muted };
		baseline = canvas.paragraph(note, x + PADDING, baseline, style, width, NOTE_LINES);
	}
}

function cards(sheet: Sheet): Card[] {
	const { facts, formats, texts } = sheet;
	const { figures, building } = facts;
	const known = texts.knownDaysOf(formats.integer(figures.knownDays), formats.integer(figures.expectedDays));

	return [
		energyCard(sheet, texts.consumption, figures.totalWh, [
			known,
			...(figures.partialDays > 0
				? [texts.furtherEnergy(kwh(formats.number(figures.partialWh / 1000)))]
				: []),
		]),
		energyCard(sheet, texts.averageDay, figures.meanWhPerDay, [known]),
		dayCard(sheet, texts.highestDay, figures.highest),
		dayCard(sheet, texts.lowestDay, figures.lowest),
		energyCard(sheet, texts.perSquareMetre, facts.whPerSquareMetre, [
			building.floorAreaM2 === null
				? texts.noFloorArea
				: texts.floorArea(formats.number(building.floorAreaM2)),
			known,
		]),
		energyCard(sheet, texts.perDwelling, facts.whPerDwelling, [
			building.dwellings === null
				? texts.noDwellings
				: texts.dwellings(building.dwellings, formats.integer(building.dwellings)),
			known,
		]),
		comparisonCard(sheet, facts.previousPeriod),
		// Of a whole year, the period before is last year's.
		...(facts.sameLastYear.period.from === facts.previousPeriod.period.from
			? []
			: [comparisonCard(sheet, facts.sameLastYear)]),
	];
}

function energyCard(
	{ formats, texts }: Sheet,
	label: string,
	energyWh: number | null,
	notes: string[],
): Card {
	return energyWh === null
		? { label, value: texts.notKnown, notes, told: false }
		: { label, value: kwh(formats.number(energyWh / 1000)), notes, told: true };
}

function dayCard(sheet: Sheet, label: string, day: DayEnergy | null): Card {
	return energyCard(sheet, label, day?.energyWh ?? null, day ? [sheet.formats.weekdayDate(day.date)] : []);
}

function comparisonCard({ formats, texts }: Sheet, comparison: Comparison): Card {
	const label = texts.comparedWith(formats.shortPeriod(comparison.period));
	const then = comparison.meanWhPerDay;
	if (comparison.change === null || then === null) {
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
		notes: [
			texts.earlierMean(kwh(formats.number(then / 1000))),
			texts.knownDaysOf(formats.integer(comparison.knownDays), formats.integer(comparison.expectedDays)),
		],
		told: true,
	};
}

/** A figure and its unit do not part at the end of a line. */
export function kwh(figure: string): string {
	return `${figure}\u00a0kWh`;
}
