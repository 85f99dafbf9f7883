import { localDays, type LocalDay } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import type { Period } from './fill.ts';

/** What a provider's call brings, or a file. */
export interface Window {
	days: LocalDay[];
	readings: Reading[];
}

/** What one run loads into a fresh channel: its windows, each in a transaction of its own. */
export interface Load {
	windows: Window[];
	rows: number;
}

/** Length of an interval in seconds. */
export const HALF_HOUR = 1800;
const ZONE = 'Europe/Paris';

/** Every half-hour of a period in windows of so many days, newest first, as a new meter's history is fetched. */
export function loadOf({ from, to }: Period, windowDays: number): Load {
	const days = localDays(from, to, ZONE);
	const windows: Window[] = [];
	for (let end = days.length; end > 0; end -= windowDays) {
		const span = days.slice(Math.max(0, end - windowDays), end);
		windows.push({ days: span, readings: span.flatMap(readingsOf) });
	}

	return { windows, rows: windows.reduce((sum, { readings }) => sum + readings.length, 0) };
}

function readingsOf({ startSeconds, endSeconds }: LocalDay): Reading[] {
	return Array.from({ length: (endSeconds - startSeconds) / HALF_HOUR }, (_, index) => {
		const start = startSeconds + index * HALF_HOUR;

		return { startSeconds: start, durationSeconds: HALF_HOUR, value: 100 + (start % 7919), quality: 'raw' };
	});
}

/**
 * Stores a load as the sync does it, a transaction for each window: the channel's lock, the readings, and the days they lie in.
 *
 * @returns how many readings were written
 */
export async function storeLoad(database: Database, channel: number, { windows }: Load): Promise<number> {
	let rows = 0;
	for (const { days, readings } of windows) {
		const { rowsWritten } = await storeWindow(database, {
			channel,
			metric: 'consumption',
			source: 'operator',
			days,
			readings,
			dayTotals: [],
			usualStepSeconds: HALF_HOUR,
			asked: undefined,
		});
		rows += rowsWritten - days.length;
	}

	return rows;
}
