import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertRule, AlertStatus, Verdict } from '../../shared/alert-rules.ts';
import type { Alert } from '../../shared/http-contract/alerts.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../database.ts';

/** An alert with what the reader's rights decide about. */
export interface ListedAlert {
	alert: Omit<Alert, 'is_coarse' | 'may_update' | 'sentences'>;
	/** its meter is a natural person's */
	personal: boolean;
	/** what it would tell that is finer than a day, where that is kept apart */
	details: AlertDetails | null;
	/** its place among the others, exact to the microsecond */
	createdAt: string;
}

export interface AlertDetails {
	period_from: string;
	period_until: string | null;
	observed: number | null;
	expected: number | null;
	ratio: number | null;
	energy_impact: number | null;
	cost_impact: number | null;
	explanation: Alert['explanation'];
}

export interface AlertQuery {
	/** the buildings that may be seen */
	buildings: readonly BuildingKey[];
	status?: readonly AlertStatus[] | undefined;
	rule?: readonly AlertRule[] | undefined;
	severity?: readonly Severity[] | undefined;
	device?: string | undefined;
	/** local dates of the building's clock; `to` is not included: alerts that reach into that time */
	from?: string | undefined;
	to?: string | undefined;
	/** the alert after which the page begins */
	after?: { at: string; id: string } | undefined;
	limit: number;
}

/** Alerts, the newest first. */
export async function listAlerts(connection: Queryable, query: AlertQuery): Promise<ListedAlert[]> {
	const { rows } = await connection.query<ListedAlert['alert'] & Omit<ListedAlert, 'alert'>>(
		`SELECT alert.id, alert.building, building.name AS building_name, alert.device, device.label, alert.rule,
			coalesce(alert.rules, to_jsonb(ARRAY[alert.rule])) AS rules, alert.severity, alert.status,
			alert.period_from AS "from", alert.period_until AS until, alert.days, alert.observed, alert.expected,
			alert.ratio, alert.energy_impact AS energy_wh, alert.cost_impact::float8 AS cost_euros,
			alert.co2_impact AS kgco2, alert.explanation, alert.created_at, alert.closed_at, alert.close_reason,
			alert.acknowledged_at, alert.acknowledged_by, alert.verdict, alert.verdict_at, alert.verdict_by,
			alert.comment, coalesce(device.personal, false) AS personal, details.facts AS details,
			alert.created_at::text AS "createdAt"
		 FROM iot_alerts alert
		 JOIN buildings building ON building.id = alert.building
		 LEFT JOIN iot_devices device ON device.id = alert.device
		 LEFT JOIN kilowatch_internal.alert_details details ON details.alert = alert.id
		 WHERE alert.building::text = ANY ($1)
			AND ($2::text[] IS NULL OR alert.status = ANY ($2)) AND ($3::text[] IS NULL OR alert.rule = ANY ($3))
			AND ($4::text[] IS NULL OR alert.severity = ANY ($4)) AND ($5::uuid IS NULL OR alert.device = $5)
			AND ($6::date IS NULL OR alert.period_until IS NULL
				OR alert.period_until > $6::timestamp AT TIME ZONE coalesce(building.timezone, 'Europe/Paris'))
			AND ($7::date IS NULL
				OR alert.period_from < $7::timestamp AT TIME ZONE coalesce(building.timezone, 'Europe/Paris'))
			AND ($8::timestamptz IS NULL OR (alert.created_at, alert.id) < ($8, $9::uuid))
		 ORDER BY alert.created_at DESC, alert.id DESC LIMIT $10`,
		[
			query.buildings.map(String),
			query.status ?? null,
			query.rule ?? null,
			query.severity ?? null,
			query.device ?? null,
			query.from ?? null,
			query.to ?? null,
			query.after?.at ?? null,
			query.after?.id ?? null,
			query.limit,
		],
	);

	return rows.map(({ personal, details, createdAt, ...alert }) => ({ alert, personal, details, createdAt }));
}

/** The building that an alert is about; `undefined` where there is no such alert. */
export async function readAlertBuilding(
	connection: Queryable,
	alert: string,
): Promise<BuildingKey | undefined> {
	const { rows } = await connection.query<{ building: BuildingKey }>(
		'SELECT building FROM iot_alerts WHERE id = $1',
		[alert],
	);

	return rows[0]?.building;
}

/** What people have said of an alert. */
export interface AlertOpinion {
	status: AlertStatus;
	acknowledged_at: Date | null;
	verdict: Verdict | null;
	comment: string | null;
}

export async function readAlertOpinion(
	connection: Queryable,
	alert: string,
): Promise<AlertOpinion | undefined> {
	const { rows } = await connection.query<AlertOpinion>(
		'SELECT status, acknowledged_at, verdict, comment FROM iot_alerts WHERE id = $1',
		[alert],
	);

	return rows[0];
}

/** What managers said of the alerts of some buildings, by rule. */
export async function countVerdicts(
	connection: Queryable,
	buildings: readonly BuildingKey[],
): Promise<{ rule: AlertRule; verdict: Verdict; count: number }[]> {
	const { rows } = await connection.query<{ rule: AlertRule; verdict: Verdict; count: number }>(
		`SELECT rule, verdict, count(*)::int AS count FROM (
			-- What several rules found says something of each of them.
			SELECT jsonb_array_elements_text(coalesce(rules, to_jsonb(ARRAY[rule]))) AS rule, verdict FROM iot_alerts
			WHERE verdict IS NOT NULL AND building::text = ANY ($1)
		 ) judged GROUP BY rule, verdict`,
		[buildings.map(String)],
	);

	return rows;
}
