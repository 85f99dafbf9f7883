import type { BuildingDetail, BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { readBuildingDevices } from './building-devices.ts';
import { DEFAULT_TIME_ZONE } from './readings.ts';

/** One building with its meters: what a page about it needs besides its readings. */
export async function readBuilding(
	connection: Queryable,
	building: BuildingKey,
): Promise<Omit<BuildingDetail, 'may_update' | 'providers'>> {
	const { rows } = await connection.query<BuildingRow>(
		`SELECT id, coalesce(name, '') AS name, address, city, country, timezone, floor_area, dwellings
		 FROM buildings WHERE id = $1`,
		[building],
	);
	const [row] = rows;
	if (!row) throw new Error(`There is no building ${building}`);

	return {
		...row,
		timezone: row.timezone ?? DEFAULT_TIME_ZONE,
		floor_area: row.floor_area === null ? null : Number(row.floor_area),
		devices: await readBuildingDevices(connection, row.id),
	};
}

/** The zone whose days are a building's days. */
export async function readBuildingTimeZone(connection: Queryable, building: BuildingKey): Promise<string> {
	const { rows } = await connection.query<{ timezone: string | null }>(
		'SELECT timezone FROM buildings WHERE id = $1',
		[building],
	);

	return rows[0]?.timezone ?? DEFAULT_TIME_ZONE;
}

type BuildingRow = Omit<
	BuildingDetail,
	'timezone' | 'floor_area' | 'may_update' | 'providers' | 'devices'
> & {
	timezone: string | null;
	floor_area: string | null;
};
