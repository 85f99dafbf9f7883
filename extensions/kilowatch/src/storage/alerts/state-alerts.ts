import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertStatus, CloseReason, StateRule } from '../../shared/alert-rules.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { StateExplanation } from '../../shared/http-contract/alerts.ts';
import type { Queryable } from '../database.ts';

/** A meter in a state that is worth an alert. */
export interface MeterState {
	device: string;
	building: BuildingKey;
	rule: StateRule;
	since: Date;
	explanation: StateExplanation;
}

/** A meter that could not be read in so many nights on end is failing. */
const FAILING_NIGHTS = 3;
/** A consent is told of so many days before it ends. */
const ENDING_DAYS = 30;

/**
 * The meters that are in such a state now.
 *
 * @param today local date
 * @param timeZone whose nights are counted
 */
export async function listMeterStates(
	connection: Queryable,
	today: string,
	timeZone: string,
): Promise<MeterState[]> {
	const failing = await connection.query<{
		device: string;
		building: BuildingKey;
		since: Date;
		since_date: string;
		nights: number;
	}>(
		`SELECT device.id AS device, device.building, failed.since, (failed.since AT TIME ZONE $1)::date AS since_date,
			failed.nights
		 FROM iot_devices device
		 CROSS JOIN LATERAL (
			SELECT status FROM iot_sync_runs WHERE device = device.id AND finished_at IS NOT NULL
			ORDER BY queued_at DESC LIMIT 1
		 ) latest
		 CROSS JOIN LATERAL (
			SELECT min(queued_at) AS since, count(DISTINCT (queued_at AT TIME ZONE $1)::date)::int AS nights
			FROM iot_sync_runs
			WHERE device = device.id AND status = 'failed' AND queued_at > coalesce((
				SELECT max(queued_at) FROM iot_sync_runs WHERE device = device.id AND status IN ('succeeded', 'partial')
			), '-infinity')
		 ) failed
		 WHERE device.status = 'active' AND latest.status = 'failed' AND failed.nights >= ${FAILING_NIGHTS}`,
		[timeZone],
	);
	const ending = await connection.query<{
		device: string;
		building: BuildingKey;
		since_date: string;
		valid_until: string;
	}>(
		`SELECT device.id AS device, device.building, consent.valid_until,
			(consent.valid_until - ${ENDING_DAYS}) AS since_date
		 FROM iot_consents consent JOIN iot_devices device ON device.id = consent.device
		 WHERE consent.status IN ('active', 'expiring') AND device.status = 'active'
			AND consent.valid_until BETWEEN $1::date AND $1::date + ${ENDING_DAYS}`,
		[today],
	);

	return [
		...failing.rows.map(({ device, building, since, since_date, nights }): MeterState => ({
			device,
			building,
			rule: 'sync-failing',
			since,
			explanation: { since: since_date, until: null, attempts: nights },
		})),
		...ending.rows.map(({ device, building, since_date, valid_until }): MeterState => ({
			device,
			building,
			rule: 'consent-ending',
			since: new Date(`${since_date}T00:00:00Z`),
			explanation: { since: since_date, until: valid_until, attempts: 0 },
		})),
	];
}

export interface StateAlert {
	id: string;
	rule: StateRule;
	severity: Severity;
	status: AlertStatus;
	close_reason: CloseReason | null;
	explanation: object | null;
	/** whether its meter is read still */
	is_read: boolean;
}

/** The alerts that came of such states: those that are not closed, and those with certain keys. */
export async function listStateAlerts(
	connection: Queryable,
	rules: readonly StateRule[],
	keys: readonly string[],
): Promise<StateAlert[]> {
	const { rows } = await connection.query<StateAlert>(
		`SELECT alert.id, alert.rule, alert.severity, alert.status, alert.close_reason, alert.explanation,
			coalesce(device.status = 'active', false) AS is_read
		 FROM iot_alerts alert LEFT JOIN iot_devices device ON device.id = alert.device
		 WHERE alert.rule = ANY ($1) AND (alert.status <> 'closed' OR alert.id = ANY ($2::uuid[]))`,
		[rules, keys],
	);

	return rows;
}

/** The alerts that are not closed, though their meters are not read any more: nothing will ever close them. */
export async function listUnreadAlerts(connection: Queryable): Promise<string[]> {
	const { rows } = await connection.query<{ id: string }>(
		`SELECT alert.id FROM iot_alerts alert JOIN iot_devices device ON device.id = alert.device
		 WHERE alert.status <> 'closed' AND device.status IN ('stopped', 'archived')`,
	);

	return rows.map(({ id }) => id);
}
