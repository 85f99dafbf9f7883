/** What a building used hour by hour: the sum of its meters' load curves, where all of them are known. */
import type { HourAmount } from '../domain/statistics/local-hours.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded, type MeterDays, type Period } from './building-days.ts';
import type { Meter } from './building-sums.ts';
import { readChannelHours } from './channel-hours.ts';

/** A meter's channel of consumption, and the days on which the building is not known without it. */
export type HourlyMeter = Pick<MeterDays, 'device' | 'neededFrom' | 'neededTo'> & { channel: number };

/** Meters with the days on which they are needed. */
export function hourlyMeters(meters: readonly Meter[], meterDays: readonly MeterDays[]): HourlyMeter[] {
	return meters.flatMap(({ device, channel }) => {
		const days = meterDays.find((meter) => meter.device === device);

		return days ? [{ device, channel, neededFrom: days.neededFrom, neededTo: days.neededTo }] : [];
	});
}

export interface BuildingHour extends HourAmount {
	/** what the known meters make */
	knownValue: number;
	/** devices that are not known, or not all of it */
	missing: string[];
}

/**
 * The hours of a period in the building's zone, energies in Wh. An hour is known where every meter it needs is known all of it:
 * less would be another sum. Others have no value, and say which meters they lack.
 */
export async function readBuildingHours(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<BuildingHour[]> {
	const { hours, lengths, known } = await readChannelHours(
		connection,
		meters.map(({ channel }) => channel),
		{ ...period, timeZone, aggregate: 'sum' },
	);

	return hours.map((hour, index) => {
		const length = lengths[index] ?? 0;
		const needed = meters.filter((meter) => isNeeded(meter, hour.date));
		const missing: string[] = [];
		let knownValue = 0;
		for (const { device, channel } of needed) {
			const own = known.get(channel)?.[index];
			knownValue += own?.value ?? 0;
			if (own === undefined || own.coveredSeconds < length) missing.push(device);
		}
		const isKnown = needed.length > 0 && missing.length === 0;

		return {
			...hour,
			value: isKnown ? knownValue : null,
			coveredSeconds: isKnown ? length : 0,
			knownValue,
			missing,
		};
	});
}
