/** The tables of an export: days, months, hours and readings, a row for each series of each meter. */
import { datesBetween } from '../../domain/local-days.ts';
import { exportUnits, meterName, type ExportChannel } from '../../insight/export/export-channels.ts';
import type {
	ExportDay,
	ExportHour,
	ExportInterval,
	ExportReading,
} from '../../insight/export/export-rows.ts';
import type { MonthTotal } from '../../insight/export/export-totals.ts';
import type { Choice, ChoiceList } from '../../shared/collections/collection.ts';
import {
	dayStatusChoices,
	metricChoices,
	qualityChoices,
	registerChoices,
	sourceChoices,
} from '../../shared/collections/choices.ts';
import type { Texts } from '../../shared/collections/texts.ts';
import type { ReportLanguage } from '../energy-report/languages.ts';
import type { Column } from './column.ts';
import { exportTexts, type ExportTexts } from './export-texts.ts';

const locales: Readonly<Record<ReportLanguage, keyof Texts>> = {
	en: 'en-US',
	fr: 'fr-FR',
	nl: 'nl-NL',
	de: 'de-DE',
};

/** The words of an export in one language. */
export interface ExportWords {
	texts: ExportTexts;
	metric: (value: string) => string;
	register: (value: string) => string;
	quality: (value: string) => string;
	source: (value: string) => string;
	status: (value: string) => string;
}

export function exportWords(language: ReportLanguage): ExportWords {
	const wordsOf = ({ choices }: ChoiceList) => {
		const words = new Map(choices.map(({ value, text }: Choice) => [value, text[locales[language]]]));

		return (value: string) => words.get(value) ?? value;
	};

	return {
		texts: exportTexts[language],
		metric: wordsOf(metricChoices),
		register: wordsOf(registerChoices),
		quality: wordsOf(qualityChoices),
		source: wordsOf(sourceChoices),
		status: wordsOf(dayStatusChoices),
	};
}

/** A value in the unit that people use: energies in kWh. */
export function amountOf({ unit }: ExportChannel, value: number | null): number | null {
	return value !== null && unit === 'Wh' ? value / 1000 : value;
}

/** The name of a column of values: with the unit where there is only one. */
function withUnit(text: string, channels: readonly ExportChannel[]): string {
	const units = new Set(channels.map(({ unit }) => exportUnits[unit]));
	const [unit] = units;

	return unit !== undefined && units.size === 1 ? `${text} (${unit})` : text;
}

interface OfChannel {
	channel: ExportChannel;
}

function meterColumns({ texts, metric, register }: ExportWords): Column<OfChannel>[] {
	return [
		{ kind: 'text', header: texts.meter, width: 26, of: ({ channel }) => meterName(channel) },
		{ kind: 'text', header: texts.pointId, width: 20, of: ({ channel }) => channel.pointId },
		{ kind: 'text', header: texts.metric, width: 18, of: ({ channel }) => metric(channel.metric) },
		{ kind: 'text', header: texts.register, width: 14, of: ({ channel }) => register(channel.register) },
	];
}

/** What a row is about, and in which unit. */
function valueColumns(
	{ texts }: ExportWords,
	channels: readonly ExportChannel[],
): Column<OfChannel & { value: number | null }>[] {
	return [
		{
			kind: 'amount',
			header: withUnit(texts.value, channels),
			width: 14,
			of: ({ channel, value }) => amountOf(channel, value),
		},
		{ kind: 'text', header: texts.unit, width: 8, of: ({ channel }) => exportUnits[channel.unit] },
	];
}

export function dayColumns(words: ExportWords, channels: readonly ExportChannel[]): Column<ExportDay>[] {
	const { texts, status } = words;

	return [
		{ kind: 'date', header: texts.date, width: 12, of: ({ date }) => date },
		...meterColumns(words),
		...valueColumns(words, channels),
		{
			kind: 'amount',
			header: withUnit(texts.curveValue, channels),
			width: 26,
			of: ({ channel, curveValue }) => amountOf(channel, curveValue),
		},
		{ kind: 'count', header: texts.pointsReceived, width: 16, of: ({ pointsReceived }) => pointsReceived },
		{ kind: 'count', header: texts.pointsExpected, width: 16, of: ({ pointsExpected }) => pointsExpected },
		{ kind: 'text', header: texts.status, width: 20, of: (day) => status(day.status) },
	];
}

export function monthColumns(
	words: ExportWords,
	channels: readonly ExportChannel[],
	period: { from: string; to: string },
): Column<MonthTotal>[] {
	const { texts } = words;
	const expected = new Map<string, number>();
	for (const date of datesBetween(period.from, period.to)) {
		const month = date.slice(0, 7);
		expected.set(month, (expected.get(month) ?? 0) + 1);
	}

	return [
		{ kind: 'month', header: texts.month, width: 10, of: ({ month }) => month },
		...meterColumns(words),
		...valueColumns(words, channels),
		{ kind: 'count', header: texts.daysKnown, width: 14, of: ({ daysKnown }) => daysKnown },
		{ kind: 'count', header: texts.daysExpected, width: 14, of: ({ month }) => expected.get(month) ?? 0 },
	];
}

/** Local time, its offset and UTC side by side: autumn's repeated hour is told apart in each of them but the first. */
function intervalColumns(words: ExportWords, channels: readonly ExportChannel[]): Column<ExportInterval>[] {
	const { texts } = words;

	return [
		{
			kind: 'local',
			header: texts.localTime,
			width: 20,
			of: ({ startSeconds, offsetMinutes }) => startSeconds + offsetMinutes * 60,
		},
		{ kind: 'text', header: texts.offset, width: 16, of: ({ offsetMinutes }) => offsetText(offsetMinutes) },
		{ kind: 'utc', header: texts.utcTime, width: 18, of: ({ startSeconds }) => startSeconds },
		...meterColumns(words),
		...valueColumns(words, channels),
	];
}

export function hourColumns(words: ExportWords, channels: readonly ExportChannel[]): Column<ExportHour>[] {
	return [
		...intervalColumns(words, channels),
		{
			kind: 'count',
			header: words.texts.minutesKnown,
			width: 16,
			of: ({ coveredSeconds }) => coveredSeconds / 60,
		},
	];
}

export function readingColumns(
	words: ExportWords,
	channels: readonly ExportChannel[],
): Column<ExportReading>[] {
	const { texts, quality, source } = words;

	return [
		...intervalColumns(words, channels),
		{ kind: 'count', header: texts.minutes, width: 10, of: ({ durationSeconds }) => durationSeconds / 60 },
		{ kind: 'text', header: texts.quality, width: 18, of: (reading) => quality(reading.quality) },
		{ kind: 'text', header: texts.source, width: 20, of: (reading) => source(reading.source) },
	];
}

/** `UTC+02:00`: with its name before it, for a sign alone begins a formula. */
function offsetText(minutes: number): string {
	const size = Math.abs(minutes);
	const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));

	return `UTC${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
