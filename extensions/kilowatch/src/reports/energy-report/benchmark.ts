/** The building beside similar ones: the middle of the group, its middle half, and where this one stands. */
import { LEAST_BUILDINGS, type Benchmark } from '../../domain/benchmark/benchmark.ts';
import { energyText } from './bar-chart.ts';
import { type Drawing } from './drawing.ts';
import { contentWidth, margin } from './page.ts';

const STRIP_HEIGHT = 46;
const ROOM_AT_ENDS = 12;

export function drawBenchmark(drawing: Drawing): void {
	const { facts, flow, palette, texts } = drawing;
	flow.section(texts.benchmark.title, STRIP_HEIGHT + 50);
	drawOne(drawing, texts.benchmark.perSquareMetre, 'm²', facts.benchmark.perSquareMetre);
	drawOne(drawing, texts.benchmark.perDwelling, undefined, facts.benchmark.perDwelling);
	flow.paragraph(texts.benchmark.method, { size: 7.4, colour: palette.muted });
}

function drawOne(drawing: Drawing, title: string, per: string | undefined, benchmark: Benchmark): void {
	const { flow, palette, formats, texts } = drawing;
	const { group, whPerUnit, obstacle, similar, withheld, sizeFactor } = benchmark;
	const told = (energyWh: number): string =>
		per === undefined ? energyText(drawing, energyWh) : `${energyText(drawing, energyWh)}/${per}`;
	const withheldText = withheld > 0 ? [texts.benchmark.withheld(withheld, formats.integer(withheld))] : [];
	flow.heading(title, group ? STRIP_HEIGHT + 30 : 24);
	if (!group || whPerUnit === null) {
		const reason = texts.benchmark.obstacles[obstacle ?? 'not_known'];
		flow.paragraph(
			[reason(formats.integer(similar), formats.integer(LEAST_BUILDINGS)), ...withheldText].join(' '),
		);

		return;
	}

	const top = flow.take(STRIP_HEIGHT);
	const { canvas } = flow;
	const middle = top + 14;
	const lowest = Math.min(group.lower, whPerUnit, 0);
	const highest = Math.max(group.upper, whPerUnit);
	const span = highest - lowest || 1;
	const x = (energyWh: number): number =>
		margin + ROOM_AT_ENDS + ((energyWh - lowest) / span) * (contentWidth - 2 * ROOM_AT_ENDS);
	canvas.line([margin, middle], [margin + contentWidth, middle], palette.rule, 1);
	canvas.rectangle(
		{
			x: x(group.lower),
			y: middle - 7,
			width: Math.max(1, x(group.upper) - x(group.lower)),
			height: 14,
		},
		palette.pale,
	);
	canvas.line([x(group.median), middle - 7], [x(group.median), middle + 7], palette.muted, 1.4);
	canvas.rectangle({ x: x(whPerUnit) - 2, y: middle - 10, width: 4, height: 20 }, palette.accent);
	const style = { size: 8, colour: palette.ink };
	const signs = [
		{ colour: palette.accent, text: texts.benchmark.own(told(whPerUnit)), bold: true },
		{ colour: palette.muted, text: texts.benchmark.median(told(group.median)), bold: false },
		{
			colour: palette.pale,
			text: texts.benchmark.middleHalf(told(group.lower), told(group.upper)),
			bold: false,
		},
	];
	let left = margin;
	for (const { colour, text, bold } of signs) {
		canvas.rectangle({ x: left, y: top + 31, width: 7, height: 8 }, colour);
		canvas.text(text, left + 11, top + 38, { ...style, bold }, margin + contentWidth - left - 11);
		left += 11 + flow.typesetter.width(text, { ...style, bold }) + 14;
	}
	flow.paragraph(
		[
			texts.benchmark.group(formats.integer(similar), formats.integer(sizeFactor)),
			texts.benchmark.rank(formats.integer(group.below), formats.integer(similar)),
			...withheldText,
		].join(' '),
	);
}
