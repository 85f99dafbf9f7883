import { severities, type Severity } from '../../../domain/alerts/rule-names.ts';
import { alertRules, alertStatuses, type AlertRule, type AlertStatus } from '../../../shared/alert-rules.ts';
import type { AlertsQuery } from '../../alerts-client.ts';

/** What people have chosen to see; null is everything. */
export interface AlertFilters {
	status: AlertStatus | 'all';
	severity: Severity | null;
	rule: AlertRule | null;
	building: string | null;
}

/** What nobody has looked at yet. */
export const usualFilters: AlertFilters = { status: 'open', severity: null, rule: null, building: null };

type Query = Readonly<Partial<Record<keyof AlertFilters, unknown>>>;

/** The filters that an address names; what it names wrongly is as if it were not there. */
export function filtersOfQuery(query: Query): AlertFilters {
	return {
		status: oneOf([...alertStatuses, 'all'] as const, query.status) ?? usualFilters.status,
		severity: oneOf(severities, query.severity),
		rule: oneOf(alertRules, query.rule),
		building: typeof query.building === 'string' && query.building !== '' ? query.building : null,
	};
}

/** The part of an address that says only what is not as usual. */
export function queryOfFilters({ status, severity, rule, building }: AlertFilters): Record<string, string> {
	return {
		...(status !== usualFilters.status && { status }),
		...(severity !== null && { severity }),
		...(rule !== null && { rule }),
		...(building !== null && { building }),
	};
}

/** What is asked of the server. */
export function toAlertsQuery({ status, severity, rule, building }: AlertFilters): AlertsQuery {
	return {
		...(status !== 'all' && { status: [status] }),
		...(severity !== null && { severity }),
		...(rule !== null && { rule }),
		...(building !== null && { building }),
	};
}

/** Whether something narrows the list that is not its state. */
export function areNarrowed({ severity, rule, building }: AlertFilters): boolean {
	return severity !== null || rule !== null || building !== null;
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | null {
	return values.find((value) => value === given) ?? null;
}
