import type { BuildingDevice, BuildingKey, LoadCurveState } from '../shared/http-contract/buildings.ts';
import type { ConsentScope } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import { readLastRuns } from '../storage/sync-runs.ts';

/** So many days on end without a curve are no hole any more: the holder has not switched it on. */
const DAYS_TO_TELL = 3;

/** A building's meters, with what is known of each: archived ones are left out. */
export async function readBuildingDevices(
	connection: Queryable,
	building: BuildingKey,
): Promise<BuildingDevice[]> {
	const { rows } = await connection.query<DeviceRow>(
		`SELECT device.id, device.device_type, device.provider, device.point_id, device.label, device.status,
			device.personal, device.subscribed_power, device.last_sync_at, device.last_reading_at,
			CASE WHEN consent.id IS NULL THEN NULL ELSE json_build_object('id', consent.id, 'status', consent.status,
				'scopes', consent.scopes, 'valid_until', consent.valid_until, 'end_reason', consent.end_reason,
				'is_awaited', EXISTS (
					SELECT FROM kilowatch_internal.waiting_consents WHERE consent = consent.id
				)) END AS consent,
			CASE WHEN consent.status IN ('active', 'expiring') THEN (
				SELECT json_build_object('id', id, 'scopes', scopes) FROM iot_consents
				WHERE device = device.id AND status = 'pending'
			) END AS renewal,
			invitation.expires_at AS invitation_expires_at, invitation.opened_at AS invitation_opened_at,
			channels.list AS channels, curve_days.list AS curve_days,
			coverage.first_date, coverage.last_date, coverage.days_known, coverage.days_missing
		 FROM iot_devices device
		 LEFT JOIN LATERAL (
			SELECT * FROM iot_consents WHERE device = device.id
			ORDER BY status IN ('active', 'expiring') DESC, created_at DESC LIMIT 1
		 ) consent ON true
		 LEFT JOIN kilowatch_internal.invitations invitation
			ON invitation.device = device.id AND invitation.revoked_at IS NULL
				-- Past its time it is still the page of whoever gave a consent by it.
				AND (invitation.expires_at > now() OR EXISTS (
					SELECT FROM iot_consents WHERE device = device.id
						AND (granted_at >= invitation.created_at OR status IN ('active', 'expiring'))
				))
		 CROSS JOIN LATERAL (
			SELECT coalesce(json_agg(json_build_object('metric', metric, 'register', register, 'state', state)
				ORDER BY id), '[]') AS list
			FROM iot_channels WHERE device = device.id
		 ) channels
		 CROSS JOIN LATERAL (
			SELECT coalesce(json_agg(newest.list), '[]') AS list
			FROM iot_channels channel CROSS JOIN LATERAL (
				SELECT json_agg(json_build_object('hasTotal', asked.value IS NOT NULL, 'points', asked.points_received))
					AS list
				FROM (
					SELECT value, points_received FROM iot_daily
					WHERE channel = channel.id AND points_expected > 0 ORDER BY date DESC LIMIT ${DAYS_TO_TELL}
				) asked
			) newest
			WHERE channel.device = device.id AND channel.metric IN ('consumption', 'production')
				AND newest.list IS NOT NULL
		 ) curve_days
		 CROSS JOIN LATERAL (
			SELECT min(date) AS first_date, max(date) AS last_date,
				count(*) FILTER (WHERE known) AS days_known, count(*) FILTER (WHERE NOT known) AS days_missing
			FROM (
				SELECT day.date, bool_or(day.value IS NOT NULL OR day.points_received > 0) AS known
				FROM iot_daily day JOIN iot_channels channel ON channel.id = day.channel
				WHERE channel.device = device.id AND channel.metric IN ('consumption', 'production')
				GROUP BY day.date
			) days
		 ) coverage
		 WHERE device.building = $1 AND device.status <> 'archived'
		 ORDER BY device.label, device.point_id, device.created_at`,
		[building],
	);
	const lastRuns = await readLastRuns(
		connection,
		rows.map(({ id }) => id),
	);

	return rows.map(
		({
			subscribed_power,
			curve_days,
			first_date,
			last_date,
			days_known,
			days_missing,
			invitation_expires_at,
			invitation_opened_at,
			...row
		}) => ({
			...row,
			invitation:
				invitation_expires_at === null
					? null
					: {
							expires_at: invitation_expires_at.toISOString(),
							opened_at: invitation_opened_at?.toISOString() ?? null,
						},
			subscribed_power: subscribed_power === null ? null : Number(subscribed_power),
			load_curve: loadCurveState(row.consent?.scopes, curve_days),
			coverage: { first_date, last_date, days_known, days_missing },
			last_sync_at: row.last_sync_at?.toISOString() ?? null,
			last_reading_at: row.last_reading_at?.toISOString() ?? null,
			last_run: lastRuns.get(row.id) ?? null,
		}),
	);
}

type DeviceRow = Omit<
	BuildingDevice,
	| 'subscribed_power'
	| 'load_curve'
	| 'coverage'
	| 'last_sync_at'
	| 'last_reading_at'
	| 'last_run'
	| 'invitation'
> &
	BuildingDevice['coverage'] & {
		subscribed_power: string | null;
		curve_days: CurveDay[][];
		last_sync_at: Date | null;
		invitation_expires_at: Date | null;
		invitation_opened_at: Date | null;
		last_reading_at: Date | null;
	};

/** A day whose curve was asked for. */
export interface CurveDay {
	hasTotal: boolean;
	points: number;
}

/**
 * Whether a meter's load curve comes. Where none does, only days whose totals came tell that it is the curve alone that
 * is missing.
 *
 * @param scopes of the newest consent; `undefined` where there is none
 * @param newestDays the newest days whose curve was asked for, of each of the meter's energy channels
 */
export function loadCurveState(
	scopes: readonly ConsentScope[] | undefined,
	newestDays: readonly (readonly CurveDay[])[],
): LoadCurveState {
	if (scopes && !scopes.includes('load_curve')) return 'not_consented';
	if (newestDays.flat().some(({ points }) => points > 0)) return 'collected';
	const tells = newestDays.some(
		(days) => days.length >= DAYS_TO_TELL && days.every(({ hasTotal }) => hasTotal),
	);

	return scopes && tells ? 'not_collected' : 'unknown';
}
