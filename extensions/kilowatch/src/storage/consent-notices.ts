import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { ConsentEndReason, ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** What people are told of a consent, each once: that it ends within so many days, that it has, that nobody answered. */
export type NoticeKind = 'ends_60' | 'ends_30' | 'ends_7' | 'ended' | 'unanswered';

/** A notice that is to be told, and about what. */
export interface ConsentNotice {
	consent: string;
	kind: NoticeKind;
	building: BuildingKey;
	buildingName: string | null;
	label: string | null;
	pointId: string | null;
	provider: ProviderName;
	/** last local date */
	validUntil: string | null;
	endReason: ConsentEndReason | null;
	/** who is to be told; `null`: all admins */
	recipient: string | null;
	/** whose own doing it was; not to be told of it */
	doneBy: string | null;
}

/** A claim that came to nothing may be taken again. */
const CLAIM_MINUTES = 10;

const living = `('active', 'expiring')`;

/**
 * Takes the notices that are due and that nobody else tells: of a consent that was first seen late, the nearest reminder only.
 * A meter that a newer consent has connected again is not told of.
 *
 * @param today local date
 * @param only `stale`: those that somebody has claimed and not told
 */
export async function claimNotices(
	connection: Queryable,
	today: string,
	only?: 'stale',
): Promise<ConsentNotice[]> {
	const { rows } = await connection.query<ConsentNotice>(
		`WITH due AS (
			SELECT consent.id AS consent, CASE
				WHEN consent.status IN ${living} AND consent.valid_until <= $1::date + 7 THEN 'ends_7'
				WHEN consent.status IN ${living} AND consent.valid_until <= $1::date + 30 THEN 'ends_30'
				WHEN consent.status IN ${living} THEN 'ends_60'
				WHEN consent.end_reason = 'unanswered' THEN 'unanswered' ELSE 'ended' END AS kind
			FROM iot_consents consent
			JOIN iot_devices device ON device.id = consent.device AND device.status <> 'archived'
			WHERE consent.status IN ${living} AND consent.valid_until BETWEEN $1::date AND $1::date + 60
				OR consent.end_reason <> 'renewed' AND NOT EXISTS (
					SELECT FROM iot_consents newer WHERE newer.device = consent.device AND newer.status IN ${living}
				)
		), claimed AS (
			INSERT INTO kilowatch_internal.consent_notices AS notice (consent, kind)
			SELECT consent, kind FROM due
			WHERE $2 OR EXISTS (
				SELECT FROM kilowatch_internal.consent_notices known
				WHERE known.consent = due.consent AND known.kind = due.kind
			)
			ORDER BY consent, kind
			ON CONFLICT (consent, kind) DO UPDATE SET claimed_at = now()
				WHERE notice.told_at IS NULL AND notice.claimed_at < now() - interval '${CLAIM_MINUTES} minutes'
			RETURNING consent, kind
		)
		SELECT claimed.consent, claimed.kind, building.id AS building, building.name AS "buildingName", device.label,
			device.point_id AS "pointId", consent.provider, consent.valid_until AS "validUntil",
			consent.end_reason AS "endReason", coalesce(manager.id, asker.id) AS recipient,
			CASE WHEN consent.end_reason = 'withdrawn' THEN consent.proof -> 'changes' -> -1 -> 'by' ->> 'id' END AS "doneBy"
		FROM claimed
		JOIN iot_consents consent ON consent.id = claimed.consent
		JOIN iot_devices device ON device.id = consent.device
		JOIN buildings building ON building.id = device.building
		LEFT JOIN directus_users manager ON manager.id = building.manager AND manager.status = 'active'
		LEFT JOIN directus_users asker ON asker.id = consent.granted_by AND asker.status = 'active'
		ORDER BY building.name, device.label, claimed.consent`,
		[today, only === undefined],
	);

	return rows;
}

/** Notices are told: nobody tells them again. `notifications` are the messages that name their meters. */
export async function markTold(
	connection: Queryable,
	notices: readonly Pick<ConsentNotice, 'consent' | 'kind'>[],
	notifications: readonly number[],
): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.consent_notices notice SET told_at = now(), notifications = notifications || $3::int[]
		 FROM unnest($1::uuid[], $2::text[]) AS told (consent, kind)
		 WHERE notice.consent = told.consent AND notice.kind = told.kind`,
		[notices.map(({ consent }) => consent), notices.map(({ kind }) => kind), notifications],
	);
}
