import { dateOf, localHours, type LocalHour } from '../calendar.ts';

/** Average power in W of an hour's two halves. */
export type HalfHourWatts = readonly [first: number, second: number];

/** The power of one local hour; null = the meter has no data for it. */
export type LoadProfile = (hour: LocalHour) => HalfHourWatts | null;

/** Steps at which a meter's curve can be recorded. */
export type CurveStepMinutes = 5 | 10 | 15 | 30 | 60;

/** A meter that a holder can share. */
export interface Meter {
	/** the operator's PRM, 14 digits */
	pointId: string;
	label: string;
	/** first day of its measures, `YYYY-MM-DD`; the operator refuses what is before */
	activatedOn: string;
	/** power drawn from the grid; null = the point only feeds in */
	consumption: LoadProfile | null;
	/** power fed into the grid; null = the point only draws */
	production: LoadProfile | null;
	/** the step its curve is recorded in */
	curveStepMinutes: CurveStepMinutes;
	/** whether the holder has switched on recording and collection of the curve; daily totals come without */
	isCurveCollected: boolean;
	/** the digit at the end of `state` that selects it on the consent page v1, as in the operator's own sandbox */
	persona: number | null;
	/** the holder takes the consent back at the moment it is given */
	isRevokedAtOnce: boolean;
	contract: MeterContract;
}

/** What the operator knows of a meter's contract; made up, people's names too. */
export interface MeterContract {
	subscribedPowerKva: number;
	/** as the contract calls write it: the long French label */
	distributionTariff: string;
	/** such as `HC (22H38-6H38)`; null = one price round the clock */
	offPeakHours: string | null;
	holder:
		| { kind: 'person'; title: string; firstName: string; lastName: string }
		| { kind: 'organization'; name: string; siret: string };
	address: { street: string; postalCode: string; city: string; inseeCode: string };
}

/** What a meter is unless it says otherwise: it draws, records half hours and belongs to an organisation. */
export const plainMeterFacts = {
	production: null,
	curveStepMinutes: 30,
	isCurveCollected: true,
	persona: null,
	isRevokedAtOnce: false,
	contract: {
		subscribedPowerKva: 36,
		distributionTariff: 'Tarif BT<=36kVA Courte Utilisation',
		offPeakHours: null,
		holder: { kind: 'organization', name: 'Syndic du simulateur', siret: '00000000000000' },
		address: { street: '1 rue du Simulateur', postalCode: '75000', city: 'PARIS', inseeCode: '75056' },
	},
} as const satisfies Partial<Meter>;

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
