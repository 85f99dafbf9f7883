import type { RuleName } from '../../../domain/alerts/rule-names.ts';
import type { PreviewAnswer, RulePrecision } from '../../../shared/http-contract/alerts.ts';

/** Fewer months where a building has so many meters that the server would refuse more. */
const MOST_METER_MONTHS = 600;
const MONTHS = 12;

export function previewMonths(meters: number): number {
	return Math.max(1, Math.min(MONTHS, Math.floor(MOST_METER_MONTHS / Math.max(1, meters))));
}

/** How often all rules together fired. */
export function totalCount({ data }: PreviewAnswer): number {
	return data.reduce((sum, { count }) => sum + count, 0);
}

export type PreviewedRule = PreviewAnswer['data'][number];

export function previewOf({ data }: PreviewAnswer, rule: RuleName): PreviewedRule | undefined {
	return data.find((found) => found.rule === rule);
}

/** What managers said of a rule; undefined where nobody has said anything. */
export function judgedOf(precision: RulePrecision): { right: number; judged: number } | undefined {
	const right = precision.true + precision.known_cause;
	const judged = right + precision.false;

	return judged === 0 ? undefined : { right, judged };
}
