/** What a rule is called in alerts, settings and texts. Those that begin with `data-` speak of the data, not of consumption. */
export const ruleNames = [
	'above-average',
	'day-surge',
	'night-base-load',
	'week-drift',
	'short-spike',
	'subscribed-power',
	'data-missing',
	'data-zero',
	'data-flat',
	'data-unit',
] as const;

export type RuleName = (typeof ruleNames)[number];

export const severities = ['minor', 'major', 'critical'] as const;

export type Severity = (typeof severities)[number];
