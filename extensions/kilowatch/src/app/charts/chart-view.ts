import type { Metric } from '../../domain/metrics.ts';
import { metricRules } from '../../domain/metrics.ts';
import { addDays } from '../../domain/local-days.ts';
import {
	formatDate,
	formatInterval,
	formatMonth,
	formatShortDate,
	formatWeekdayDate,
} from '../format/dates.ts';
import type { BaseUnit, Scale } from '../format/quantity.ts';
import { baseUnitOf, formatQuantity, scaleFor } from '../format/quantity.ts';
import type { Translator } from '../locales/translate.ts';
import type { CurvePeriod, CurveSeries } from './curve-series.ts';
import { curveFactor } from './curve-series.ts';
import type { DaySlot, SlotState } from './day-series.ts';
import { combine, monthSeries } from './day-series.ts';
import type { Period } from './period.ts';
import { isByMonth } from './period.ts';
import type { Tone } from './tone.ts';
import { toneOf } from './tone.ts';

/** One bar or one interval of a curve, ready to draw and to read out. */
export interface ChartMark {
	key: string;
	/** of a curve: milliseconds since 1970 UTC */
	startMs: number;
	/** the whole name, for the table and the tooltip */
	label: string;
	/** the short name, for the axis */
	tick: string;
	/** in the view's unit */
	value: number | null;
	text: string;
	state: SlotState;
}

export interface Figure {
	label: string;
	value: string;
	/** what it is of: the highest day's date, or what was left out */
	note: string;
}

/** All that a chart shows, in words and numbers; the component only draws it. */
export interface ChartView {
	kind: 'bars' | 'curve';
	tone: Tone;
	unit: string;
	/** of a curve: length of an interval */
	stepMs: number;
	marks: ChartMark[];
	/** heading of the table's first column */
	column: string;
	/** one sentence that says what a look at the chart says */
	summary: string;
	average: { value: number; label: string } | null;
	/** a level to stay below, in the view's unit */
	limit: { value: number; label: string } | null;
	figures: Figure[];
	isEmpty: boolean;
}

interface Subject {
	metric: Metric;
	translate: Translator;
	/** subscribed power of the one meter that is shown, in VA; only powers are compared with it */
	subscribedPowerVa?: number | undefined;
}

/** Bars by day, or by month where the period is long. */
export function dayView(
	days: readonly DaySlot[],
	period: Period,
	{ metric, translate, subscribedPowerVa }: Subject,
): ChartView {
	const { text, locale } = translate;
	const byMonth = isByMonth(period);
	const slots = byMonth ? monthSeries(days, metric) : days;
	const unit = baseUnitOf(metric);
	const isSum = metricRules[metric].aggregate === 'sum';
	const isMaximum = metricRules[metric].aggregate === 'max';
	const limitVa = isMaximum ? subscribedPowerVa : undefined;
	const largest = largestOf(slots);
	const scale = scaleFor(unit, Math.max(largest, limitVa ?? 0));
	const marks = slots.map((slot) => ({
		...drawn(slot, unit, scale, translate),
		key: slot.key,
		startMs: 0,
		label: byMonth ? formatMonth(slot.key, locale, 'long') : formatWeekdayDate(slot.key, locale),
		tick: byMonth ? formatMonth(slot.key, locale, 'short') : formatShortDate(slot.key, locale),
	}));
	const known = days.filter(({ value }) => value !== null);
	const whole = known.filter(({ state }) => state === 'known');
	const averaged = whole.length > 0 ? whole : known;
	const average = mean(averaged.flatMap(({ value }) => value ?? []));
	const highest = highestOf(marks);
	const figures: Figure[] = [];

	if (isSum) figures.push(totalFigure(days, metric, translate));

	if (average !== null && !isMaximum) {
		figures.push({
			label: text(isSum ? 'figures.averageDay' : 'figures.average'),
			value: formatQuantity(average, unit, locale),
			note: averaged.length < known.length ? text('figures.withoutPartial') : '',
		});
	}

	if (highest !== undefined) {
		figures.push({
			label: text(byMonth ? 'figures.highestMonth' : 'figures.highestDay'),
			value: highest.text,
			note: highest.label,
		});
	}

	if (limitVa !== undefined) {
		figures.push({
			label: text('figures.subscribedPower'),
			value: formatQuantity(limitVa, unit, locale),
			note:
				highest === undefined ? '' : text('figures.shareUsed', { share: share(largest / limitVa, locale) }),
		});
	}

	figures.push(knownFigure('figures.daysKnown', known.length, days.length, translate));

	return {
		kind: 'bars',
		tone: toneOf(metric),
		unit: scale.unit,
		stepMs: 0,
		marks,
		column: text(byMonth ? 'chart.columnMonth' : 'chart.columnDay'),
		summary: summarise(marks, period, metric, isSum ? figures[0]?.value : undefined, translate),
		average: byMonth || isMaximum || average === null ? null : averageLine(average, unit, scale, translate),
		limit:
			limitVa === undefined
				? null
				: {
						value: limitVa / scale.divisor,
						label: text('chart.subscribedPower', { value: formatQuantity(limitVa, unit, locale, scale) }),
					},
		figures,
		isEmpty: highest === undefined,
	};
}

/** A load curve: of energies the mean power of each interval. */
export function curveView(
	series: CurveSeries,
	period: CurvePeriod,
	{ metric, translate }: Subject,
): ChartView {
	const { text, locale } = translate;
	const isEnergy = metricRules[metric].unit === 'Wh';
	const unit = isEnergy ? 'W' : baseUnitOf(metric);
	const factor = curveFactor(metric, series.stepSeconds);
	const slots = series.slots.map((slot) => ({
		...slot,
		value: slot.value === null ? null : slot.value * factor,
	}));
	const scale = scaleFor(unit, largestOf(slots));
	const marks = slots.map((slot) => ({
		...drawn(slot, unit, scale, translate),
		key: String(slot.startSeconds),
		startMs: slot.startSeconds * 1000,
		label: formatInterval(slot.startSeconds, locale, period.timezone),
		tick: '',
	}));
	const known = slots.filter(({ value }) => value !== null);
	const average = mean(known.flatMap(({ value }) => value ?? []));
	const highest = highestOf(marks);
	const figures: Figure[] = [];

	if (isEnergy) figures.push(totalFigure(series.slots, metric, translate));

	if (average !== null && metricRules[metric].aggregate !== 'max') {
		figures.push({
			label: text(isEnergy ? 'figures.averagePower' : 'figures.average'),
			value: formatQuantity(average, unit, locale),
			note: '',
		});
	}

	if (highest !== undefined) {
		figures.push({
			label: text(isEnergy ? 'figures.highestPower' : 'figures.highest'),
			value: highest.text,
			note: highest.label,
		});
	}

	figures.push(knownFigure('figures.intervalsKnown', known.length, slots.length, translate));

	return {
		kind: 'curve',
		tone: toneOf(metric),
		unit: scale.unit,
		stepMs: series.stepSeconds * 1000,
		marks,
		column: text('chart.columnTime'),
		summary: summarise(marks, period, metric, isEnergy ? figures[0]?.value : undefined, translate),
		average: average === null ? null : averageLine(average, unit, scale, translate),
		limit: null,
		figures,
		isEmpty: highest === undefined,
	};
}

interface Slot {
	value: number | null;
	state: SlotState;
}

function drawn({ value, state }: Slot, unit: BaseUnit, scale: Scale, { text, locale }: Translator) {
	return {
		value: value === null ? null : value / scale.divisor,
		text: value === null ? text('chart.missing') : formatQuantity(value, unit, locale, scale),
		state,
	};
}

function largestOf(slots: readonly Slot[]): number {
	return slots.reduce((largest, { value }) => Math.max(largest, value ?? 0), 0);
}

function highestOf(marks: readonly ChartMark[]): ChartMark | undefined {
	return marks.reduce<ChartMark | undefined>(
		(highest, mark) =>
			mark.value !== null && (highest === undefined || mark.value > (highest.value ?? 0)) ? mark : highest,
		undefined,
	);
}

function mean(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function totalFigure(slots: readonly Slot[], metric: Metric, { text, locale }: Translator): Figure {
	const total = combine(
		slots.flatMap(({ value }) => value ?? []),
		metric,
	);

	return {
		label: text('figures.total'),
		value: total === null ? '–' : formatQuantity(total, baseUnitOf(metric), locale),
		note: '',
	};
}

function knownFigure(
	path: 'figures.daysKnown' | 'figures.intervalsKnown',
	known: number,
	expected: number,
	{ text, locale }: Translator,
): Figure {
	const number = new Intl.NumberFormat(locale);

	return {
		label: text(path),
		value: text('figures.ofExpected', { known: number.format(known), expected: number.format(expected) }),
		note: '',
	};
}

function share(part: number, locale: string): string {
	return new Intl.NumberFormat(locale, { style: 'percent' }).format(part);
}

function averageLine(average: number, unit: BaseUnit, scale: Scale, { text, locale }: Translator) {
	return {
		value: average / scale.divisor,
		label: text('chart.average', { value: formatQuantity(average, unit, locale, scale) }),
	};
}

function summarise(
	marks: readonly ChartMark[],
	period: Period,
	metric: Metric,
	total: string | undefined,
	{ text, locale }: Translator,
): string {
	const highest = highestOf(marks);
	const values = {
		metric: text(`metrics.${metric}`),
		from: formatDate(period.from, locale),
		to: formatDate(addDays(period.to, -1), locale),
	};
	if (highest === undefined) return text('chart.summaryEmpty', values);

	const sentence =
		total === undefined
			? text('chart.summaryNoTotal', { ...values, highest: highest.text, when: highest.label })
			: text('chart.summary', { ...values, total, highest: highest.text, when: highest.label });
	const partial = marks.filter(({ state }) => state === 'partial').length;
	const missing = marks.filter(({ state }) => state === 'missing').length;
	const flaws = [
		...(partial > 0 ? [text('chart.summaryPartial', { count: partial })] : []),
		...(missing > 0 ? [text('chart.summaryMissing', { count: missing })] : []),
	];

	return flaws.length === 0 ? sentence : `${sentence} ${flaws.join(', ')}.`;
}
