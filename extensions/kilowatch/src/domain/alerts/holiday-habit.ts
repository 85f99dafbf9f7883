const SUNDAY = 6;
/** Holidays that must have been like Sundays, more than were not, before they count as such. */
const LEAST_VOTES = 2;
const MOST_VOTES = 4;
/** Where a weekday is hardly more than a Sunday, a holiday says nothing. */
const LEAST_DIFFERENCE = 0.05;

/**
 * Whether this building keeps holidays. One that closes is compared with its Sundays; one that does not, a hotel or a shop, would
 * give an alert on each of them. Until it has shown what it does, a holiday is the weekday that it falls on.
 */
export class HolidayHabit {
	#votes = 0;

	/** @param weekday 0 Monday to 6 Sunday, of a holiday */
	kindOf(weekday: number): number {
		return this.#votes >= LEAST_VOTES ? SUNDAY : weekday;
	}

	/** Takes in a holiday; all in logarithms, `NaN` where not known. */
	learn(observed: number, { asWeekday, asSunday }: { asWeekday: number; asSunday: number }): void {
		if (!(asWeekday - asSunday >= LEAST_DIFFERENCE) || Number.isNaN(observed)) return;
		const vote = Math.abs(observed - asSunday) < Math.abs(observed - asWeekday) ? 1 : -1;
		this.#votes = Math.max(-MOST_VOTES, Math.min(MOST_VOTES, this.#votes + vote));
	}
}
