import type { Finding } from './finding.ts';
import type { RuleName, Severity } from './rule-names.ts';

/** One thing that happened, over as many days as it lasted: what becomes one alert. */
export interface Episode {
	/** the rule that found it first */
	rule: RuleName;
	/** all that found something of it, in the order in which they did */
	rules: RuleName[];
	severity: Severity;
	/** first hour, counted from the grid's first midnight */
	fromHour: number;
	/** hour after the last */
	untilHour: number;
	/** of all days with findings together; the highest of `subscribed-power` */
	observed: number | null;
	expected: number | null;
	/** days with findings */
	days: number;
	/** whether normal has returned */
	isClosed: boolean;
	/** of each day the widest finding, the latest last */
	findings: Finding[];
}
