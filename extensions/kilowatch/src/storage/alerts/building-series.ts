import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../database.ts';

/** A meter of a building that alerts are judged of. */
export interface BuildingSeries {
	channel: number;
	device: string;
	label: string | null;
	personal: boolean;
	subscribedKva: number | null;
}

export interface JudgedBuilding {
	key: BuildingKey;
	timeZone: string | null;
	country: string | null;
	/** its own settings, as they are stored */
	settings: unknown;
	series: BuildingSeries[];
}

/** What a building's alerts are judged of. */
export async function readJudgedBuilding(
	connection: Queryable,
	building: BuildingKey,
): Promise<JudgedBuilding> {
	const { rows } = await connection.query<Omit<JudgedBuilding, 'key' | 'series'>>(
		`SELECT timezone AS "timeZone", country, to_jsonb(building.*) -> 'alert_settings' AS settings
		 FROM buildings building WHERE id::text = $1`,
		[String(building)],
	);
	const { rows: series } = await connection.query<BuildingSeries>(
		`SELECT channel.id AS channel, device.id AS device, device.label, device.personal,
			device.subscribed_power::float8 AS "subscribedKva"
		 FROM iot_devices device JOIN iot_channels channel ON channel.device = device.id
		 WHERE device.building::text = $1 AND device.status <> 'archived' AND channel.metric = 'consumption'
			AND channel.register = 'total' ORDER BY device.label, device.id`,
		[String(building)],
	);
	const [found] = rows;

	return {
		key: building,
		timeZone: found?.timeZone ?? null,
		country: found?.country ?? null,
		settings: found?.settings ?? null,
		series,
	};
}
