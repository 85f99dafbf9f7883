/** What the figures rest on and what they lack, in sentences; then every meter. */
import { sources } from '../../domain/reading.ts';
import type { ReportMeter } from '../../insight/report-facts.ts';
import { energyText } from './bar-chart.ts';
import type { Drawing } from './drawing.ts';
import { comparisons } from './key-figures.ts';
import { drawTable, tableStart, type Cell } from './table.ts';

const RANGES_SHOWN = 12;
const METERS_WITH_GAPS_NAMED = 60;

export async function drawQuality(drawing: Drawing): Promise<void> {
	const { facts, flow, palette, formats, texts } = drawing;
	flow.section(texts.quality, 50);
	for (const sentence of qualitySentences(drawing)) flow.paragraph(sentence);
	flow.paragraph(texts.method, { size: 7.4, colour: palette.muted });
	if (facts.meters.length === 0) return;

	flow.heading(texts.meters, tableStart);
	await drawTable(
		drawing,
		[
			{ title: texts.meter, share: 0.34 },
			{ title: texts.provider, share: 0.18 },
			{ title: texts.days, share: 0.14, align: 'right' },
			{ title: texts.curvePoints, share: 0.16, align: 'right' },
			{ title: texts.dataUntil, share: 0.18, align: 'right' },
		],
		facts.meters.map((meter) => meterRow(drawing, meter)),
	);
	const withGaps = facts.meters.filter(({ gaps }) => gaps.length > 0);
	for (const meter of withGaps.slice(0, METERS_WITH_GAPS_NAMED)) {
		const shown = meter.gaps.slice(0, RANGES_SHOWN).map((gap) => formats.shortDates(gap));
		const ranges = formats.list(meter.gaps.length > RANGES_SHOWN ? [...shown, '…'] : shown);
		flow.paragraph(texts.gaps(meterName(meter), ranges), { size: 7.8 });
	}
}

/** What is known and what is missing, most important first. */
function qualitySentences(drawing: Drawing): string[] {
	const { facts, formats, texts } = drawing;
	const { figures, meters, stoppedMeters } = facts;
	const { integer } = formats;
	const stopped = stoppedMeters.length > 0 ? [texts.stoppedMeters(formats.list(stoppedMeters))] : [];
	if (meters.length === 0) return [texts.noMeters, ...stopped];

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
		...(figures.partialDays > 0 ? [texts.partialEnergy(energyText(drawing, figures.partialWh))] : []),
		...stopped,
		pointsExpected > 0
			? texts.curve(
					integer(pointsReceived),
					integer(pointsExpected),
					formats.share(pointsReceived, pointsExpected),
				)
			: texts.noCurve,
		...(sourceDays.length > 0 ? [texts.sources(formats.list(sourceDays))] : []),
		...weatherSentences(drawing),
	];
}

/** Only where a comparison counts the weather's part. */
function weatherSentences({ facts, formats, texts }: Drawing): string[] {
	const [counted] = comparisons(facts)
		.map(({ degree_days }) => degree_days)
		.filter(({ change }) => change !== null);
	if (!counted) return [];
	const names = counted.sources.map((source) =>
		source === 'open_meteo' ? 'Open-Meteo' : texts.providerNames[source],
	);

	return [
		texts.weatherSources(formats.list(names), formats.number(counted.base_celsius)),
		...(counted.days_preliminary > 0 ? [texts.preliminary(formats.integer(counted.days_preliminary))] : []),
	];
}

function meterRow({ formats, texts }: Drawing, meter: ReportMeter): Cell[] {
	const { provider, knownDays, partialDays, missingDays, pointsExpected, pointsReceived, lastDate } = meter;

	return [
		{
			text: meterName(meter),
			quiet: meter.label !== null && meter.pointId !== null ? meter.pointId : undefined,
		},
		{
			text: provider === 'file' || provider === 'push' ? texts.providerNames[provider] : operators[provider],
		},
		{ text: `${formats.integer(knownDays)}/${formats.integer(knownDays + partialDays + missingDays)}` },
		{ text: pointsExpected === 0 ? '–' : formats.share(pointsReceived, pointsExpected) },
		{ text: lastDate === null ? '–' : formats.mediumDate(lastDate) },
	];
}

function meterName({ label, pointId, device }: ReportMeter): string {
	return label ?? pointId ?? device.slice(0, 8);
}

/** Names that are the same in every language. */
const operators = {
	enedis: 'Enedis',
	ores: 'ORES',
	fluvius: 'Fluvius',
	myelectricaldata: 'MyElectricalData',
	conso_api: 'Conso API',
} as const;
