import { meterName } from '../../domain/meter-name.ts';
import type { Database } from '../database.ts';

/** How the line about a meter begins in the messages that we write to people, in Markdown; a name is not taken for any of it. */
export function meterLine(meter: Parameters<typeof meterName>[0]): string {
	return `${LINE}**${meterName(meter).replace(/[!-/:-@[-`{-~]/g, '\\$&')}**`;
}

const LINE = '- ';

/**
 * Takes a device out of the messages that told people of its consents and alerts. A message is about several meters, each with a line of
 * its own that names it; one in which no line is left goes whole.
 */
export async function forgetMessages(database: Database, device: string): Promise<void> {
	const { rows: told } = await database.query<{
		ids: number[];
		building: string | null;
		label: string | null;
		pointId: string | null;
	}>(
		`SELECT notice.notifications AS ids, building.name AS building, device.label, device.point_id AS "pointId"
		 FROM iot_devices device
		 JOIN buildings building ON building.id = device.building
		 JOIN iot_consents consent ON consent.device = device.id
		 JOIN kilowatch_internal.consent_notices notice ON notice.consent = consent.id
		 WHERE device.id = $1 AND notice.notifications <> '{}'
		 UNION ALL SELECT notice.notifications, building.name, device.label, device.point_id
		 FROM iot_devices device
		 JOIN buildings building ON building.id = device.building
		 JOIN iot_alerts alert ON alert.device = device.id
		 JOIN kilowatch_internal.alert_notices notice ON notice.alert = alert.id
		 WHERE device.id = $1 AND notice.notifications <> '{}'`,
		[device],
	);
	for (const { ids, ...meter } of told) {
		const { rows } = await database.query<{ id: number; message: string | null }>(
			'SELECT id, message FROM directus_notifications WHERE id = ANY ($1::int[])',
			[ids],
		);
		for (const { id, message } of rows) {
			const lines = (message ?? '').split('\n').filter((line) => !line.startsWith(meterLine(meter)));
			if (lines.some((line) => line.startsWith(LINE))) {
				await database.query('UPDATE directus_notifications SET message = $2 WHERE id = $1', [
					id,
					lines.join('\n'),
				]);
			} else await database.query('DELETE FROM directus_notifications WHERE id = $1', [id]);
		}
	}
}
