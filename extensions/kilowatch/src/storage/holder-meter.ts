import type {
	ConsentEndReason,
	ConsentScope,
	ConsentStatus,
	DeviceStatus,
	ProviderName,
} from '../shared/names.ts';
import type { Queryable } from './database.ts';
import type { StoredInvitation } from './invitations.ts';

/** A meter as its holder's page shows it. */
export interface HolderMeter {
	device: string;
	provider: ProviderName;
	pointId: string | null;
	label: string | null;
	status: DeviceStatus;
	personal: boolean;
	building: { name: string; address: string | null; city: string | null; country: string | null };
	timeZone: string | null;
	/** Directus' project name */
	organisation: string | null;
	/** the building's manager, else whoever asked */
	manager: { name: string; email: string | null } | null;
	/** newest first; all that the meter ever had */
	consents: HolderConsent[];
	/** local dates that anything is known of; null where nothing is */
	totals: Reach | null;
	curve: Reach | null;
	lastSyncAt: Date | null;
}

export interface HolderConsent {
	id: string;
	status: ConsentStatus;
	scopes: ConsentScope[];
	textVersion: string;
	grantedAt: Date | null;
	/** local date, inclusive */
	validUntil: string | null;
	revokedAt: Date | null;
	endReason: ConsentEndReason | null;
	/** what was allowed more later, oldest first */
	changes: { at: string; added?: ConsentScope[] }[];
	/** the holder has given it, and the operator has yet to name the meter */
	isAwaited: boolean;
	/** the holder has ticked these scopes on the page of a link, and has yet to confirm them at the operator */
	isChosen: boolean;
	/** whether the holder of this link gave it: by the link, or it lived when the link was made */
	isOwn: boolean;
}

export interface Reach {
	first: string;
	last: string;
	days: number;
}

/** What the page behind a link shows. */
export async function readHolderMeter(
	connection: Queryable,
	{ device, createdAt, id }: StoredInvitation,
): Promise<HolderMeter> {
	const { rows } = await connection.query<Row>(
		`SELECT device.id AS device, device.provider, device.point_id AS "pointId", device.label, device.status,
			device.personal, device.last_sync_at AS "lastSyncAt",
			coalesce(building.name, '') AS name, building.address, building.city, building.country,
			building.timezone AS "timeZone",
			(SELECT nullif(project_name, '') FROM directus_settings LIMIT 1) AS organisation,
			nullif(concat_ws(' ', manager.first_name, manager.last_name), '') AS "managerName", manager.email AS "managerEmail"
		 FROM iot_devices device
		 JOIN buildings building ON building.id = device.building
		 LEFT JOIN kilowatch_internal.invitations invitation ON invitation.id = $2
		 LEFT JOIN directus_users manager ON manager.id = coalesce(building.manager, invitation.created_by)
		 WHERE device.id = $1`,
		[device, id],
	);
	const [row] = rows;
	if (!row) throw new Error('A link is there without its meter');
	const { name, address, city, country, managerName, managerEmail, ...meter } = row;
	const [consents, reach] = await Promise.all([
		readConsents(connection, device, createdAt),
		readReach(connection, device),
	]);

	return {
		...meter,
		building: { name, address, city, country },
		manager:
			managerName === null && managerEmail === null
				? null
				: { name: managerName ?? managerEmail ?? '', email: managerEmail },
		consents,
		...reach,
	};
}

type Row = Omit<HolderMeter, 'building' | 'manager' | 'consents' | 'totals' | 'curve'> &
	HolderMeter['building'] & { managerName: string | null; managerEmail: string | null };

async function readConsents(
	connection: Queryable,
	device: string,
	linkMadeAt: Date,
): Promise<HolderConsent[]> {
	// Each consent given another way than by a link takes the link away, so what was given since was given by it. What was
	// only renewed in between is the same holder's.
	const { rows } = await connection.query<HolderConsent>(
		`SELECT id, status, scopes, text_version AS "textVersion", granted_at AS "grantedAt", valid_until AS "validUntil",
			revoked_at AS "revokedAt", end_reason AS "endReason",
			coalesce(proof -> 'changes', '[]') AS changes,
			EXISTS (SELECT FROM kilowatch_internal.waiting_consents WHERE consent = iot_consents.id) AS "isAwaited",
			coalesce(proof ? 'shown', false) AS "isChosen",
			coalesce(
				status IN ('active', 'expiring') OR granted_at >= $2
					OR granted_at IS NOT NULL AND (end_reason = 'renewed' OR coalesce(revoked_at, valid_until + 1) > $2),
				false
			) AS "isOwn"
		 FROM iot_consents WHERE device = $1 ORDER BY created_at DESC, id`,
		[device, linkMadeAt],
	);

	return rows;
}

async function readReach(
	connection: Queryable,
	device: string,
): Promise<{ totals: Reach | null; curve: Reach | null }> {
	const { rows } = await connection.query<{ kind: 'totals' | 'curve' } & Reach>(
		`SELECT kind, min(date) AS first, max(date) AS last, count(DISTINCT date) AS days
		 FROM iot_channels channel
		 JOIN iot_daily day ON day.channel = channel.id
		 CROSS JOIN LATERAL (VALUES ('totals', day.value IS NOT NULL), ('curve', day.points_received > 0)) AS known (kind, is_known)
		 WHERE channel.device = $1 AND is_known GROUP BY kind`,
		[device],
	);
	const of = (kind: 'totals' | 'curve') => {
		const found = rows.find((row) => row.kind === kind);

		return found ? { first: found.first, last: found.last, days: found.days } : null;
	};

	return { totals: of('totals'), curve: of('curve') };
}
