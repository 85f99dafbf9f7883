/** Where the bars of the daily chart stand. Pure geometry; y counts from the top, energies in Wh. */
import { scaleBand, scaleLinear } from 'd3-scale';
import type { BuildingDay } from '../../insight/building-days.ts';
import type { Box } from './canvas.ts';

export interface ChartLayout {
	bars: Bar[];
	/** days of which nothing is known, as full columns */
	holes: Box[];
	/** the value axis; none where nothing is known */
	ticks: { energyWh: number; y: number }[];
	/** dates that get a label, in the middle of their column: every day of a month, or every week, or every month */
	dates: { date: string; x: number }[];
	dateStep: DateStep;
	y: (energyWh: number) => number;
}

export type DateStep = 'day' | 'week' | 'month';

export interface Bar extends Box {
	date: string;
	state: 'known' | 'partial';
}

const VALUE_TICKS = 4;
/** of a column; hundreds of narrow bars stand without gaps, which would only shimmer */
const BAR_GAP_SHARE = 0.22;
/** a day on which nothing was used is still seen as known */
const LEAST_BAR_HEIGHT = 0.8;
const DAYS_LABELLED_ONE_BY_ONE = 31;
const DAYS_LABELLED_BY_WEEK = 100;

export function layOutChart(days: readonly BuildingDay[], plot: Box): ChartLayout {
	const dateStep = stepOf(days.length);
	const gapShare = dateStep === 'month' ? 0 : BAR_GAP_SHARE;
	const columns = scaleBand()
		.domain(days.map(({ date }) => date))
		.range([plot.x, plot.x + plot.width])
		.paddingInner(gapShare)
		.paddingOuter(gapShare / 2);
	const highestWh = Math.max(0, ...days.map(({ energyWh }) => energyWh ?? 0));
	const floor = plot.y + plot.height;
	// Nice steps are wanted in kWh, which is what the axis shows.
	const values = scaleLinear()
		.domain([0, highestWh > 0 ? highestWh / 1000 : 1])
		.nice(VALUE_TICKS)
		.range([floor, plot.y]);
	const y = (energyWh: number): number => values(energyWh / 1000);
	const width = columns.bandwidth();
	const left = (date: string): number => columns(date) ?? plot.x;

	const bars: Bar[] = [];
	const holes: Box[] = [];
	for (const { date, state, energyWh } of days) {
		if (state === 'missing' || energyWh === null) {
			holes.push({ x: left(date), y: plot.y, width, height: plot.height });
		} else {
			const height = Math.max(LEAST_BAR_HEIGHT, floor - y(energyWh));
			bars.push({ date, state, x: left(date), y: floor - height, width, height });
		}
	}

	return {
		bars,
		holes,
		ticks: (bars.length === 0 ? [] : values.ticks(VALUE_TICKS)).map((kwh) => ({
			energyWh: kwh * 1000,
			y: values(kwh),
		})),
		dates: days
			.filter(({ date }, index) => isLabelled(date, index, dateStep))
			.map(({ date }) => ({ date, x: left(date) + width / 2 })),
		dateStep,
		y,
	};
}

function stepOf(days: number): DateStep {
	if (days <= DAYS_LABELLED_ONE_BY_ONE) return 'day';

	return days <= DAYS_LABELLED_BY_WEEK ? 'week' : 'month';
}

function isLabelled(date: string, index: number, step: DateStep): boolean {
	if (step === 'week') return index % 7 === 0;

	return step === 'day' || date.endsWith('-01');
}
