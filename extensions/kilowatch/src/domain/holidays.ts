import Holidays from 'date-holidays';

/** A country and, where its parts differ, the part: `FR`, `FR-57` for Alsace-Moselle, `DE-BY`. */
export interface HolidayPlace {
	/** ISO 3166-1, two letters */
	country: string;
	/** ISO 3166-2 without the country */
	region?: string;
}

/**
 * Tells public holidays of a place.
 *
 * @returns undefined where its holidays are not known
 */
export function publicHolidays({ country, region }: HolidayPlace): ((date: string) => boolean) | undefined {
	const calendar = new Holidays({ types: ['public', 'bank'] });
	if (calendar.getCountries()[country] === undefined) return undefined;
	// Of a country without parts it says nothing, whatever its types say.
	const parts = calendar.getStates(country) as Record<string, string> | undefined;
	if (region !== undefined && parts?.[region] === undefined) return undefined;
	calendar.init({ country, ...(region !== undefined && { state: region }) });
	const years = new Map<string, Set<string>>();
	const known = new Map<string, boolean>();

	return (date) => {
		// Asked for every day of every meter, it must not look for the year each time.
		const kept = known.get(date);
		if (kept !== undefined) return kept;
		const year = date.slice(0, 4);
		const dates = years.get(year) ?? new Set(datesOf(calendar, Number(year)));
		years.set(year, dates);
		const isHoliday = dates.has(date);
		known.set(date, isHoliday);

		return isHoliday;
	};
}

function datesOf(calendar: Holidays, year: number): string[] {
	return calendar.getHolidays(year).map(({ date }) => date.slice(0, 10));
}
