/** The alerts of a report's period, and what was done about them. */
import type { Alert } from '../shared/http-contract/alerts.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import { listAlerts } from '../storage/alerts/list-alerts.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';

/** So many of a year are still read by somebody; how many there were is said. */
const MOST_ALERTS = 200;

/** Who said something is nobody's business who reads a report. */
export type ReportAlert = Pick<
	Alert,
	| 'id'
	| 'device'
	| 'label'
	| 'rule'
	| 'severity'
	| 'status'
	| 'from'
	| 'until'
	| 'observed'
	| 'expected'
	| 'energy_wh'
	| 'explanation'
	| 'closed_at'
	| 'close_reason'
	| 'acknowledged_at'
	| 'verdict'
	| 'comment'
>;

export interface ReportAlerts {
	/** in order of time */
	alerts: ReportAlert[];
	/** there are more than are told: the newest are */
	isCut: boolean;
}

/**
 * @param isFine whether what is kept apart of natural persons' meters may be told: it is finer than a day
 */
export async function readReportAlerts(
	connection: Queryable,
	{ building, period, isFine }: { building: BuildingKey; period: Period; isFine: boolean },
): Promise<ReportAlerts> {
	const listed = await listAlerts(connection, { buildings: [building], ...period, limit: MOST_ALERTS + 1 });
	const alerts = listed.slice(0, MOST_ALERTS).map(({ alert, details }): ReportAlert => {
		const fine = isFine ? details : null;

		return {
			id: alert.id,
			device: alert.device,
			label: alert.label,
			rule: alert.rule,
			severity: alert.severity,
			status: alert.status,
			from: instant(fine?.period_from ?? alert.from) ?? '',
			until: instant(fine ? fine.period_until : alert.until),
			observed: fine ? fine.observed : alert.observed,
			expected: fine ? fine.expected : alert.expected,
			energy_wh: fine ? fine.energy_impact : alert.energy_wh,
			explanation: fine ? fine.explanation : alert.explanation,
			closed_at: instant(alert.closed_at),
			close_reason: alert.close_reason,
			acknowledged_at: instant(alert.acknowledged_at),
			verdict: alert.verdict,
			comment: alert.comment,
		};
	});

	return {
		alerts: alerts.toSorted((one, other) =>
			`${one.from} ${one.id}`.localeCompare(`${other.from} ${other.id}`, 'en'),
		),
		isCut: listed.length > MOST_ALERTS,
	};
}

/** The database's instants, and those in JSON, in one form. */
function instant(value: string | Date | null): string | null {
	return value === null ? null : new Date(value).toISOString();
}
