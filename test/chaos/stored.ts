import type { Queryable } from '../../extensions/kilowatch/src/storage/database.ts';

/**
 * Everything that a sync has stored, a row a line in no order, by meter and metric instead of the channel's number, which follows from
 * the order of the work. Of a day only the moments at which it is asked for again are left out: they follow from when it was asked
 * for. How often it was asked for is not: a killed worker's window counts once, or not at all.
 */
export async function readStored(database: Queryable): Promise<string[]> {
	const { rows } = await database.query<{ line: string }>(`
		SELECT concat_ws(' ', kind, point_id, metric, register, row::text) AS line
		FROM (
			SELECT 'reading' AS kind, channel, to_jsonb(reading) - '{id,channel}'::text[] AS row FROM iot_readings reading
			UNION ALL
			SELECT 'day', channel, to_jsonb(day) - '{id,channel,next_attempt_at,curve_next_attempt_at}'::text[] FROM iot_daily day
		) stored
		JOIN iot_channels channel ON channel.id = stored.channel
		JOIN iot_devices device ON device.id = channel.device
	`);

	return rows.map(({ line }) => line);
}

/** Lines that only one of the two has, each with whose it is. */
export function differences(undisturbed: readonly string[], disturbed: readonly string[]): string[] {
	const expected = new Set(undisturbed);
	const found = new Set(disturbed);

	return [
		...undisturbed.filter((line) => !found.has(line)).map((line) => `missing: ${line}`),
		...disturbed.filter((line) => !expected.has(line)).map((line) => `not expected: ${line}`),
	];
}
