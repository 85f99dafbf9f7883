import type { AlertRule, CloseReason } from '../../shared/alert-rules.ts';
import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../database.ts';

/** What an alert tells, as the columns of `iot_alerts` have it. Energies in Wh, powers in VA. */
export interface AlertFacts {
	rule: AlertRule;
	rules: AlertRule[];
	severity: Severity;
	period_from: Date;
	period_until: Date | null;
	days: number;
	observed: number | null;
	expected: number | null;
	ratio: number | null;
	energy_impact: number | null;
	/** in € */
	cost_impact: number | null;
	/** in kg */
	co2_impact: number | null;
	explanation: object | null;
}

export interface StoredAlert extends AlertFacts {
	id: string;
	device: string;
	status: 'open' | 'acknowledged' | 'closed';
	close_reason: CloseReason | null;
	/** what it would tell that is finer than a day, where that is kept apart */
	details: object | null;
}

/** A new row of `iot_alerts`. */
export interface NewAlert extends AlertFacts {
	id: string;
	building: BuildingKey;
	device: string | null;
	channel: number | null;
}

const columns = `alert.id, alert.device, alert.rule, alert.rules, alert.severity, alert.status, alert.close_reason,
	alert.period_from, alert.period_until, alert.days, alert.observed, alert.expected, alert.ratio,
	alert.energy_impact, alert.cost_impact::float8 AS cost_impact, alert.co2_impact, alert.explanation,
	details.facts AS details`;

/**
 * The alerts of devices that may still change: those that are not closed, and those that reach past a moment.
 *
 * @param rules of these rules alone
 */
export async function readStoredAlerts(
	connection: Queryable,
	devices: readonly string[],
	rules: readonly AlertRule[],
	since: Date,
): Promise<StoredAlert[]> {
	const { rows } = await connection.query<StoredAlert>(
		`SELECT ${columns} FROM iot_alerts alert
		 LEFT JOIN kilowatch_internal.alert_details details ON details.alert = alert.id
		 WHERE alert.device = ANY ($1::uuid[]) AND alert.rule = ANY ($2)
			AND (alert.status <> 'closed' OR alert.period_until IS NULL OR alert.period_until >= $3)
		 ORDER BY alert.period_from, alert.id`,
		[devices, rules, since],
	);

	return rows;
}

/** Keeps what an alert would tell that is finer than a day; `null` takes it away. */
export async function keepDetails(
	connection: Queryable,
	alert: string,
	details: object | null,
): Promise<void> {
	if (details === null) {
		await connection.query('DELETE FROM kilowatch_internal.alert_details WHERE alert = $1', [alert]);

		return;
	}
	await connection.query(
		`INSERT INTO kilowatch_internal.alert_details (alert, facts) SELECT id, $2 FROM iot_alerts WHERE id = $1
		 ON CONFLICT (alert) DO UPDATE SET facts = excluded.facts`,
		[alert, JSON.stringify(details)],
	);
}
