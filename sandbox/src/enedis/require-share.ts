import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Meter } from '../meters/meter.ts';
import { Refusal } from './refusal.ts';
import type { Shares } from './shares.ts';

export interface SharedMetersOptions {
	clock: Clock;
	meters: readonly Meter[];
	shares: Shares;
}

/**
 * The meter of a PRM, if its holder shares it today.
 *
 * @throws Refusal 403 as the operator answers, also for a PRM that it does not have
 */
export function requireShare({ clock, meters, shares }: SharedMetersOptions, pointId: string): Meter {
	const meter = meters.find((known) => known.pointId === pointId);
	if (!meter || !shares.active(pointId, todayOf(clock.nowMs())))
		throw new Refusal(403, 'ADAM-DC-0008', 'No consent can be found for this customer and this usage point.');

	return meter;
}
