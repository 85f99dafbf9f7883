/** A building's values as a file for people: a workbook with an overview and its tables, or one table as CSV. */
import { addDays, datesBetween } from '../../domain/local-days.ts';
import { metricRules } from '../../domain/metrics.ts';
import {
	exportUnits,
	meterName,
	type ExportBuilding,
	type ExportChannel,
} from '../../insight/export/export-channels.ts';
import type { ExportDay, ExportHour, ExportReading } from '../../insight/export/export-rows.ts';
import { ExportTotals } from '../../insight/export/export-totals.ts';
import type { Resolution } from '../../shared/names.ts';
import { inPieces } from '../../shared/text-pieces.ts';
import type { ReportLanguage } from '../energy-report/languages.ts';
import { clockSerial, dateSerial } from '../xlsx/serial.ts';
import type { Cell, Sheet } from '../xlsx/sheet.ts';
import { workbookBytes } from '../xlsx/workbook.ts';
import { cellOf, columnStyle, csvTable, type Column } from './column.ts';
import {
	amountOf,
	dayColumns,
	exportWords,
	hourColumns,
	monthColumns,
	readingColumns,
	type ExportWords,
} from './export-columns.ts';

export interface BuildingExport {
	building: ExportBuilding;
	/** local dates; `to` is not included */
	period: { from: string; to: string };
	/** how fine it goes */
	resolution: Resolution;
	/** of which there are days */
	channels: readonly ExportChannel[];
	/** of which there is what is finer than a day */
	fineChannels: readonly ExportChannel[];
	/** of which there would be, for somebody with the right to see it */
	withheld: readonly ExportChannel[];
	language: ReportLanguage;
	madeAt: Date;
	/** each is asked for its rows once, when they are written */
	rows: {
		days: () => AsyncIterable<ExportDay>;
		hours: () => AsyncIterable<ExportHour>;
		readings: () => AsyncIterable<ExportReading>;
	};
}

/** The table of the resolution that was asked for, as CSV in UTF-8 with a mark that spreadsheets know it by. */
export function buildingCsv(request: BuildingExport): AsyncIterable<string> {
	const { resolution, channels, fineChannels, period, rows } = request;
	const words = exportWords(request.language);

	switch (resolution) {
		case 'raw':
			return inPieces(csvTable(readingColumns(words, fineChannels), rows.readings()));
		case 'hour':
			return inPieces(csvTable(hourColumns(words, fineChannels), rows.hours()));
		case 'day':
			return inPieces(csvTable(dayColumns(words, channels), rows.days()));
		case 'month':
			return inPieces(csvTable(monthColumns(words, channels, period), monthsOf(request)));
	}
}

async function* monthsOf({ channels, rows }: BuildingExport) {
	const totals = new ExportTotals();
	for await (const day of rows.days()) totals.add(day);
	yield* totals.months(channels);
}

/**
 * A workbook: overview, months, days, and what is finer if asked for. Overview and months are put together from the very days
 * that are written, so the sheets agree with each other whatever comes in meanwhile.
 */
export function buildingWorkbook(request: BuildingExport): AsyncIterable<Uint8Array> {
	const { building, period, resolution, channels, fineChannels, rows, madeAt } = request;
	const words = exportWords(request.language);
	const { sheets: names } = words.texts;
	const totals = new ExportTotals();

	const days = tableSheet(names.days, dayColumns(words, channels), async function* () {
		for await (const day of rows.days()) {
			totals.add(day);
			yield day;
		}
	});
	const months = tableSheet(names.months, monthColumns(words, channels, period), async function* () {
		if (resolution === 'month') for await (const day of rows.days()) totals.add(day);
		yield* totals.months(channels);
	});
	const fine = {
		raw: () => [tableSheet(names.readings, readingColumns(words, fineChannels), rows.readings)],
		hour: () => [tableSheet(names.hours, hourColumns(words, fineChannels), rows.hours)],
		day: () => [],
		month: () => [],
	}[resolution]();
	const overview = overviewSheet(request, words, totals);
	const tables = resolution === 'month' ? [months] : [months, days, ...fine];

	return workbookBytes({
		sheets: [overview, ...tables],
		order: resolution === 'month' ? [months, overview] : [days, months, ...fine, overview],
		title: building.name,
		madeAt,
	});
}

function tableSheet<Row>(
	name: string,
	columns: readonly Column<Row>[],
	rows: () => AsyncIterable<Row>,
): Sheet {
	return {
		name,
		columns: columns.map((column) => ({ width: column.width, style: columnStyle(column) })),
		headerRows: 1,
		rows: async function* () {
			yield columns.map(({ header }): Cell => ({ value: header, style: 'heading' }));
			for await (const row of rows()) yield columns.map((column) => cellOf(column, row));
		},
	};
}

function overviewSheet(request: BuildingExport, words: ExportWords, totals: ExportTotals): Sheet {
	return {
		name: words.texts.sheets.overview,
		columns: [30, 22, 18, 14, 24, 8, 14, 16, 16].map((width) => ({ width, style: 'general' })),
		headerRows: 0,
		// eslint-disable-next-line @typescript-eslint/require-await -- as the rows of the other sheets come
		rows: async function* () {
			yield* headRows(request, words);
			yield* totalRows(request, words, totals);
			yield [];
			yield* noteRows(request, words);
		},
	};
}

function* headRows({ building, period, madeAt }: BuildingExport, { texts }: ExportWords): Generator<Cell[]> {
	const fact = (label: string, value: Cell): Cell[] => [{ value: label, style: 'heading' }, value];
	yield [{ value: building.name, style: 'title' }];
	yield [];
	yield fact(texts.building, building.name);
	yield fact(texts.address, building.address);
	yield fact(texts.firstDay, { value: dateSerial(period.from), style: 'date' });
	yield fact(texts.lastDay, { value: dateSerial(addDays(period.to, -1)), style: 'date' });
	yield fact(texts.timeZone, building.timezone);
	yield fact(texts.madeAt, { value: clockSerial(Math.floor(madeAt.getTime() / 1000)), style: 'time' });
	yield [];
}

function* totalRows(
	{ channels, period }: BuildingExport,
	{ texts, metric, register }: ExportWords,
	totals: ExportTotals,
): Generator<Cell[]> {
	const expected = datesBetween(period.from, period.to).length;
	const headers = [
		texts.meter,
		texts.pointId,
		texts.metric,
		texts.register,
		texts.total,
		texts.unit,
		texts.daysKnown,
		texts.daysExpected,
		texts.completeness,
	];
	yield headers.map((value) => ({ value, style: 'heading' }));
	for (const channel of channels) {
		const { value, daysKnown } = totals.of(channel);
		yield [
			meterName(channel),
			channel.pointId,
			metric(channel.metric),
			register(channel.register),
			styled(amountOf(channel, value), 'amount'),
			exportUnits[channel.unit],
			daysKnown,
			expected,
			styled(daysKnown / expected, 'percent'),
		];
	}
	yield* sumRows(channels, { texts, metric, register }, totals);
}

/** What the meters make together, of each metric that is summed: total registers only, for their parts would count twice. */
function* sumRows(
	channels: readonly ExportChannel[],
	{ texts, metric, register }: Pick<ExportWords, 'texts' | 'metric' | 'register'>,
	totals: ExportTotals,
): Generator<Cell[]> {
	const summed = channels.filter(
		(channel) => channel.register === 'total' && metricRules[channel.metric].aggregate === 'sum',
	);
	for (const name of new Set(summed.map((channel) => channel.metric))) {
		const own = summed.filter((channel) => channel.metric === name);
		const [first] = own;
		if (!first || own.length < 2) continue;
		const values = own.map((channel) => totals.of(channel).value).filter((value) => value !== null);
		const sum = values.length === 0 ? null : values.reduce((one, other) => one + other, 0);
		yield [
			{ value: texts.allMeters, style: 'heading' },
			null,
			metric(name),
			register(first.register),
			styled(amountOf(first, sum), 'amount'),
			exportUnits[first.unit],
		];
	}
}

function* noteRows({ withheld }: BuildingExport, { texts }: ExportWords): Generator<Cell[]> {
	for (const note of texts.notes) yield [note];
	const names = new Set(withheld.map(meterName));
	if (names.size > 0) yield [`${texts.withheld} ${[...names].join(', ')}`];
}

function styled(value: number | null, style: 'amount' | 'percent'): Cell {
	return value === null ? null : { value, style };
}
