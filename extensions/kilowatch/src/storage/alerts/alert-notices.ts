import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertRule } from '../../shared/alert-rules.ts';
import type { AlertExplanation, StateExplanation } from '../../shared/http-contract/alerts.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../database.ts';

/** An alert that somebody is to be told of, as its row tells it: nothing that depends on the reader's rights. */
export interface AlertNotice {
	alert: string;
	severity: Severity;
	/** people know it already, as a lesser one */
	isWorse: boolean;
	rule: AlertRule;
	observed: number | null;
	expected: number | null;
	costEuros: number | null;
	explanation: AlertExplanation | StateExplanation | null;
	building: BuildingKey;
	buildingName: string | null;
	label: string | null;
	pointId: string | null;
	/** the building's manager; `null`: it has none */
	recipient: string | null;
}

/** A claim that came to nothing may be taken again. */
const CLAIM_MINUTES = 10;

const rank = (severity: string) => `array_position(ARRAY['minor', 'major', 'critical'], ${severity})`;

/**
 * Takes the alerts of which nobody has been told yet, or only of a lesser one, and that nobody else tells. Of consents people
 * are told elsewhere.
 *
 * @param only `stale`: those that somebody has claimed and not told
 */
export async function claimAlertNotices(connection: Queryable, only?: 'stale'): Promise<AlertNotice[]> {
	const { rows } = await connection.query<AlertNotice>(
		`WITH due AS (
			SELECT alert.id, alert.severity FROM iot_alerts alert
			WHERE alert.status = 'open' AND alert.rule <> 'consent-ending' AND NOT EXISTS (
				SELECT FROM kilowatch_internal.alert_notices told
				WHERE told.alert = alert.id AND told.told_at IS NOT NULL
					AND ${rank('told.severity')} >= ${rank('alert.severity')}
			)
		), claimed AS (
			INSERT INTO kilowatch_internal.alert_notices AS notice (alert, severity)
			SELECT id, severity FROM due
			WHERE $1 OR EXISTS (
				SELECT FROM kilowatch_internal.alert_notices known
				WHERE known.alert = due.id AND known.severity = due.severity
			)
			ORDER BY id
			ON CONFLICT (alert, severity) DO UPDATE SET claimed_at = now()
				WHERE notice.told_at IS NULL AND notice.claimed_at < now() - interval '${CLAIM_MINUTES} minutes'
			RETURNING alert, severity
		)
		SELECT claimed.alert, claimed.severity, EXISTS (
				SELECT FROM kilowatch_internal.alert_notices earlier
				WHERE earlier.alert = claimed.alert AND earlier.told_at IS NOT NULL
			) AS "isWorse",
			alert.rule, alert.observed, alert.expected, alert.cost_impact::float8 AS "costEuros", alert.explanation,
			building.id AS building, building.name AS "buildingName", device.label, device.point_id AS "pointId",
			manager.id AS recipient
		FROM claimed
		JOIN iot_alerts alert ON alert.id = claimed.alert
		JOIN buildings building ON building.id = alert.building
		LEFT JOIN iot_devices device ON device.id = alert.device
		LEFT JOIN directus_users manager ON manager.id = building.manager AND manager.status = 'active'
		ORDER BY ${rank('claimed.severity')} DESC, alert.cost_impact DESC NULLS LAST, building.name, device.label,
			claimed.alert`,
		[only === undefined],
	);

	return rows;
}

/** Alerts are told: nobody tells them again. `notifications` are the messages that name their meters. */
export async function markAlertsTold(
	connection: Queryable,
	notices: readonly Pick<AlertNotice, 'alert' | 'severity'>[],
	notifications: readonly number[],
): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.alert_notices notice SET told_at = now(), notifications = notifications || $3::int[]
		 FROM unnest($1::uuid[], $2::text[]) AS told (alert, severity)
		 WHERE notice.alert = told.alert AND notice.severity = told.severity`,
		[notices.map(({ alert }) => alert), notices.map(({ severity }) => severity), notifications],
	);
}
