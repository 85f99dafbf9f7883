import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { ConsentScope, ConsentStatus, DeviceStatus, ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A device with the consent that lives on it, else the one that is asked for, as the sync needs it. */
export interface SyncedDevice {
	id: string;
	building: BuildingKey;
	provider: ProviderName;
	pointId: string | null;
	status: DeviceStatus;
	/** local date since which the contract says that the point is in service */
	historyFloor: string | null;
	/** when the operator's contract was last read */
	contractReadAt: Date | null;
	/** the holder is a natural person */
	personal: boolean;
	consent: { id: string; status: ConsentStatus; scopes: ConsentScope[]; validUntil: string | null } | null;
}

const selectDevice = `
	SELECT device.id, device.building, device.provider, device.point_id AS "pointId", device.status,
		device.history_floor AS "historyFloor",
		device.contract_read_at AS "contractReadAt", device.personal,
		CASE WHEN consent.id IS NULL THEN NULL ELSE json_build_object('id', consent.id, 'status', consent.status,
			'scopes', consent.scopes, 'validUntil', consent.valid_until) END AS consent
	FROM iot_devices device
	LEFT JOIN LATERAL (
		SELECT * FROM iot_consents WHERE device = device.id AND status IN ('pending', 'active', 'expiring')
		ORDER BY status = 'pending' LIMIT 1
	) consent ON true`;

/** One device, or `undefined` where there is none. */
export async function readDevice(connection: Queryable, device: string): Promise<SyncedDevice | undefined> {
	const { rows } = await connection.query<SyncedDevice>(`${selectDevice} WHERE device.id = $1`, [device]);

	return rows[0];
}

/** The device of a provider's point, unless archived. */
export async function findDeviceByPoint(
	connection: Queryable,
	provider: ProviderName,
	pointId: string,
): Promise<SyncedDevice | undefined> {
	const { rows } = await connection.query<SyncedDevice>(
		`${selectDevice} WHERE device.provider = $1 AND device.point_id = $2 AND device.status <> 'archived'`,
		[provider, pointId],
	);

	return rows[0];
}

/** The devices of several points of a provider, unless archived. */
export async function findDevicesByPoints(
	connection: Queryable,
	provider: ProviderName,
	pointIds: readonly string[],
): Promise<SyncedDevice[]> {
	const { rows } = await connection.query<SyncedDevice>(
		`${selectDevice} WHERE device.provider = $1 AND device.point_id = ANY ($2) AND device.status <> 'archived'`,
		[provider, pointIds],
	);

	return rows;
}

/** The device in a building that still waits for the operator to name its point, by its label. */
export async function findUnnamedDevice(
	connection: Queryable,
	building: BuildingKey,
	provider: ProviderName,
	label: string | null,
): Promise<SyncedDevice | undefined> {
	const { rows } = await connection.query<SyncedDevice>(
		`${selectDevice} WHERE device.building = $1 AND device.provider = $2 AND device.point_id IS NULL
			AND device.status = 'pending' AND device.label IS NOT DISTINCT FROM $3
		 ORDER BY device.created_at LIMIT 1`,
		[building, provider, label],
	);

	return rows[0];
}

export async function insertDevice(
	connection: Queryable,
	device: {
		building: BuildingKey;
		provider: ProviderName;
		pointId: string | null;
		label: string | null;
		personal: boolean;
	},
): Promise<string> {
	const { rows } = await connection.query<{ id: string }>(
		`INSERT INTO iot_devices (building, provider, point_id, label, personal) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		[device.building, device.provider, device.pointId, device.label, device.personal],
	);
	const [row] = rows;
	if (!row) throw new Error('The database returned no new device');

	return row.id;
}

/** Takes over what a later request says of a device. That its holder is a natural person is never taken back here. */
export async function describeDevice(
	connection: Queryable,
	device: string,
	{ label, personal }: { label: string | null; personal: boolean },
): Promise<void> {
	await connection.query(
		'UPDATE iot_devices SET label = coalesce($2, label), personal = personal OR $3 WHERE id = $1',
		[device, label, personal],
	);
}

/**
 * Takes over what the operator's contract says of a device. Nothing said changes nothing; that its holder is a natural
 * person is only ever found out, and the history never begins earlier than was known. Off-peak hours in whose place it says other
 * ones are kept as those of the time before.
 *
 * @param today the operator’s local date
 */
export async function keepContract(
	connection: Queryable,
	device: string,
	contract: {
		subscribedPowerKva: number | undefined;
		distributionTariff: string | undefined;
		offPeakHours: string | undefined;
		activatedOn: string | undefined;
		personal: boolean | undefined;
	},
	at: Date,
	today: string,
): Promise<void> {
	await connection.query(
		`UPDATE iot_devices SET contract_read_at = $2, subscribed_power = coalesce($3, subscribed_power),
			distribution_tariff = coalesce($4, distribution_tariff), off_peak_hours = coalesce($5, off_peak_hours),
			former_off_peak_hours = CASE WHEN off_peak_hours <> $5
				THEN coalesce(former_off_peak_hours, '[]') || jsonb_build_object('until', $8::text, 'hours', off_peak_hours)
				ELSE former_off_peak_hours END,
			history_floor = greatest(history_floor, $6::date), personal = personal OR $7
		 WHERE id = $1`,
		[
			device,
			at,
			contract.subscribedPowerKva ?? null,
			contract.distributionTariff ?? null,
			contract.offPeakHours ?? null,
			contract.activatedOn ?? null,
			contract.personal ?? false,
			today,
		],
	);
}

/** Another consent may be another holder's: the contract is read anew, and what it said of the history is not believed. */
export async function forgetContract(connection: Queryable, device: string): Promise<void> {
	await connection.query(
		'UPDATE iot_devices SET history_floor = NULL, contract_read_at = NULL WHERE id = $1',
		[device],
	);
}

/** Devices of a building that can be synced: active, with a living consent. */
export async function listSyncableDevices(
	connection: Queryable,
	building?: BuildingKey,
): Promise<{ id: string }[]> {
	const { rows } = await connection.query<{ id: string }>(
		`SELECT device.id FROM iot_devices device
		 JOIN iot_consents consent ON consent.device = device.id AND consent.status IN ('active', 'expiring')
		 WHERE device.status = 'active' AND device.point_id IS NOT NULL
			AND ($1::text IS NULL OR device.building::text = $1)
		 ORDER BY device.last_sync_at NULLS FIRST, device.id`,
		[building === undefined ? null : String(building)],
	);

	return rows;
}

/** A device was synced, and has readings up to the newest one's end. */
export async function markSynced(connection: Queryable, device: string, at: Date): Promise<void> {
	await connection.query(
		`UPDATE iot_devices SET last_sync_at = $2, last_reading_at = coalesce((
			SELECT max(newest."timestamp" + make_interval(secs => newest.duration))
			FROM iot_channels channel
			CROSS JOIN LATERAL (
				SELECT "timestamp", duration FROM iot_readings
				WHERE channel = channel.id ORDER BY "timestamp" DESC LIMIT 1
			) newest
			WHERE channel.device = $1
		), last_reading_at) WHERE id = $1`,
		[device, at],
	);
}

/** Those of the devices whose holder is a natural person. */
export async function listPersonalDevices(
	connection: Queryable,
	devices: readonly string[],
): Promise<string[]> {
	const { rows } = await connection.query<{ id: string }>(
		'SELECT id FROM iot_devices WHERE id = ANY ($1::uuid[]) AND personal ORDER BY id',
		[devices],
	);

	return rows.map(({ id }) => id);
}
