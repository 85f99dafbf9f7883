/** What two periods used, day against day. */
export interface DayComparison {
	/** days known in both periods, each with its counterpart: the only ones that are counted */
	comparedDays: number;
	/** of the current period's days that have a counterpart at all */
	days: number;
	current: number;
	earlier: number;
	/** relative: 0.1 is a tenth more than earlier; null where nothing was used earlier or no day is known in both */
	change: number | null;
}

/**
 * Sets days against their counterparts. Only days that are known on both sides count, so both sums are over equally many days
 * and no hole passes for a saving.
 *
 * @param pairs each date with its counterpart
 * @param known what is known of any day, by date
 */
export function compareDays(
	pairs: readonly (readonly [date: string, counterpart: string])[],
	known: (date: string) => number | undefined,
): DayComparison {
	const sums = { comparedDays: 0, current: 0, earlier: 0 };
	for (const [date, counterpart] of pairs) {
		const current = known(date);
		const earlier = known(counterpart);
		if (current === undefined || earlier === undefined) continue;
		sums.comparedDays += 1;
		sums.current += current;
		sums.earlier += earlier;
	}

	return {
		...sums,
		days: pairs.length,
		change: sums.comparedDays === 0 || sums.earlier === 0 ? null : sums.current / sums.earlier - 1,
	};
}
