import { sources } from '../../domain/reading.ts';
import type { ReportMeter } from '../../insight/report-facts.ts';
import { kwh } from './key-figures.ts';
import { contentWidth, margin, type Sheet } from './sheet.ts';

const TOP = 590;
const METHOD_BASELINE = 778;
const BOTTOM = METHOD_BASELINE - 8;
const GAP = 22;
const METERS_WIDTH = 264;
const SENTENCES_WIDTH = contentWidth - GAP - METERS_WIDTH;
const METERS_X = margin + SENTENCES_WIDTH + GAP;
const METERS_SHOWN = 6;
const RANGES_SHOWN = 8;
const METERS_WITH_GAPS_NAMED = 3;

/** Left, in sentences, what the figures rest on and what they lack; right, the meters. */
export function drawDataQuality(sheet: Sheet): void {
	const { canvas, palette, texts } = sheet;
	const heading = { size: 11, bold: true, colour: palette.ink };
	canvas.text(texts.quality, margin, TOP, heading, SENTENCES_WIDTH);
	canvas.text(texts.meters, METERS_X, TOP, heading, METERS_WIDTH);

	const style = { size: 8, colour: palette.ink };
	const method = { size: 7.2, colour: palette.muted };
	let baseline = TOP + 15;
	for (const sentence of qualitySentences(sheet)) {
		const lines = Math.floor((BOTTOM - baseline) / 10.6);
		if (lines < 1) break;
		baseline = canvas.paragraph(sentence, margin, baseline, style, SENTENCES_WIDTH, Math.min(lines, 4)) + 3;
	}
	drawMeters(sheet, TOP + 15);
	canvas.paragraph(texts.method, margin, METHOD_BASELINE, method, contentWidth, 2);
}

/** What is known and what is missing, most important first: the column has an end. */
function qualitySentences({ facts, formats, texts }: Pick<Sheet, 'facts' | 'formats' | 'texts'>): string[] {
	const { figures, meters, stoppedMeters } = facts;
	const { integer } = formats;
	if (meters.length === 0) {
		return [
			texts.noMeters,
			...(stoppedMeters.length > 0 ? [texts.stoppedMeters(formats.list(stoppedMeters))] : []),
		];
	}

	const withGaps = meters.filter(({ gaps }) => gaps.length > 0);
	const pointsExpected = meters.reduce((sum, meter) => sum + meter.pointsExpected, 0);
	const pointsReceived = meters.reduce((sum, meter) => sum + meter.pointsReceived, 0);
	const sourceDays = sources
		.map((source) => ({ source, days: meters.reduce((sum, meter) => sum + meter.sourceDays[source], 0) }))
		.filter(({ days }) => days > 0)
		.map(({ source, days }) => texts.source[source](integer(days)));

	return [
		figures.knownDays === figures.expectedDays
			? texts.allKnown(integer(figures.expectedDays))
			: texts.someKnown(
					integer(figures.knownDays),
					integer(figures.expectedDays),
					integer(figures.partialDays),
					integer(figures.missingDays),
				),
		...(figures.partialDays > 0 ? [texts.partialEnergy(kwh(formats.number(figures.partialWh / 1000)))] : []),
		...(stoppedMeters.length > 0 ? [texts.stoppedMeters(formats.list(stoppedMeters))] : []),
		...withGaps
			.slice(0, METERS_WITH_GAPS_NAMED)
			.map((meter) => texts.gaps(meterName(meter), gapRanges(meter, formats))),
		...(withGaps.length > METERS_WITH_GAPS_NAMED
			? [texts.furtherGaps(withGaps.length - METERS_WITH_GAPS_NAMED)]
			: []),
		pointsExpected > 0
			? texts.curve(
					integer(pointsReceived),
					integer(pointsExpected),
					formats.share(pointsReceived, pointsExpected),
				)
			: texts.noCurve,
		...(sourceDays.length > 0 ? [texts.sources(formats.list(sourceDays))] : []),
	];
}

function gapRanges({ gaps }: ReportMeter, formats: Sheet['formats']): string {
	const shown = gaps.slice(0, RANGES_SHOWN).map((gap) => formats.shortDates(gap));

	return formats.list(gaps.length > RANGES_SHOWN ? [...shown, '…'] : shown);
}

function meterName({ label, pointId, device }: ReportMeter): string {
	return label ?? pointId ?? device.slice(0, 8);
}

function drawMeters({ facts, canvas, palette, formats, texts }: Sheet, top: number): void {
	const columns = [
		{ x: METERS_X, width: 96, align: 'left' },
		{ x: METERS_X + 101, width: 58, align: 'left' },
		{ x: METERS_X + 192, width: 30, align: 'right' },
		{ x: METERS_X + 228, width: 33, align: 'right' },
		{ x: METERS_X + METERS_WIDTH, width: 33, align: 'right' },
	] as const;
	const row = (cells: readonly string[], baseline: number, bold: boolean): void => {
		for (const [index, { x, width, align }] of columns.entries()) {
			const colour = bold ? palette.muted : palette.ink;
			const style = { size: 7.4, bold, colour, align };
			canvas.scaledText(cells[index] ?? '', x, baseline, style, width, 6.6);
		}
	};

	if (facts.meters.length === 0) return;
	row([texts.meter, texts.provider, texts.days, texts.curvePoints, texts.dataUntil], top, true);
	canvas.line([METERS_X, top + 4], [METERS_X + METERS_WIDTH, top + 4], palette.rule);
	let baseline = top + 15;
	for (const meter of facts.meters.slice(0, METERS_SHOWN)) {
		const { provider, knownDays, partialDays, missingDays, pointsExpected, pointsReceived, lastDate } = meter;
		row(
			[
				meterName(meter),
				provider === 'file' || provider === 'push' ? texts.providerNames[provider] : operators[provider],
				`${formats.integer(knownDays)}/${formats.integer(knownDays + partialDays + missingDays)}`,
				pointsExpected === 0 ? '–' : formats.share(pointsReceived, pointsExpected),
				lastDate === null ? '–' : formats.shortDate(lastDate),
			],
			baseline,
			false,
		);
		if (meter.label !== null && meter.pointId !== null) {
			canvas.text(meter.pointId, METERS_X, baseline + 8.5, { size: 6.4, colour: palette.muted }, 160);
		}
		baseline += 21;
	}
	if (facts.meters.length > METERS_SHOWN) {
		const rest = texts.moreMeters(facts.meters.length - METERS_SHOWN);
		canvas.text(rest, METERS_X, baseline, { size: 7.6, colour: palette.muted }, METERS_WIDTH);
	}
}

/** Names that are the same in every language. */
const operators = {
	enedis: 'Enedis',
	ores: 'ORES',
	fluvius: 'Fluvius',
	myelectricaldata: 'MyElectricalData',
	conso_api: 'Conso API',
} as const;
