/** What was emitted for the electricity, each number with where it comes from. Nothing where nobody reckons it. */
import { energyText } from './bar-chart.ts';
import type { Drawing } from './drawing.ts';

export function drawCarbon(drawing: Drawing): void {
	const { facts, flow, palette, formats, texts } = drawing;
	const { carbon } = facts;
	if (!carbon) return;
	flow.section(texts.carbon.title, 60);
	if (carbon.obstacle !== null) {
		flow.paragraph(texts.carbon.obstacles[carbon.obstacle]);

		return;
	}

	const { kilograms, energyWh, earlier, factors } = carbon;
	flow.paragraph(texts.carbon.told(formats.kilograms(kilograms), energyText(drawing, energyWh)), {
		size: 10.5,
		bold: true,
	});
	if (earlier) {
		flow.paragraph(
			texts.carbon.compared(
				formats.shortPeriod(earlier),
				formats.kilograms(earlier.earlier),
				formats.kilograms(earlier.current),
				earlier.change === null ? '–' : formats.change(earlier.change),
			),
		);
	}
	const quiet = { size: 7.4, colour: palette.muted };
	for (const factor of factors) {
		const { gramsPerKwh, country, year, method, source, isStandIn } = factor;
		const told = texts.carbon.factor(formats.number(gramsPerKwh), country, String(year), method, source);
		flow.paragraph(isStandIn ? `${told}. ${texts.carbon.standIn}` : told, quiet);
	}
}
