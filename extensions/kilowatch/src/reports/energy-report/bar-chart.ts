/** The days or months of the period as bars, each with what was used on its counterpart. */
import { hatching, type Box } from './canvas.ts';
import { layOutChart, type Bar, type Column } from './chart-layout.ts';
import { kwh, type Drawing } from './drawing.ts';
import { contentWidth, margin } from './page.ts';

const AXIS_WIDTH = 44;
const PLOT_HEIGHT = 176;
const HATCH_GAP = 3.2;
const LEGEND_LINE = 13;
const SIGN_WIDTH = 10;
/** plot, labels, legend of at most two lines */
export const chartHeight = PLOT_HEIGHT + 8 + 14 + 2 * LEGEND_LINE + 14;

export interface ChartTexts {
	label: (date: string, step: 'each' | 'week') => string;
	legend: { known: string; partial: string; missing: string };
	/** what the marks say; undefined where there are none */
	beside: string | undefined;
	mean: { energyWh: number; text: string } | undefined;
}

/** Known ones full, partly known ones hatched, holes as empty grey columns; counterparts as marks across. */
export function drawBarChart(drawing: Drawing, columns: readonly Column[], texts: ChartTexts): void {
	const { flow, palette, formats } = drawing;
	const top = flow.take(chartHeight) + 8;
	const { canvas } = flow;
	const plot: Box = {
		x: margin + AXIS_WIDTH,
		y: top,
		width: contentWidth - AXIS_WIDTH,
		height: PLOT_HEIGHT,
	};
	const { bars, holes, ticks, beside, labels, labelStep, y } = layOutChart(columns, plot);
	const small = { size: 7.2, colour: palette.muted };
	const right = plot.x + plot.width;

	canvas.rectangles(holes, palette.hole);
	for (const { energyWh, y: tickY } of ticks) {
		canvas.line([plot.x, tickY], [right, tickY], palette.rule, energyWh === 0 ? 0.9 : 0.4);
		const label = formats.number(energyWh / 1000);
		canvas.scaledText(label, plot.x - 6, tickY + 2.5, { ...small, align: 'right' }, AXIS_WIDTH - 8, 5);
	}
	for (const bar of bars) drawBar(drawing, bar);
	canvas.strokes(
		beside.map((mark) => [
			[mark.fromX, mark.y],
			[mark.toX, mark.y],
		]),
		palette.ink,
		1.3,
	);
	for (const { date, x } of labels) {
		const label = texts.label(date, labelStep);
		canvas.text(label, x, top + PLOT_HEIGHT + 11, { ...small, align: 'center' });
	}
	if (bars.length === 0) {
		const note = { size: 10, colour: palette.muted, align: 'center' } as const;
		canvas.text(drawing.texts.noData, plot.x + plot.width / 2, plot.y + plot.height / 2, note, plot.width);
	}
	const { mean } = texts;
	if (mean) canvas.line([plot.x, y(mean.energyWh)], [right, y(mean.energyWh)], palette.muted, 0.8, [3, 2]);
	drawLegend(drawing, top + PLOT_HEIGHT + 14 + LEGEND_LINE, plot, texts, bars);
}

function drawBar({ flow: { canvas }, palette }: Drawing, bar: Bar): void {
	if (bar.state === 'known') {
		canvas.rectangle(bar, palette.accent);

		return;
	}

	canvas.rectangle(bar, palette.pale);
	if (bar.width <= HATCH_GAP) return;
	canvas.frame(bar, palette.accent);
	canvas.strokes(hatching(bar, HATCH_GAP), palette.accent, 0.5);
}

/** Only what is in the chart, over as many lines as it takes. */
function drawLegend(
	drawing: Drawing,
	baseline: number,
	plot: Box,
	{ legend, beside, mean }: ChartTexts,
	bars: readonly Bar[],
): void {
	const { flow, palette } = drawing;
	const { canvas } = flow;
	const style = { size: 7.8, colour: palette.ink };
	let x = plot.x;
	let y = baseline;
	const entry = (label: string, drawSign: (box: Box) => void): void => {
		const width = SIGN_WIDTH + 4 + flow.typesetter.width(label, style);
		if (x > plot.x && x + width > plot.x + plot.width) {
			x = plot.x;
			y += LEGEND_LINE;
		}
		drawSign({ x, y: y - 7, width: SIGN_WIDTH, height: 8 });
		canvas.text(label, x + SIGN_WIDTH + 4, y, style, plot.x + plot.width - x - SIGN_WIDTH - 4);
		x += width + 16;
	};

	entry(legend.known, (box) => {
		drawBar(drawing, { ...box, date: '', state: 'known' });
	});
	if (bars.some(({ state }) => state === 'partial')) {
		entry(legend.partial, (box) => {
			drawBar(drawing, { ...box, date: '', state: 'partial' });
		});
	}
	entry(legend.missing, (box) => {
		canvas.rectangle(box, palette.hole);
		canvas.frame(box, palette.rule);
	});
	if (beside !== undefined) {
		entry(beside, ({ x: left, y: signTop, width, height }) => {
			canvas.line([left, signTop + height / 2], [left + width, signTop + height / 2], palette.ink, 1.3);
		});
	}
	if (mean) {
		entry(mean.text, ({ x: left, y: signTop, width, height }) => {
			const middle = signTop + height / 2;
			canvas.line([left, middle], [left + width, middle], palette.muted, 0.8, [3, 2]);
		});
	}
}

/** An energy as a text with its unit. */
export function energyText({ formats }: Pick<Drawing, 'formats'>, energyWh: number): string {
	return kwh(formats.number(energyWh / 1000));
}
