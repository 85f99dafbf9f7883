/** What a building used hour by hour: the sum of its meters' load curves, where all of them are known. */
import type { HourAmount } from '../domain/statistics/local-hours.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded, type MeterDays, type Period } from './building-days.ts';
import { readChannelHours } from './channel-hours.ts';

/** A meter's channel of consumption, and the days on which the building is not known without it. */
export type HourlyMeter = Pick<MeterDays, 'device' | 'neededFrom' | 'neededTo'> & { channel: number };

/**
 * The hours of a period in the building's zone, energies in Wh. An hour is known where every meter it needs is known all of it:
 * less would be another sum. Others have no value.
 */
export async function readBuildingHours(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<HourAmount[]> {
	const { hours, lengths, known } = await readChannelHours(
		connection,
		meters.map(({ channel }) => channel),
		{ ...period, timeZone, aggregate: 'sum' },
	);

	return hours.map((hour, index) => {
		const length = lengths[index] ?? 0;
		const needed = meters.filter((meter) => isNeeded(meter, hour.date));
		const values = needed.map(({ channel }) => {
			const own = known.get(channel)?.[index];

			return own !== undefined && own.coveredSeconds >= length ? own.value : undefined;
		});
		const isKnown = values.length > 0 && !values.includes(undefined);

		return {
			...hour,
			value: isKnown ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null,
			coveredSeconds: isKnown ? length : 0,
		};
	});
}
