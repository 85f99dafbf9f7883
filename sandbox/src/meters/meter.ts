import { dateOf, localHours, type LocalHour } from '../calendar.ts';
import { noise } from '../hash.ts';

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

/** A label's part before its dash: the building that several meters share. */
export const buildingOf = (label: string): string => label.split(' – ')[0] ?? label;

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

/** One interval of a load curve. */
export interface CurvePoint {
	/** END of the interval, local time without offset, `YYYY-MM-DD HH:MM:SS` */
	label: string;
	powerW: number;
	stepMinutes: CurveStepMinutes;
	/** the hour that the interval is part of */
	hour: LocalHour;
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

/**
 * The average powers of an hour's equal parts, in whole W, whose energies add up to the hour's exactly.
 *
 * A half hour's parts lie symmetrically around its power, so that their sum stays; how far is the same at every call.
 */
function partsOf([first, second]: HalfHourWatts, stepMinutes: CurveStepMinutes, hour: LocalHour): number[] {
	if (stepMinutes === 60) return [(first + second) / 2];
	const count = 30 / stepMinutes;

	return [first, second].flatMap((halfW, half) =>
		Array.from({ length: count }, (_, part) => {
			// The part in the middle has no partner.
			if (2 * part + 1 === count) return halfW;
			const pair = Math.min(part, count - 1 - part);
			const swing = noise(halfW, hour.dayNumber, 2 * hour.hour + half, pair) - 0.5;
			const deviationW = Math.round(halfW * 0.3 * swing);

			return part < count / 2 ? halfW - deviationW : halfW + deviationW;
		}),
	);
}

/**
 * A local day's load curve in the order of time; hours without data are left out.
 *
 * @param stepOf the step each hour was recorded in
 */
export function dayCurve(
	load: LoadProfile,
	dayNumber: number,
	stepOf: (hour: LocalHour) => CurveStepMinutes = () => 30,
): CurvePoint[] {
	const date = dateOf(dayNumber);
	const hours = localHours(dayNumber);

	return hours.flatMap((hour, position) => {
		const watts = load(hour);
		if (!watts) return [];

		const stepMinutes = stepOf(hour);
		const following = hours[position + 1];
		const end = following ? `${date} ${twoDigits(following.hour)}` : `${dateOf(dayNumber + 1)} 00`;
		const parts = partsOf(watts, stepMinutes, hour);

		return parts.map((powerW, part) => ({
			label:
				part === parts.length - 1
					? `${end}:00:00`
					: `${date} ${twoDigits(hour.hour)}:${twoDigits((part + 1) * stepMinutes)}:00`,
			powerW,
			stepMinutes,
			hour,
		}));
	});
}

/** The highest apparent power of a local day, and when it was drawn. */
export interface PowerMaximum {
	/** local time without offset, `YYYY-MM-DD HH:MM:SS` */
	label: string;
	powerVa: number;
}

/** A local day's maximum: within its strongest half hour, above that half hour's average; null when no hour is known. */
export function dayMaximum(load: LoadProfile, dayNumber: number): PowerMaximum | null {
	let highest: { hour: LocalHour; half: 0 | 1; powerW: number } | null = null;
	for (const hour of localHours(dayNumber)) {
		const watts = load(hour);
		for (const half of [0, 1] as const)
			if (watts && watts[half] > (highest?.powerW ?? -1)) highest = { hour, half, powerW: watts[half] };
	}
	if (!highest) return null;

	const { hour, half, powerW } = highest;
	const seconds = Math.floor(1800 * noise(powerW, dayNumber, hour.hour, half));
	const minute = 30 * half + Math.floor(seconds / 60);

	return {
		label: `${dateOf(dayNumber)} ${twoDigits(hour.hour)}:${twoDigits(minute)}:${twoDigits(seconds % 60)}`,
		powerVa: Math.round(powerW * (1.04 + 0.12 * noise(dayNumber, powerW))),
	};
}

/** Energy in Wh of a local day's known hours; null when no hour is known. */
export function dayEnergyWh(load: LoadProfile, dayNumber: number): number | null {
	let sumWh: number | null = null;
	for (const hour of localHours(dayNumber)) {
		const watts = load(hour);
		if (watts) sumWh = (sumWh ?? 0) + (watts[0] + watts[1]) / 2;
	}

	return sumWh;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
