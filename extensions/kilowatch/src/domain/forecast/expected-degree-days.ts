const YEAR = 365;
/** Days before and after that make what is usual at a time of the year. */
const ROUND = 7;
const RECENT_DAYS = 14;
const LEAST_KNOWN = 5;

/**
 * Degree days of a day to come: the mean of that time last year, else that of the last two weeks.
 *
 * @param degreeDays of each day of a series; `NaN` where not known. Those from `first` on are not looked at: what is practised in
 *   the past must not know more than was known then
 * @param first the first day that has not come
 * @returns `NaN` where nothing can be expected
 */
export function expectedDegreeDays(degreeDays: Float64Array, first: number, day: number): number {
	// Two years ahead, last year has not come, either.
	const years = Math.max(1, Math.ceil((day + ROUND + 1 - first) / YEAR));
	const then = day - years * YEAR;
	const lastYear = meanOf(degreeDays.subarray(Math.max(0, then - ROUND), Math.max(0, then + ROUND + 1)));

	return Number.isNaN(lastYear)
		? meanOf(degreeDays.subarray(Math.max(0, first - RECENT_DAYS), Math.max(0, first)))
		: lastYear;
}

function meanOf(values: Float64Array): number {
	let sum = 0;
	let known = 0;
	for (const value of values) {
		if (Number.isNaN(value)) continue;
		sum += value;
		known += 1;
	}

	return known < LEAST_KNOWN ? NaN : sum / known;
}
