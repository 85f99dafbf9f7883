import type { Metric } from '../../domain/metrics.ts';
import type { BuildingDevice } from '../../shared/http-contract/buildings.ts';

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

/**
 * Since when the meters of a building are expected to say something of an energy, by device. A meter's history is that of
 * all its series: of one that consumes, too, it does not tell since when it produces.
 */
export function knownSince(
	devices: readonly Pick<BuildingDevice, 'id' | 'status' | 'channels' | 'coverage'>[],
	metric: ChartMetric,
): Record<string, string> {
	if (metric === 'max_power') return {};
	const expected = metersOf(devices, metric).filter(
		(device) =>
			device.status === 'active' &&
			(metric === 'consumption' || metersOf([device], 'consumption').length === 0),
	);

	return Object.fromEntries(
		expected.flatMap(({ id, coverage: { first_date: first } }) => (first === null ? [] : [[id, first]])),
	);
}
