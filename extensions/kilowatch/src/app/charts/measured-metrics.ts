import type { Metric } from '../../domain/metrics.ts';
import type { BuildingDevice } from '../../shared/http-contract.ts';

/** What the chart of a building can show, in the order in which it is offered. */
export const chartMetrics = ['consumption', 'production', 'max_power'] as const satisfies readonly Metric[];

export type ChartMetric = (typeof chartMetrics)[number];

type Measuring = Pick<BuildingDevice, 'channels'>;

/** The meters that measure a metric; a channel that the operator says is not measured does not count. */
export function metersOf<Device extends Measuring>(devices: readonly Device[], metric: Metric): Device[] {
	return devices.filter(({ channels }) =>
		channels.some((channel) => channel.metric === metric && channel.state === 'active'),
	);
}

/**
 * The metrics that at least one meter measures; the first of them is what the chart opens on.
 *
 * @returns consumption where no meter has a series yet
 */
export function measuredMetrics(devices: readonly Measuring[]): [ChartMetric, ...ChartMetric[]] {
	const [first = 'consumption', ...others] = chartMetrics.filter(
		(metric) => metersOf(devices, metric).length > 0,
	);

	return [first, ...others];
}
