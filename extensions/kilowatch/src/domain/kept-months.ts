/** How long something is kept, in months: totals of days, and the curve's readings. */
export interface KeptMonths {
	totals: number;
	curve: number;
}

/** Nothing of a natural person is kept longer, whatever is set for others (`docs/data-protection.md`). */
export const personalMonths: KeptMonths = { totals: 36, curve: 24 };

/** How long the data of one meter is kept, and so how far back it is asked for. */
export function keptMonths(configured: Readonly<KeptMonths>, isPersonal: boolean): KeptMonths {
	if (!isPersonal) return configured;

	return {
		totals: Math.min(configured.totals, personalMonths.totals),
		curve: Math.min(configured.curve, personalMonths.curve),
	};
}
