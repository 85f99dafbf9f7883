/** What a building's meters make together, by hour, day or month; each sum says which meters it lacks. */
import { addDays, datesBetween } from '../domain/local-days.ts';
import type { Resolution } from '../shared/names.ts';
import type { SumReading } from '../shared/http-contract/readings.ts';
import type { Database } from '../storage/database.ts';
import { isNeeded, type MeterDays, type Period } from './building-days.ts';
import { hourlyMeters, readBuildingHours } from './building-hours.ts';
import { readSums, type Meter } from './building-sums.ts';
import { hourText } from './hour-readings.ts';
import { monthsOf } from './month-readings.ts';

export interface SumsRequest {
	/** whose sum it is */
	meters: readonly Meter[];
	period: Period;
	timeZone: string;
	resolution: Exclude<Resolution, 'raw'>;
}

/** The sums of a period, oldest first. A sum has a value where every meter that it needs is known. */
export async function readSumReadings(
	database: Database,
	{ meters, period, timeZone, resolution }: SumsRequest,
): Promise<SumReading[]> {
	const { meterDays } = await readSums(database, meters, period);
	if (resolution === 'hour') {
		const hours = await readBuildingHours(database, hourlyMeters(meters, meterDays), period, timeZone);

		return hours.map(({ value, knownValue, missing, ...hour }) => ({
			at: hourText(hour),
			value,
			known_value: knownValue,
			missing: [...missing],
		}));
	}
	const dates = datesBetween(period.from, period.to);
	const days = dates.map((date) => sumDay(meterDays, date));
	if (resolution === 'day') return days;

	return monthsOf(period).map(({ month, from, to }) => {
		const ofMonth = days.slice(dates.indexOf(from), dates.indexOf(addDays(to, -1)) + 1);
		const missing = [...new Set(ofMonth.flatMap((day) => day.missing))];
		const known = ofMonth.reduce((sum, { known_value }) => sum + known_value, 0);
		const isKnown = ofMonth.every(({ value }) => value !== null);

		return { at: month, value: isKnown ? known : null, known_value: known, missing };
	});
}

function sumDay(meters: readonly MeterDays[], date: string): SumReading {
	const needed = meters.filter((meter) => isNeeded(meter, date));
	const missing = needed.filter(({ days }) => days.get(date)?.complete !== true).map(({ device }) => device);
	const known = needed.reduce((sum, { days }) => sum + (days.get(date)?.energyWh ?? 0), 0);

	return {
		at: date,
		value: needed.length > 0 && missing.length === 0 ? known : null,
		known_value: known,
		missing,
	};
}
