import { refillDelaysSeconds } from '../../domain/refill.ts';
import { markDeviceDue } from '../alerts/alert-due.ts';
import { forgetHours } from '../alerts/alert-hours.ts';
import { readChannels } from '../channels.ts';
import type { Queryable } from '../database.ts';
import { deleteForecastsFrom } from '../forecasts.ts';
import { forgetSeries } from './kept-series.ts';
import { lockChannel } from './store-window.ts';

/** Rows that went, or lost what they had of the scope. */
export interface PurgedRows {
	readings: number;
	days: number;
}

/**
 * Takes away what a holder does not allow any more, in the transaction that takes the scope back: of the load curve every
 * reading and its share of each day, of the daily data the operator's totals and maxima. A day of which nothing is left was
 * never asked for.
 */
export async function purgeScope(
	connection: Queryable,
	device: string,
	scope: 'daily' | 'load_curve',
): Promise<PurgedRows> {
	const purged: PurgedRows = { readings: 0, days: 0 };
	// In the order of their numbers, as whoever locks several must.
	for (const { id } of await readChannels(connection, device)) {
		await lockChannel(connection, id);
		if (scope === 'load_curve') {
			await forgetSeries(connection, id);
			purged.readings += await rowsOf(connection, 'DELETE FROM iot_readings WHERE channel = $1', [id]);
		}
		const { gone, kept } = scope === 'load_curve' ? curve : totals;
		purged.days += await rowsOf(connection, gone, [id]);
		purged.days += await rowsOf(connection, kept, [id, refillDelaysSeconds.length]);
	}
	if (scope === 'load_curve') {
		await connection.query('UPDATE iot_channels SET curve_floor = NULL WHERE device = $1', [device]);
		await connection.query('UPDATE iot_devices SET last_reading_at = NULL WHERE id = $1', [device]);
	} else {
		await connection.query('UPDATE iot_channels SET totals_floor = NULL WHERE device = $1', [device]);
	}

	// They were made of what is gone; whatever is left is judged by that.
	await forgetHours(connection, device);
	await markDeviceDue(connection, device, '1970-01-01');
	// After the channels' rows: whoever forecasts from them meanwhile has them, and what it keeps goes as well.
	await deleteForecastsFrom(connection, device);

	return purged;
}

/** The days that had nothing else, and what is left of the others. A status is what `write-days.ts` would say of the rest. */
const curve = {
	gone: 'DELETE FROM iot_daily WHERE channel = $1 AND value IS NULL AND attempts = 0',
	kept: `UPDATE iot_daily SET curve_value = NULL, min = NULL, max = NULL, points_expected = 0, points_received = 0,
			curve_attempts = 0, curve_next_attempt_at = NULL,
			status = CASE WHEN value IS NOT NULL THEN 'complete' WHEN attempts > $2 THEN 'final' ELSE 'missing' END
		WHERE channel = $1 AND (curve_value IS NOT NULL OR min IS NOT NULL OR max IS NOT NULL OR points_expected > 0
			OR points_received > 0 OR curve_attempts > 0)`,
};
const totals = {
	gone: `DELETE FROM iot_daily
		WHERE channel = $1 AND curve_value IS NULL AND points_received = 0 AND curve_attempts = 0`,
	kept: `UPDATE iot_daily SET value = NULL, peak_at = NULL, attempts = 0, next_attempt_at = NULL,
			status = CASE WHEN points_expected > 0 AND points_received >= points_expected THEN 'complete'
				WHEN curve_attempts > $2 THEN 'final' WHEN points_received > 0 THEN 'partial' ELSE 'missing' END
		WHERE channel = $1 AND (value IS NOT NULL OR peak_at IS NOT NULL OR attempts > 0)`,
};

async function rowsOf(connection: Queryable, text: string, values: readonly unknown[]): Promise<number> {
	const { rowCount } = await connection.query(text, values);

	return rowCount ?? 0;
}
