import type { Measure, ProviderRules } from '../providers/provider.ts';
import type { ConsentScope } from '../shared/names.ts';
import { planWindows, type PlannedChannel, type PlanRequest } from './planner.ts';

/**
 * How many calls a new meter's history takes, by measure: what the planner would ask of a meter of which nothing is
 * known. At most so many, for the contract or the operator may say that there is less. The production is not counted: few
 * meters have one, and of the others the first call finds it out.
 *
 * @param scopes what the holder is asked for
 */
export function estimateBackfill(
	rules: ProviderRules,
	scopes: readonly ConsentScope[],
	retentionMonths: PlanRequest['retentionMonths'],
	now: Date,
): ReadonlyMap<Measure, number> {
	const channels = Object.values(rules.measures)
		.filter(({ metric }) => metric !== 'production')
		.map(({ metric, register }): PlannedChannel => ({
			metric,
			register,
			floors: { totals: null, curve: null },
			coverage: new Map(),
		}));
	const windows = planWindows({
		pointId: '',
		rules,
		consent: { scopes, validUntil: null },
		channels,
		historyFloor: null,
		retentionMonths,
		period: undefined,
		now,
	});
	const calls = new Map<Measure, number>();
	for (const { measure } of windows) calls.set(measure, (calls.get(measure) ?? 0) + 1);

	return calls;
}
