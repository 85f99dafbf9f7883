import type { Metric } from '../domain/metrics.ts';
import type { ConsentedPoint, ProviderRules } from '../providers/provider.ts';
import { ensureChannel, setChannelState } from '../storage/channels.ts';
import type { Queryable } from '../storage/database.ts';

/**
 * Makes the channels of a point that was just consented to: those that its provider's measures fill, less the direction
 * that the operator says it has not. Where the operator did not say, both are made, and asking finds it out.
 */
export async function openChannels(
	connection: Queryable,
	device: string,
	rules: ProviderRules,
	point: ConsentedPoint,
): Promise<void> {
	for (const { metric, register } of Object.values(rules.measures)) {
		const isMeasured = directionOf(metric, point);
		if (isMeasured === false) continue;

		const channel = await ensureChannel(connection, device, metric, register);
		// An earlier consent may have found that it was not measured then.
		if (isMeasured) await setChannelState(connection, channel, 'active');
	}
}

/** Whether the point measures in a metric's direction; the maximum power is that of the consumption. */
function directionOf(metric: Metric, { consumption, production }: ConsentedPoint): boolean | undefined {
	return metric === 'production' ? production : consumption;
}
