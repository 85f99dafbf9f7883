import type { Metric } from '../../domain/metrics.ts';

/** Which of the chart's colours a metric has, so that what is produced never looks like what is consumed. */
export type Tone = 'consumption' | 'production' | 'power';

/** The colour of a metric; what has none of its own is drawn as consumption is. */
export function toneOf(metric: Metric): Tone {
	if (metric === 'production') return 'production';

	return metric === 'max_power' ? 'power' : 'consumption';
}
