import { ruleNames, type RuleName } from '../domain/alerts/rule-names.ts';

/** Rules that look at a meter’s state, not at its hours. */
export const stateRules = ['consent-ending', 'sync-failing'] as const;

export type StateRule = (typeof stateRules)[number];

/** Every rule that an alert can come of. */
export const alertRules = [...ruleNames, ...stateRules] as const;

export type AlertRule = RuleName | StateRule;

/**
 * Why an alert was closed by itself. `normal`: what it told of is over; `corrected`: readings or temperatures are others than before, and
 * it would not have come; `rules_changed`: by the rules or settings of now it would not have; `not_read`: its meter is not read any more.
 */
export const closeReasons = ['normal', 'corrected', 'rules_changed', 'not_read'] as const;

export type CloseReason = (typeof closeReasons)[number];

export const alertStatuses = ['open', 'acknowledged', 'closed'] as const;

export type AlertStatus = (typeof alertStatuses)[number];

/** What a manager says that an alert was: right, a false alarm, or right with a cause that was known before. */
export const verdicts = ['true', 'false', 'known_cause'] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * Rules whose findings tell of hours. Of a natural person’s meter these are told only by the day, but to people who may see
 * personal data.
 */
const withinTheDay: readonly AlertRule[] = [
	'night-base-load',
	'short-spike',
	'subscribed-power',
	'data-missing',
	'data-zero',
	'data-flat',
	'data-unit',
];

export function isWithinTheDay(rule: AlertRule): boolean {
	return withinTheDay.includes(rule);
}
