import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	Filler,
	LineController,
	LineElement,
	LinearScale,
	PointElement,
	TimeScale,
	Tooltip,
} from 'chart.js';
import 'chartjs-adapter-luxon';
import annotation from 'chartjs-plugin-annotation';

/** Registers the parts of Chart.js that our charts use; the others stay out of the bundle. */
export function registerChartParts(): void {
	Chart.register(
		BarController,
		BarElement,
		CategoryScale,
		Filler,
		LineController,
		LineElement,
		LinearScale,
		PointElement,
		TimeScale,
		Tooltip,
		annotation,
	);
}
