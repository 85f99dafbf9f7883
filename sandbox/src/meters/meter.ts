import { dateOf, localHours, type LocalHour } from '../calendar.ts';

/** Average power in W of an hour's two halves. */
export type HalfHourWatts = readonly [first: number, second: number];

/** The power of one local hour; null = the meter has no data for it. */
export type LoadProfile = (hour: LocalHour) => HalfHourWatts | null;

/** A meter that a holder can share. */
export interface Meter {
	/** the operator's PRM, 14 digits */
	pointId: string;
	label: string;
	/** first day of its measures, `YYYY-MM-DD`; the operator refuses what is before */
	activatedOn: string;
	load: LoadProfile;
}

/** One half hour of a load curve. */
export interface CurvePoint {
	/** END of the half hour, local time without offset, `YYYY-MM-DD HH:MM:SS` */
	label: string;
	powerW: number;
}

/**
 * Two whole numbers of W whose energies add up to the hour's.
 *
 * @param energyWh whole, not negative
 * @param riseW how far the second half is above the hour's average; cut to what the hour can hold
 */
export function splitHour(energyWh: number, riseW: number): HalfHourWatts {
	const rise = Math.max(-energyWh, Math.min(energyWh, Math.round(riseW)));

	return [energyWh - rise, energyWh + rise];
}

/** A local day's load curve in the order of time; hours without data are left out. */
export function dayCurve(load: LoadProfile, dayNumber: number): CurvePoint[] {
	const date = dateOf(dayNumber);
	const hours = localHours(dayNumber);

	return hours.flatMap((hour, position) => {
		const watts = load(hour);
		if (!watts) return [];

		const following = hours[position + 1];
		const end = following ? `${date} ${twoDigits(following.hour)}` : `${dateOf(dayNumber + 1)} 00`;

		return [
			{ label: `${date} ${twoDigits(hour.hour)}:30:00`, powerW: watts[0] },
			{ label: `${end}:00:00`, powerW: watts[1] },
		];
	});
}

/** Energy in Wh of a local day's known hours; null when no hour is known. */
export function dayEnergyWh(load: LoadProfile, dayNumber: number): number | null {
	const known = localHours(dayNumber)
		.map(load)
		.filter((watts) => watts !== null);

	return known.length ? known.reduce((sum, [first, second]) => sum + (first + second) / 2, 0) : null;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
