import { dateOf, dayNumberOf, localHours } from '../calendar.ts';
import type { LoadProfile } from './meter.ts';
import { offPeakMinutes } from './off-peak.ts';

/** What a meter's registers show at the start of a local day, counted from its activation. */
export interface IndexReading {
	/** `YYYY-MM-DD` */
	label: string;
	totalWh: number;
	/** of the hours that the contract calls off-peak; null = one price round the clock */
	offPeakWh: number | null;
}

interface Registers {
	activatedOn: string;
	offPeakHours: string | null;
	/** at the start of the activation's day and of each day after it */
	totalWh: number[];
	offPeakWh: number[];
}

/** Counting from the activation takes long for an old meter, and every call would do it again. */
const counted = new WeakMap<LoadProfile, Registers>();

/** The registers at the start of a day; holes count as nothing. */
export function indexReading(
	load: LoadProfile,
	activatedOn: string,
	offPeakHours: string | null,
	dayNumber: number,
): IndexReading {
	let registers = counted.get(load);
	if (registers?.activatedOn !== activatedOn || registers.offPeakHours !== offPeakHours) {
		registers = { activatedOn, offPeakHours, totalWh: [0], offPeakWh: [0] };
		counted.set(load, registers);
	}
	countUntil(registers, load, dayNumber);
	const position = dayNumber - dayNumberOf(activatedOn);

	return {
		label: dateOf(dayNumber),
		totalWh: registers.totalWh[position] ?? 0,
		offPeakWh: offPeakHours === null ? null : Math.round(registers.offPeakWh[position] ?? 0),
	};
}

function countUntil(registers: Registers, load: LoadProfile, dayNumber: number): void {
	const firstDay = dayNumberOf(registers.activatedOn);
	const minutesOf =
		registers.offPeakHours === null ? (): [number, number] => [0, 0] : offPeakMinutes(registers.offPeakHours);
	for (let day = firstDay + registers.totalWh.length - 1; day < dayNumber; day += 1) {
		let [totalWh, offPeakWh] = [registers.totalWh.at(-1) ?? 0, registers.offPeakWh.at(-1) ?? 0];
		for (const hour of localHours(day)) {
			const [first, second] = load(hour) ?? [0, 0];
			const [firstMinutes, secondMinutes] = minutesOf(hour.hour);
			totalWh += (first + second) / 2;
			offPeakWh += (first * firstMinutes + second * secondMinutes) / 60;
		}
		registers.totalWh.push(totalWh);
		registers.offPeakWh.push(offPeakWh);
	}
}
