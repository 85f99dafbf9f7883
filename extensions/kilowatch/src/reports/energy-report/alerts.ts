/** The period's alerts, each with why it came and what people did about it. */
import { alertSentences, alertTexts } from '../../shared/alert-texts/alert-sentences.ts';
import type { ReportAlert } from '../../insight/report-alerts.ts';
import { breathe, type Drawing } from './drawing.ts';
import { drawTable, tableStart, type Cell } from './table.ts';

/** Sentences are made by formats of their own for each number. */
const ALERTS_A_TURN = 5;

export async function drawAlerts(drawing: Drawing): Promise<void> {
	const { facts, flow, formats, texts, palette } = drawing;
	const { alerts, isCut } = facts.alerts;
	flow.section(texts.alerts.title, tableStart);
	if (alerts.length === 0) {
		flow.paragraph(texts.alerts.none);

		return;
	}

	if (isCut) {
		flow.paragraph(texts.alerts.cut(formats.integer(alerts.length)), { size: 7.4, colour: palette.muted });
	}
	const rows: Cell[][] = [];
	for (const [index, alert] of alerts.entries()) {
		if (index % ALERTS_A_TURN === ALERTS_A_TURN - 1) await breathe();
		rows.push(alertRow(drawing, alert));
	}
	await drawTable(
		drawing,
		[
			{ title: texts.alerts.when, share: 0.17 },
			{ title: texts.alerts.what, share: 0.53 },
			{ title: texts.alerts.done, share: 0.3 },
		],
		rows,
	);
}

function alertRow({ facts, formats, texts, language }: Drawing, alert: ReportAlert): Cell[] {
	const zone = facts.building.timezone;
	const [headline = '', ...sentences] = alertSentences(alert, language);
	const from = formats.localDate(alert.from, zone);
	// What ends at midnight ends with the day before.
	const until =
		alert.until === null
			? from
			: formats.localDate(new Date(Date.parse(alert.until) - 1).toISOString(), zone);
	const { severities } = alertTexts[language];
	const date = (instant: string): string => formats.localDate(instant, zone);
	const done = [
		...(alert.acknowledged_at === null ? [] : [texts.alerts.acknowledged(date(alert.acknowledged_at))]),
		...(alert.status === 'closed' && alert.closed_at !== null
			? [
					[
						texts.alerts.closed(date(alert.closed_at)),
						...(alert.close_reason === null ? [] : [texts.alerts.closeReasons[alert.close_reason]]),
					].join(': '),
				]
			: [texts.alerts.open]),
	];

	return [
		{ text: from === until ? from : texts.alerts.until(from, until), quiet: severities[alert.severity] },
		{
			text: alert.label === null ? headline : `${alert.label} – ${headline}`,
			quiet: sentences.join(' '),
		},
		{
			text: alert.verdict === null ? texts.alerts.notJudged : texts.alerts.verdicts[alert.verdict],
			quiet: [done.join('; '), ...(alert.comment === null ? [] : [texts.alerts.comment(alert.comment)])].join(
				' ',
			),
			isBold: alert.verdict !== null,
		},
	];
}
