/** What the electricity cost; or why that cannot be told. Nothing where nobody reckons costs. */
import { energyText } from './bar-chart.ts';
import type { Drawing } from './drawing.ts';
import { drawTable, tableStart } from './table.ts';

export async function drawCosts(drawing: Drawing): Promise<void> {
	const { facts, flow, palette, formats, texts, language } = drawing;
	const { costs } = facts;
	if (!costs) return;
	flow.section(texts.costs.title, 80);
	if (costs.obstacle !== null) {
		flow.paragraph(texts.costs.obstacles[costs.obstacle]);

		return;
	}

	const money = (amount: number): string => formats.money(amount, costs.currency);
	const quiet = { size: 7.4, colour: palette.muted };
	await drawTable(
		drawing,
		[
			{ title: '', share: 0.7 },
			{ title: texts.costs.amount, share: 0.3, align: 'right' },
		],
		[
			[texts.costs.subscription, money(costs.subscription)],
			[texts.costs.energy, money(costs.energy)],
			[texts.costs.taxes, money(costs.taxes)],
			[texts.costs.vat, money(costs.vat)],
			[
				{ text: texts.costs.total, isBold: true },
				{ text: money(costs.total), isBold: true },
			],
		],
	);
	flow.paragraph(texts.costs.known(formats.integer(costs.days), formats.integer(costs.expectedDays)));
	const { earlier } = costs;
	if (earlier) {
		flow.paragraph(
			texts.costs.compared(
				formats.shortPeriod(earlier),
				earlier.days,
				formats.integer(earlier.days),
				money(earlier.earlier),
				money(earlier.current),
				earlier.change === null ? '–' : formats.change(earlier.change),
			),
		);
	}
	if (costs.registers.length > 0) {
		await drawTable(
			drawing,
			[
				{ title: texts.costs.register, share: 0.4 },
				{ title: texts.consumption, share: 0.3, align: 'right' },
				{ title: texts.costs.energy, share: 0.3, align: 'right' },
			],
			costs.registers.map(({ name, energyWh, amount }) => [
				name[language],
				energyText(drawing, energyWh),
				money(amount),
			]),
		);
	}
	if (costs.months.length > 1) {
		flow.need(tableStart);
		await drawTable(
			drawing,
			[
				{ title: texts.month, share: 0.4 },
				{ title: texts.days, share: 0.3, align: 'right' },
				{ title: texts.costs.amount, share: 0.3, align: 'right' },
			],
			costs.months.map(({ from, amount, days, expectedDays }) => [
				formats.month(from),
				`${formats.integer(days)}/${formats.integer(expectedDays)}`,
				amount === null ? '–' : money(amount),
			]),
		);
	}
	for (const tariff of costs.tariffs) {
		flow.paragraph(texts.costs.tariff(tariff.name, formats.dates(tariff)), quiet);
	}
}
