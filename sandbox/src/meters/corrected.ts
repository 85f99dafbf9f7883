import { dayNumberOf, localHours } from '../calendar.ts';
import type { Faults } from '../faults.ts';
import { splitHour, type HalfHourWatts, type LoadProfile } from './meter.ts';

type Correction = Faults['corrections'][number];

/**
 * A load with other values on some days, of the same shape within the day; holes stay holes.
 *
 * A day corrected to an energy adds up to it exactly. Of several corrections of a day the last one counts.
 */
export function correctedLoad(load: LoadProfile, corrections: readonly Correction[]): LoadProfile {
	if (corrections.length === 0) return load;
	const days = new Map(
		corrections.map((correction) => [
			dayNumberOf(correction.day),
			correctedDay(load, dayNumberOf(correction.day), correction),
		]),
	);

	return (hour) => {
		const day = days.get(hour.dayNumber);

		return day ? (day.get(positionOf(hour)) ?? null) : load(hour);
	};
}

const positionOf = ({ hour, isSecondPass }: { hour: number; isSecondPass: boolean }): number =>
	2 * hour + (isSecondPass ? 1 : 0);

function correctedDay(
	load: LoadProfile,
	dayNumber: number,
	correction: Correction,
): Map<number, HalfHourWatts> {
	const hours = localHours(dayNumber).flatMap((hour) => {
		const watts = load(hour);

		return watts ? [{ position: positionOf(hour), watts, energyWh: (watts[0] + watts[1]) / 2 }] : [];
	});
	const totalWh = hours.reduce((sum, { energyWh }) => sum + energyWh, 0);
	const isFlat = totalWh === 0;
	const targetWh = 'factor' in correction ? totalWh * correction.factor : correction.energyWh;
	const weights = hours.map(({ energyWh }) => (isFlat ? 1 / hours.length : energyWh / totalWh));

	// Rounding the running sum keeps the day's total.
	let share = 0;
	let givenWh = 0;

	return new Map(
		hours.map(({ position, watts, energyWh }, index) => {
			share += weights[index] ?? 0;
			const hourWh = Math.round(targetWh * share) - givenWh;
			givenWh += hourWh;
			const riseW = energyWh === 0 ? 0 : (((watts[1] - watts[0]) / 2) * hourWh) / energyWh;

			return [position, splitHour(hourWh, riseW)];
		}),
	);
}
