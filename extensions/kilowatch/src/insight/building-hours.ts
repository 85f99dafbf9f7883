/** What a building used hour by hour: the sum of its meters' load curves, where all of them are known. */
import type { HourAmount } from '../domain/statistics/local-hours.ts';
import type { Database } from '../storage/database.ts';
import { isNeeded, type MeterDays, type Period } from './building-days.ts';
import type { Meter } from './building-sums.ts';
import { readChannelHours, type ChannelHours, type KnownHours } from './channel-hours.ts';

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
	missing: readonly string[];
}

/** Of most hours. */
const none: readonly string[] = [];

/** Reads the hours of a period in the building's zone, as {@link buildingHours} makes them. */
export async function readBuildingHours(
	database: Database,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<BuildingHour[]> {
	const channels = meters.map(({ channel }) => channel);

	return buildingHours(
		meters,
		await readChannelHours(database, channels, { ...period, timeZone, aggregate: 'sum' }),
	);
}

/**
 * The hours of the building, energies in Wh. An hour is known where every meter it needs is known all of it: less would be
 * another sum. Others have no value, and say which meters they lack.
 */
export function buildingHours(meters: readonly HourlyMeter[], { grid, known }: ChannelHours): BuildingHour[] {
	let date = '';
	let needed: { device: string; own: KnownHours | undefined }[] = [];

	return grid.hours.map(({ startSeconds, date: dateOfHour, hour, offsetMinutes }, index) => {
		if (dateOfHour !== date) {
			date = dateOfHour;
			needed = meters
				.filter((meter) => isNeeded(meter, date))
				.map(({ device, channel }) => ({ device, own: known.get(channel) }));
		}
		const length = grid.lengths[index] ?? 0;
		let missing: string[] | undefined;
		let knownValue = 0;
		for (const { device, own } of needed) {
			knownValue += own?.values[index] ?? 0;
			if ((own?.coveredSeconds[index] ?? 0) < length) (missing ??= []).push(device);
		}
		const isKnown = needed.length > 0 && missing === undefined;

		// Field by field: of years there are ten thousands, and spreading one takes as long as all the rest.
		return {
			startSeconds,
			date,
			hour,
			offsetMinutes,
			value: isKnown ? knownValue : null,
			coveredSeconds: isKnown ? length : 0,
			knownValue,
			missing: missing ?? none,
		};
	});
}
