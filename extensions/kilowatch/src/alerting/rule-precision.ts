import type { AlertRule, Verdict } from '../shared/alert-rules.ts';
import type { RulePrecision } from '../shared/http-contract/alerts.ts';

/**
 * How far a rule can be trusted, by what managers said of its alerts. One with a known cause was right: consumption was unusual,
 * even if nobody had to be told.
 */
export function precisionOf(
	counts: readonly { rule: AlertRule; verdict: Verdict; count: number }[],
	rule: AlertRule,
): RulePrecision {
	const of = (verdict: Verdict) =>
		counts.find((one) => one.rule === rule && one.verdict === verdict)?.count ?? 0;
	const said = { true: of('true'), false: of('false'), known_cause: of('known_cause') };
	const right = said.true + said.known_cause;
	const all = right + said.false;

	return { ...said, precision: all === 0 ? null : right / all };
}
