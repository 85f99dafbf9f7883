/** Where the bars of a chart stand. Pure geometry; y counts from the top, energies in Wh. */
import { scaleBand, scaleLinear } from 'd3-scale';
import type { Box } from './canvas.ts';

/** A day or a month. */
export interface Column {
	/** its first date */
	date: string;
	state: 'known' | 'partial' | 'missing';
	energyWh: number | null;
	/** of its counterpart; null where that is not known */
	besideWh: number | null;
}

export interface ChartLayout {
	bars: Bar[];
	/** columns of which nothing is known */
	holes: Box[];
	/** the value axis; none where nothing is known */
	ticks: { energyWh: number; y: number }[];
	/** what stands beside the bars, in the middle of each column, or over its whole width where bars stand wide; null where nothing is known */
	beside: { fromX: number; toX: number; y: number }[];
	/** columns that get a label, in the middle of each */
	labels: { date: string; x: number }[];
	labelStep: 'each' | 'week';
	y: (energyWh: number) => number;
}

export interface Bar extends Box {
	date: string;
	state: 'known' | 'partial';
}

const VALUE_TICKS = 4;
/** of a column */
const BAR_GAP_SHARE = 0.22;
/** a day on which nothing was used is still seen as known */
const LEAST_BAR_HEIGHT = 0.8;
const COLUMNS_LABELLED_ONE_BY_ONE = 31;

export function layOutChart(columns: readonly Column[], plot: Box): ChartLayout {
	const bands = scaleBand()
		.domain(columns.map(({ date }) => date))
		.range([plot.x, plot.x + plot.width])
		.paddingInner(BAR_GAP_SHARE)
		.paddingOuter(BAR_GAP_SHARE / 2);
	const all = columns.flatMap(({ energyWh, besideWh }) => [energyWh ?? 0, besideWh ?? 0]);
	const highestWh = Math.max(0, ...all);
	const lowestWh = Math.min(0, ...all);
	// Nice steps are wanted in kWh, which is what the axis shows.
	const values = scaleLinear()
		.domain([lowestWh / 1000, highestWh > 0 || lowestWh < 0 ? highestWh / 1000 : 1])
		.nice(VALUE_TICKS)
		.range([plot.y + plot.height, plot.y]);
	const y = (energyWh: number): number => values(energyWh / 1000);
	const floor = y(0);
	const width = bands.bandwidth();
	const left = (date: string): number => bands(date) ?? plot.x;

	const bars: Bar[] = [];
	const holes: Box[] = [];
	for (const { date, state, energyWh } of columns) {
		if (state === 'missing' || energyWh === null) {
			holes.push({ x: left(date), y: plot.y, width, height: plot.height });
			continue;
		}
		const end = y(energyWh);
		const height = Math.max(LEAST_BAR_HEIGHT, Math.abs(floor - end));
		bars.push({
			date,
			state,
			x: left(date),
			y: energyWh < 0 ? floor : floor - height,
			width,
			height,
		});
	}
	const isAnyKnown = bars.length > 0;
	const labelStep = columns.length <= COLUMNS_LABELLED_ONE_BY_ONE ? 'each' : 'week';

	return {
		bars,
		holes,
		ticks: (isAnyKnown ? values.ticks(VALUE_TICKS) : []).map((kwh) => ({
			energyWh: kwh * 1000,
			y: values(kwh),
		})),
		beside: columns.flatMap(({ date, besideWh }) =>
			besideWh === null ? [] : [{ fromX: left(date) - 1, toX: left(date) + width + 1, y: y(besideWh) }],
		),
		labels: columns
			.filter((_, index) => labelStep === 'each' || index % 7 === 0)
			.map(({ date }) => ({ date, x: left(date) + width / 2 })),
		labelStep,
		y,
	};
}
