import { hatching, type Box } from './canvas.ts';
import { layOutChart, type Bar, type DateStep } from './chart-layout.ts';
import { kwh } from './key-figures.ts';
import { contentWidth, margin, type Sheet } from './sheet.ts';

const TITLE_BASELINE = 328;
const AXIS_WIDTH = 40;
const PLOT: Box = { x: margin + AXIS_WIDTH, y: 344, width: contentWidth - AXIS_WIDTH, height: 186 };
const LABELS_BASELINE = PLOT.y + PLOT.height + 11;
const HATCH_GAP = 3.2;
const LEGEND_BASELINE = LABELS_BASELINE + 17;

/** The days as bars: known ones full, partly known ones hatched, holes as empty grey columns. */
export function drawDailyChart(sheet: Sheet): void {
	const { facts, canvas, palette, formats, texts } = sheet;
	const { bars, holes, ticks, dates, dateStep, y } = layOutChart(facts.days, PLOT);
	const small = { size: 7.2, colour: palette.muted };
	const right = PLOT.x + PLOT.width;
	canvas.text(
		texts.dailyConsumption,
		margin,
		TITLE_BASELINE,
		{ size: 11, bold: true, colour: palette.ink },
		contentWidth,
	);

	for (const hole of holes) canvas.rectangle(hole, palette.hole);
	for (const { energyWh, y: tickY } of ticks) {
		canvas.line([PLOT.x, tickY], [right, tickY], palette.rule, energyWh === 0 ? 0.9 : 0.4);
		canvas.text(formats.number(energyWh / 1000), PLOT.x - 6, tickY + 2.5, { ...small, align: 'right' });
	}
	for (const bar of bars) drawBar(sheet, bar);
	for (const { date, x } of dates) {
		canvas.text(dateLabel(sheet, date, dateStep), x, LABELS_BASELINE, { ...small, align: 'center' });
	}

	const mean = facts.figures.meanWhPerDay;
	if (bars.length === 0) {
		const note = { size: 10, colour: palette.muted, align: 'center' } as const;
		canvas.text(texts.noData, PLOT.x + PLOT.width / 2, PLOT.y + PLOT.height / 2, note);
	}
	if (mean !== null) {
		canvas.line([PLOT.x, y(mean)], [right, y(mean)], palette.ink, 0.8, [3, 2]);
	}
	drawLegend(sheet);
}

function drawBar({ canvas, palette }: Sheet, bar: Bar): void {
	if (bar.state === 'known') {
		canvas.rectangle(bar, palette.accent);

		return;
	}

	canvas.rectangle(bar, palette.pale, bar.width > HATCH_GAP ? palette.accent : undefined);
	if (bar.width <= HATCH_GAP) return;
	canvas.strokes(hatching(bar, HATCH_GAP), palette.accent, 0.5);
}

function dateLabel({ formats }: Sheet, date: string, step: DateStep): string {
	if (step === 'month') return formats.shortMonth(date);

	return step === 'week' ? formats.shortDate(date) : String(Number(date.slice(8)));
}

function drawLegend(sheet: Sheet): void {
	const { facts, canvas, palette, formats, texts } = sheet;
	const style = { size: 7.8, colour: palette.ink };
	const mean = facts.figures.meanWhPerDay;
	let x = PLOT.x;
	const entry = (label: string, drawSign: (box: Box) => void): void => {
		drawSign({ x, y: LEGEND_BASELINE - 7, width: 10, height: 8 });
		canvas.text(label, x + 14, LEGEND_BASELINE, style);
		x += 14 + canvas.width(label, style) + 16;
	};

	entry(texts.legend.known, (box) => drawBar(sheet, { ...box, date: '', state: 'known' }));
	entry(texts.legend.partial, (box) => drawBar(sheet, { ...box, date: '', state: 'partial' }));
	entry(texts.legend.missing, (box) => canvas.rectangle(box, palette.hole, palette.rule));
	if (mean !== null) {
		entry(texts.mean(kwh(formats.number(mean / 1000))), ({ x: left, y, width, height }) =>
			canvas.line([left, y + height / 2], [left + width, y + height / 2], palette.ink, 0.8, [3, 2]),
		);
	}
}
