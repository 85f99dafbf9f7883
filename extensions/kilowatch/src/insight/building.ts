import type { BuildingDetail, BuildingDevice, BuildingKey } from '../shared/http-contract.ts';
import type { Queryable } from '../storage/database.ts';
import { readLastRuns } from '../storage/sync-runs.ts';
import { DEFAULT_TIME_ZONE } from './readings.ts';

/** One building with its meters: what a page about it needs besides its readings. */
export async function readBuilding(
	connection: Queryable,
	building: BuildingKey,
): Promise<Omit<BuildingDetail, 'may_update' | 'providers'>> {
	const { rows } = await connection.query<BuildingRow>(
		`SELECT id, coalesce(name, '') AS name, address, city, country, timezone, floor_area, dwellings
		 FROM buildings WHERE id::text = $1`,
		[String(building)],
	);
	const [row] = rows;
	if (!row) throw new Error(`There is no building ${building}`);

	return {
		...row,
		timezone: row.timezone ?? DEFAULT_TIME_ZONE,
		floor_area: row.floor_area === null ? null : Number(row.floor_area),
		devices: await readDevices(connection, row.id),
	};
}

type BuildingRow = Omit<
	BuildingDetail,
	'timezone' | 'floor_area' | 'may_update' | 'providers' | 'devices'
> & {
	timezone: string | null;
	floor_area: string | null;
};

type DeviceRow = Omit<BuildingDevice, 'last_sync_at' | 'last_reading_at' | 'last_run'> & {
	last_sync_at: Date | null;
	last_reading_at: Date | null;
};

async function readDevices(connection: Queryable, building: BuildingKey): Promise<BuildingDevice[]> {
	const { rows } = await connection.query<DeviceRow>(
		`SELECT device.id, device.device_type, device.provider, device.point_id, device.label, device.status,
			device.personal, device.last_sync_at, device.last_reading_at,
			CASE WHEN consent.id IS NULL THEN NULL ELSE json_build_object('id', consent.id, 'status', consent.status,
				'scopes', consent.scopes, 'valid_until', consent.valid_until) END AS consent
		 FROM iot_devices device
		 LEFT JOIN LATERAL (
			SELECT * FROM iot_consents WHERE device = device.id ORDER BY created_at DESC LIMIT 1
		 ) consent ON true
		 WHERE device.building = $1 AND device.status <> 'archived'
		 ORDER BY device.label, device.point_id, device.created_at`,
		[building],
	);
	const lastRuns = await readLastRuns(
		connection,
		rows.map(({ id }) => id),
	);

	return rows.map((row) => ({
		...row,
		last_sync_at: row.last_sync_at?.toISOString() ?? null,
		last_reading_at: row.last_reading_at?.toISOString() ?? null,
		last_run: lastRuns.get(row.id) ?? null,
	}));
}
