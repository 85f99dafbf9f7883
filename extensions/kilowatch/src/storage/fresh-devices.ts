import type { Queryable } from './database.ts';

/**
 * The connected meters that lack something of a day, by channel: what a catch-up is for. A day that was given up or is
 * complete lacks nothing.
 *
 * @param day local date
 */
export async function listDevicesLacking(connection: Queryable, day: string): Promise<string[]> {
	const { rows } = await connection.query<{ id: string }>(
		`SELECT device.id FROM iot_devices device
		 JOIN iot_consents consent ON consent.device = device.id AND consent.status IN ('active', 'expiring')
		 WHERE device.status = 'active' AND device.point_id IS NOT NULL AND EXISTS (
			SELECT FROM iot_channels channel
			LEFT JOIN iot_daily day ON day.channel = channel.id AND day.date = $1
			WHERE channel.device = device.id AND channel.state = 'active'
				AND (day.status IS NULL OR day.status IN ('missing', 'partial'))
		 )
		 ORDER BY device.last_sync_at NULLS FIRST, device.id`,
		[day],
	);

	return rows.map(({ id }) => id);
}
