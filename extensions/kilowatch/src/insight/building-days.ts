/** How the days of a building's meters make the days of the building. Pure; energies in Wh, dates local. */

/** Local dates; `to` is not included. */
export interface Period {
	from: string;
	to: string;
}

/** What is known of a meter's local day. A day of which nothing is known has none. */
export interface MeterDay {
	date: string;
	/** the operator's own total, else the sum of the known part of the load curve */
	energyWh: number;
	/** whether that is all of the day */
	complete: boolean;
}

export interface MeterDays {
	device: string;
	/** the days on which the building is not known without this meter; null: no limit on that side, `to` not included */
	neededFrom: string | null;
	neededTo: string | null;
	days: ReadonlyMap<string, MeterDay>;
}

export interface BuildingDay {
	date: string;
	/** `known`: every needed meter knows all of the day; `partial`: something is known; `missing`: nothing */
	state: 'known' | 'partial' | 'missing';
	/** sum of what is known; null when nothing is */
	energyWh: number | null;
	/** devices whose day is not known, or not all of it */
	incompleteDevices: string[];
}

/** Whether the building's total of a day needs this meter. */
export function isNeeded(meter: Pick<MeterDays, 'neededFrom' | 'neededTo'>, date: string): boolean {
	return (
		(meter.neededFrom === null || date >= meter.neededFrom) &&
		(meter.neededTo === null || date < meter.neededTo)
	);
}

/** Sums meters day by day. A day that no meter covers is missing, for nothing is known of it. */
export function buildingDays(meters: readonly MeterDays[], dates: readonly string[]): BuildingDay[] {
	return dates.map((date) => {
		const needed = meters.filter((meter) => isNeeded(meter, date));
		const known = needed.flatMap((meter) => meter.days.get(date) ?? []);
		const incompleteDevices = needed
			.filter((meter) => meter.days.get(date)?.complete !== true)
			.map((meter) => meter.device);
		if (known.length === 0) return { date, state: 'missing', energyWh: null, incompleteDevices };

		return {
			date,
			state: incompleteDevices.length === 0 ? 'known' : 'partial',
			energyWh: known.reduce((sum, day) => sum + day.energyWh, 0),
			incompleteDevices,
		};
	});
}
