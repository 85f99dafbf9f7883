/** When electricity is used: the days as a calendar, and the hours of an average week. */
import { weekdayOf } from '../../domain/statistics/hour-profile.ts';
import { addDays } from '../../domain/local-days.ts';
import type { ReportDay } from '../../insight/report-facts.ts';
import { energyText } from './bar-chart.ts';
import { hatching, type Box } from './canvas.ts';
import { isShownByMonth } from './consumption.ts';
import type { Drawing } from './drawing.ts';
import { contentWidth, margin } from './page.ts';

const LABEL_WIDTH = 62;
const HEAD_HEIGHT = 13;
const GAP = 1.5;
/** a white text can be read from this share of the colour on */
const DARK = 0.62;

export function drawHeatMaps(drawing: Drawing): void {
	const { flow, texts } = drawing;
	const height = isShownByMonth(drawing) ? yearHeight(drawing) : weeksHeight(drawing);
	flow.section(texts.patterns, height + 20);
	flow.heading(texts.calendar, height);
	if (isShownByMonth(drawing)) drawYear(drawing, height);
	else drawWeeks(drawing, height);
	drawWeekProfile(drawing);
}

const WEEK_ROW = 33;

function weeksHeight({ facts }: Drawing): number {
	return HEAD_HEIGHT + weeksOf(facts.days).length * WEEK_ROW + 16;
}

/** Weeks from Monday to Sunday, a row each, as a calendar on the wall. */
function drawWeeks(drawing: Drawing, height: number): void {
	const { facts, flow, palette, formats } = drawing;
	const top = flow.take(height);
	const { canvas } = flow;
	const scale = scaleOf(facts.days);
	const width = (contentWidth - LABEL_WIDTH) / 7;
	const small = { size: 7.2, colour: palette.muted };
	for (const [index, name] of formats.weekdays.entries()) {
		const x = margin + LABEL_WIDTH + (index + 0.5) * width;
		canvas.text(name, x, top + 8, { ...small, align: 'center' }, width);
	}
	for (const [row, week] of weeksOf(facts.days).entries()) {
		const y = top + HEAD_HEIGHT + row * WEEK_ROW;
		const [first] = week.filter((day) => day !== undefined);
		if (first) canvas.text(formats.shortDate(first.date), margin, y + 19, small, LABEL_WIDTH - 8);
		for (const [index, day] of week.entries()) {
			if (!day) continue;
			const box = {
				x: margin + LABEL_WIDTH + index * width,
				y,
				width: width - GAP,
				height: WEEK_ROW - GAP,
			};
			const ink = drawCell(drawing, box, day, scale);
			canvas.text(String(Number(day.date.slice(8))), box.x + 4, y + 10, { size: 7, colour: ink });
			canvas.scaledText(
				day.energyWh === null ? '–' : formats.number(day.energyWh / 1000),
				box.x + box.width / 2,
				y + 23,
				{ size: 8.5, bold: true, colour: ink, align: 'center' },
				box.width - 8,
				5.5,
			);
		}
	}
	drawScaleNote(drawing, top + height - 6, facts.days);
}

const DAYS_OF_LONGEST_MONTH = 31;
const MONTH_ROW = 15;

function yearHeight({ facts }: Drawing): number {
	return HEAD_HEIGHT + facts.months.length * MONTH_ROW + 16;
}

/** A row for each month, its days beside each other. */
function drawYear(drawing: Drawing, height: number): void {
	const { facts, flow, palette, formats } = drawing;
	const top = flow.take(height);
	const { canvas } = flow;
	const scale = scaleOf(facts.days);
	const width = (contentWidth - LABEL_WIDTH) / DAYS_OF_LONGEST_MONTH;
	const small = { size: 6.6, colour: palette.muted };
	for (let day = 1; day <= DAYS_OF_LONGEST_MONTH; day += 2) {
		const x = margin + LABEL_WIDTH + (day - 0.5) * width;
		canvas.text(String(day), x, top + 8, { ...small, align: 'center' });
	}
	const rows = new Map(facts.months.map(({ from }, row) => [from.slice(0, 7), row]));
	for (const { from } of facts.months) {
		const y = top + HEAD_HEIGHT + (rows.get(from.slice(0, 7)) ?? 0) * MONTH_ROW;
		canvas.text(formats.shortMonthAndYear(from), margin, y + 10, { ...small, size: 7.2 }, LABEL_WIDTH - 6);
	}
	for (const day of facts.days) {
		const y = top + HEAD_HEIGHT + (rows.get(day.date.slice(0, 7)) ?? 0) * MONTH_ROW;
		const x = margin + LABEL_WIDTH + (Number(day.date.slice(8)) - 1) * width;
		drawCell(drawing, { x, y, width: width - GAP, height: MONTH_ROW - GAP }, day, scale);
	}
	drawScaleNote(drawing, top + height - 6, facts.days);
}

/** A day's colour; hatched where it is known in part, empty where it is not. Returns the colour of text on it. */
function drawCell(
	{ flow: { canvas }, palette }: Drawing,
	box: Box,
	{ state, energyWh }: ReportDay,
	scale: (energyWh: number) => number,
) {
	if (state === 'missing' || energyWh === null) {
		canvas.frame(inset(box), palette.rule, 0.5);

		return palette.muted;
	}
	if (state === 'partial') {
		canvas.strokes(hatching(box, 4), palette.accent, 0.4);
		canvas.frame(inset(box), palette.accent, 0.4);

		return palette.ink;
	}
	const share = scale(energyWh);
	canvas.rectangle(box, palette.heat(share));

	return share > DARK ? palette.white : palette.ink;
}

/** What light and dark are, and what a cell without a colour is, where there is one. */
function drawScaleNote(drawing: Drawing, baseline: number, days: readonly ReportDay[]): void {
	const known = knownEnergies(days);
	const { flow, palette, texts } = drawing;
	const style = { size: 7.2, colour: palette.muted };
	let right = margin + contentWidth;
	for (const state of ['partial', 'missing'] as const) {
		if (!days.some((day) => day.state === state)) continue;
		const label = texts.legend[state];
		right -= flow.typesetter.width(label, style);
		flow.canvas.text(label, right, baseline + 4, style);
		right -= 14;
		const box = { x: right, y: baseline - 3, width: 10, height: 8 };
		drawCell(drawing, box, { date: '', state, energyWh: state === 'missing' ? null : 0 }, () => 0);
		right -= 12;
	}
	const note =
		known.length === 0
			? texts.noData
			: texts.calendarNote(energyText(drawing, Math.min(...known)), energyText(drawing, Math.max(...known)));
	flow.canvas.text(note, margin + LABEL_WIDTH, baseline + 4, style, right - margin - LABEL_WIDTH);
}

/** A frame is drawn on both sides of its line. */
function inset({ x, y, width, height }: Box): Box {
	return { x: x + 0.3, y: y + 0.3, width: width - 0.6, height: height - 0.6 };
}

const HOUR_ROW = 15;

function drawWeekProfile(drawing: Drawing): void {
	const { facts, flow, palette, formats, texts } = drawing;
	const { week } = facts.statistics;
	const height = HEAD_HEIGHT + 7 * HOUR_ROW + 16;
	flow.gap(8);
	if (!week) {
		flow.heading(texts.week, 30);
		flow.paragraph(
			facts.withheldMeters.length > 0 ? texts.withheld(formats.list(facts.withheldMeters)) : texts.noWeek,
		);

		return;
	}
	flow.heading(texts.week, height);
	const top = flow.take(height);
	const { canvas } = flow;
	const width = (contentWidth - LABEL_WIDTH) / 24;
	const small = { size: 6.6, colour: palette.muted };
	const means = week.flatMap(({ mean_wh }) => mean_wh ?? []);
	const lowest = Math.min(...means);
	const highest = Math.max(...means);
	for (let hour = 0; hour < 24; hour += 3) {
		canvas.text(`${String(hour).padStart(2, '0')}:00`, margin + LABEL_WIDTH + hour * width, top + 8, small);
	}
	for (const [index, name] of formats.weekdays.entries()) {
		const y = top + HEAD_HEIGHT + index * HOUR_ROW + 10;
		canvas.text(name, margin, y, { ...small, size: 7.2 }, LABEL_WIDTH - 6);
	}
	for (const { weekday, hour, mean_wh } of week) {
		canvas.rectangle(
			{
				x: margin + LABEL_WIDTH + hour * width,
				y: top + HEAD_HEIGHT + (weekday - 1) * HOUR_ROW,
				width: width - GAP,
				height: HOUR_ROW - GAP,
			},
			mean_wh === null ? palette.hole : palette.heat(shareBetween(lowest, highest, mean_wh)),
		);
	}
	canvas.text(
		texts.weekNote(formats.power(lowest), formats.power(highest)),
		margin + LABEL_WIDTH,
		top + height - 2,
		{ size: 7.2, colour: palette.muted },
		contentWidth - LABEL_WIDTH,
	);
}

function weeksOf(days: readonly ReportDay[]): (ReportDay | undefined)[][] {
	const [first] = days;
	const last = days.at(-1);
	if (!first || !last) return [];
	const byDate = new Map(days.map((day) => [day.date, day]));
	const weeks: (ReportDay | undefined)[][] = [];
	for (
		let monday = addDays(first.date, 1 - weekdayOf(first.date));
		monday <= last.date;
		monday = addDays(monday, 7)
	) {
		weeks.push(Array.from({ length: 7 }, (_, index) => byDate.get(addDays(monday, index))));
	}

	return weeks;
}

function knownEnergies(days: readonly ReportDay[]): number[] {
	return days.flatMap(({ state, energyWh }) => (state === 'known' && energyWh !== null ? [energyWh] : []));
}

/** From the lowest known day to the highest. */
function scaleOf(days: readonly ReportDay[]): (energyWh: number) => number {
	const known = knownEnergies(days);
	const lowest = Math.min(...known);
	const highest = Math.max(...known);

	return (energyWh) => shareBetween(lowest, highest, energyWh);
}

/** Where all are the same, none is light or dark. */
function shareBetween(lowest: number, highest: number, value: number): number {
	return highest > lowest ? (value - lowest) / (highest - lowest) : 0.4;
}
