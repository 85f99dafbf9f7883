/** What could be saved, with its evidence and its state. Nothing where nobody advises. */
import type { Drawing } from './drawing.ts';
import { drawTable, tableStart } from './table.ts';

export async function drawAdvice(drawing: Drawing): Promise<void> {
	const { facts, flow, formats, texts, language } = drawing;
	const { advice } = facts;
	if (!advice) return;
	flow.section(texts.advice.title, tableStart);
	if (advice.length === 0) {
		flow.paragraph(texts.advice.none);

		return;
	}

	await drawTable(
		drawing,
		[
			{ title: texts.advice.what, share: 0.62 },
			{ title: texts.advice.state, share: 0.16 },
			{ title: texts.advice.saving, share: 0.22, align: 'right' },
		],
		advice.map(({ title, evidence, state, eurosPerYear, kgco2PerYear }) => [
			{ text: title[language], quiet: evidence[language], isBold: true },
			texts.advice.states[state],
			{
				text: eurosPerYear === null ? '–' : texts.advice.perYear(formats.money(eurosPerYear, 'EUR')),
				quiet:
					kgco2PerYear === null ? undefined : texts.advice.perYear(`${formats.kilograms(kgco2PerYear)} CO₂e`),
			},
		]),
	);
}
