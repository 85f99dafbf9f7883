import type { RuleName } from './rule-names.ts';

/** What a rule says of one day: facts only, in which language they are told is not its business. */
export interface Finding {
	rule: RuleName;
	/** place of the judged day in the grid */
	day: number;
	/** first hour that it speaks of, counted from the grid's first midnight */
	fromHour: number;
	/** hour after the last */
	untilHour: number;
	/** kWh of those hours; kVA of `subscribed-power`; known hours of `data-missing`; null where a fault leaves nothing to compare */
	observed: number | null;
	expected: number | null;
	/** numbers that explain it, by their names */
	evidence: Readonly<Record<string, number>>;
}
