import type { ChartData, ChartOptions, TooltipItem } from 'chart.js';
import { formatClock, formatDayOf } from '../format/dates.ts';
import type { ChartView } from './chart-view.ts';
import { curvePoints } from './curve-points.ts';
import { gapSpans } from './gap-spans.ts';
import type { Tone } from './tone.ts';

/** Colours of the app's theme as the canvas needs them, resolved. */
export interface ChartColours {
	/** of what is measured, plain for bars and lines, faint to fill with */
	tones: Readonly<Record<Tone, { line: string; fill: string }>>;
	/** of a level to stay below */
	limit: string;
	foreground: string;
	grid: string;
	background: string;
	border: string;
	fontFamily: string;
}

export interface ChartContext {
	colours: ChartColours;
	/** fill of incomplete bars */
	stripes: CanvasPattern | string;
	/** fill of the spans of which nothing is known */
	gapStripes: CanvasPattern | string;
	locale: string;
	timezone: string;
	/** words for an incomplete value */
	partialText: string;
}

const FONT_SIZE = 11;
const HOUR_MS = 3_600_000;

/** What Chart.js draws for a view: bars, or the stepped line of a load curve. */
export function chartData(
	view: ChartView,
	{ colours, stripes }: ChartContext,
): ChartData<'bar' | 'line', unknown[]> {
	const { line, fill } = colours.tones[view.tone];

	if (view.kind === 'bars') {
		return {
			labels: view.marks.map(({ tick }) => tick),
			datasets: [
				{
					type: 'bar',
					data: view.marks.map(({ value }) => value),
					backgroundColor: view.marks.map(({ state }) => (state === 'partial' ? stripes : line)),
					borderColor: line,
					borderWidth: view.marks.map(({ state }) => (state === 'partial' ? 1 : 0)),
					borderRadius: 2,
					maxBarThickness: 48,
					categoryPercentage: 0.9,
					barPercentage: 0.9,
				},
			],
		};
	}

	const points = curvePoints(view);

	return {
		datasets: [
			{
				type: 'line',
				data: points,
				borderColor: line,
				backgroundColor: fill,
				borderWidth: 2,
				borderJoinStyle: 'round',
				fill: 'origin',
				stepped: 'middle',
				pointRadius: 0,
				pointHoverRadius: 4,
				pointHitRadius: 8,
				pointBackgroundColor: line,
				spanGaps: false,
				segment: {
					borderDash: ({ p0DataIndex, p1DataIndex }) =>
						points[p0DataIndex]?.partial === true || points[p1DataIndex]?.partial === true
							? [4, 4]
							: undefined,
				},
			},
		],
	};
}

/** Axes, tooltip and average line of a view; nothing moves. */
export function chartOptions(view: ChartView, context: ChartContext): ChartOptions<'bar' | 'line'> {
	const { colours, locale } = context;
	const font = { family: colours.fontFamily, size: FONT_SIZE, weight: 600 } as const;
	const ticks = { color: colours.foreground, font, maxRotation: 0, autoSkip: true, autoSkipPadding: 12 };
	const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

	return {
		responsive: true,
		maintainAspectRatio: false,
		animation: false,
		interaction: { mode: view.kind === 'bars' ? 'index' : 'nearest', axis: 'x', intersect: false },
		scales: {
			x: view.kind === 'bars' ? categoryAxis(colours, ticks) : timeAxis(view, context, ticks),
			y: {
				beginAtZero: view.unit !== '°C',
				...(view.limit !== null && { suggestedMax: view.limit.value }),
				border: { display: false },
				grid: { color: colours.grid },
				ticks: {
					color: colours.foreground,
					font,
					maxTicksLimit: 6,
					callback: (value) => numbers.format(Number(value)),
				},
			},
		},
		plugins: {
			tooltip: {
				displayColors: false,
				backgroundColor: colours.background,
				borderColor: colours.border,
				borderWidth: 1,
				titleColor: colours.foreground,
				bodyColor: colours.foreground,
				titleFont: font,
				bodyFont: font,
				padding: 8,
				callbacks: {
					title: (items) => markOf(view, items[0])?.label ?? '',
					label: (item) => tooltipText(view, item, context.partialText),
				},
			},
			annotation: {
				annotations: { ...gaps(view, context), ...averageLine(view, colours), ...limitLine(view, colours) },
			},
		},
	};
}

function categoryAxis(colours: ChartColours, ticks: object) {
	return { border: { color: colours.grid }, grid: { display: false }, ticks };
}

/** Hours of a day, days of a longer window, both on the clock of the building. */
function timeAxis(view: ChartView, { colours, locale, timezone }: ChartContext, ticks: object) {
	const startMs = view.marks[0]?.startMs ?? 0;
	const endMs = (view.marks.at(-1)?.startMs ?? 0) + view.stepMs;
	const isDay = endMs - startMs <= 25 * HOUR_MS;

	return {
		type: 'time' as const,
		min: startMs,
		max: endMs,
		adapters: { date: { zone: timezone } },
		time: { unit: isDay ? ('hour' as const) : ('day' as const) },
		border: { color: colours.grid },
		grid: { color: colours.grid, display: !isDay },
		ticks: {
			...ticks,
			callback: (milliseconds: string | number) =>
				(isDay ? formatClock : formatDayOf)(Number(milliseconds), locale, timezone),
		},
	};
}

function averageLine({ average }: ChartView, colours: ChartColours) {
	if (average === null) return {};

	return {
		average: {
			type: 'line' as const,
			scaleID: 'y',
			value: average.value,
			borderColor: colours.foreground,
			borderWidth: 1,
			borderDash: [4, 4],
		},
	};
}

function limitLine({ limit }: ChartView, colours: ChartColours) {
	if (limit === null) return {};

	return {
		limit: {
			type: 'line' as const,
			scaleID: 'y',
			value: limit.value,
			borderColor: colours.limit,
			borderWidth: 2,
		},
	};
}

/** A band over the whole height for every span of which nothing is known: an empty place alone could be a zero. */
function gaps(view: ChartView, { gapStripes }: ChartContext) {
	const spans = gapSpans(view.marks).map(({ first, last }) => ({
		type: 'box' as const,
		xScaleID: 'x',
		...edgesOf(view, first, last),
		backgroundColor: gapStripes as string,
		borderWidth: 0,
		drawTime: 'beforeDatasetsDraw' as const,
		adjustScaleRange: false,
	}));

	return Object.fromEntries(spans.map((span, number) => [`gap${number}`, span]));
}

/** Bars stand in the middle of their place on the axis, intervals begin on their own. */
function edgesOf({ kind, marks, stepMs }: ChartView, first: number, last: number) {
	if (kind === 'bars') return { xMin: first - 0.5, xMax: last + 0.5 };

	return { xMin: marks[first]?.startMs ?? 0, xMax: (marks[last]?.startMs ?? 0) + stepMs };
}

function markOf(view: ChartView, item: TooltipItem<'bar' | 'line'> | undefined) {
	if (item === undefined) return undefined;
	const index = view.kind === 'bars' ? item.dataIndex : (item.raw as { mark: number }).mark;

	return view.marks[index];
}

function tooltipText(view: ChartView, item: TooltipItem<'bar' | 'line'>, partialText: string): string {
	const mark = markOf(view, item);
	if (mark === undefined) return '';

	return mark.state === 'partial' ? `${mark.text} (${partialText})` : mark.text;
}
