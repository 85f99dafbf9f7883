/** What is expected, with how far off such forecasts were. Nothing where nobody forecasts. */
import { energyText } from './bar-chart.ts';
import type { Drawing } from './drawing.ts';
import { drawTable } from './table.ts';

export async function drawForecast(drawing: Drawing): Promise<void> {
	const { facts, flow, palette, formats, texts } = drawing;
	const { forecast } = facts;
	if (!forecast) return;
	flow.section(texts.forecast.title, 80);
	if (forecast.obstacle !== null) {
		flow.paragraph(texts.forecast.obstacles[forecast.obstacle]);

		return;
	}

	flow.paragraph(texts.forecast.from(formats.date(forecast.from)));
	const between = (lower: string, upper: string): string => `${lower} – ${upper}`;
	await drawTable(
		drawing,
		[
			{ title: texts.forecast.span, share: 0.26 },
			{ title: texts.forecast.expected, share: 0.18, align: 'right' },
			{ title: texts.forecast.between, share: 0.28, align: 'right' },
			{ title: texts.forecast.cost, share: 0.28, align: 'right' },
		],
		forecast.spans.map(({ energyWh, lowerWh, upperWh, cost, ...span }) => [
			formats.period(span),
			{ text: energyText(drawing, energyWh), isBold: true },
			between(energyText(drawing, lowerWh), energyText(drawing, upperWh)),
			cost
				? {
						text: formats.money(cost.amount, cost.currency),
						quiet: between(
							formats.money(cost.lower, cost.currency),
							formats.money(cost.upper, cost.currency),
						),
					}
				: '–',
		]),
	);
	const { trackRecord } = forecast;
	const quiet = { size: 7.4, colour: palette.muted };
	flow.paragraph(texts.forecast.interval(formats.percent(forecast.intervalShare)), quiet);
	flow.paragraph(
		trackRecord
			? texts.forecast.track(
					trackRecord.forecasts,
					formats.integer(trackRecord.forecasts),
					formats.percent(trackRecord.medianError),
					formats.percent(trackRecord.withinInterval),
				)
			: texts.forecast.noTrack,
		quiet,
	);
}
