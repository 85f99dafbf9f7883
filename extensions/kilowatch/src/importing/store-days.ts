import { mergeReadings, type KeptReading } from '../domain/merge-readings.ts';
import { implausible, type Metric } from '../domain/metrics.ts';
import type { Reading } from '../domain/reading.ts';
import type { ImportWritten } from '../shared/http-contract/imports.ts';
import { ensureChannel } from '../storage/channels.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { readKeptDays, readKeptReadings, type KeptDay } from '../storage/file-imports.ts';
import { storeWindowIn } from '../storage/readings/store-window.ts';
import type { FileDay } from './file-days.ts';

export interface StoredDays {
	written: ImportWritten;
	rowsWritten: number;
	/** the days as they are afterwards */
	days: KeptDay[];
}

/**
 * Stores some whole local days of one channel in a transaction of its own. A dry run does the very same and takes it
 * back at the end, so that it tells exactly what the real run does.
 */
export async function storeDays(
	database: Database,
	window: { device: string; metric: Metric; days: readonly FileDay[]; isDryRun: boolean },
): Promise<StoredDays> {
	let stored: StoredDays | undefined;
	try {
		return await database.transaction(async (connection) => {
			stored = await store(connection, window);
			if (window.isDryRun) throw new TakenBack();

			return stored;
		});
	} catch (error) {
		if (error instanceof TakenBack && stored) return stored;
		throw error;
	}
}

/** Ends the transaction of a dry run. */
class TakenBack extends Error {}

async function store(
	connection: Queryable,
	{ device, metric, days }: { device: string; metric: Metric; days: readonly FileDay[] },
): Promise<StoredDays> {
	const readings = days.flatMap((day) => day.readings);
	const dates = days.map(({ day }) => day.date);
	const first = days[0]?.day.startSeconds ?? 0;
	const channel = await ensureChannel(connection, device, metric, 'total');
	const kept = await readKeptReadings(connection, channel, {
		fromSeconds: first,
		toSeconds: readings.at(-1)?.startSeconds === undefined ? first : (days.at(-1)?.day.endSeconds ?? first),
	});
	const before = await readKeptDays(connection, channel, dates);

	const { rowsWritten, refused } = await storeWindowIn(connection, {
		channel,
		metric,
		source: 'file',
		days: days.map(({ day }) => day),
		readings,
		dayTotals: days.flatMap(({ total }) => (total ? [total] : [])),
		usualStepSeconds: undefined,
		asked: undefined,
	});

	const after = await readKeptDays(connection, channel, dates);
	const daysOnly = [...after.values()];

	return {
		rowsWritten,
		days: daysOnly,
		written: {
			readings: { ...compareReadings(metric, kept, readings), refused },
			days: {
				new: daysOnly.filter(({ date }) => !before.has(date)).length,
				changed: daysOnly.filter(({ date, row }) => before.has(date) && before.get(date)?.row !== row).length,
				unchanged: daysOnly.filter(({ date, row }) => before.get(date)?.row === row).length,
			},
		},
	};
}

/** What becomes of each reading, by the same merge that storing goes by. */
function compareReadings(
	metric: Metric,
	kept: readonly KeptReading[],
	readings: readonly Reading[],
): Omit<ImportWritten['readings'], 'refused'> {
	const believed = readings.filter(({ value }) => implausible(metric, value) === undefined);
	const keptByStart = new Map(kept.map((reading) => [reading.startSeconds, reading]));
	const written = new Set(
		mergeReadings(kept, believed, 'file').write.map(({ startSeconds }) => startSeconds),
	);
	const counts = { new: 0, changed: 0, unchanged: 0, kept: 0 };
	for (const { startSeconds } of believed) {
		const same = keptByStart.get(startSeconds);
		if (written.has(startSeconds)) counts[same ? 'changed' : 'new'] += 1;
		else counts[same?.source === 'file' ? 'unchanged' : 'kept'] += 1;
	}

	return counts;
}

/** The sum of two reports of what was written. */
export function addWritten(one: ImportWritten, other: ImportWritten): ImportWritten {
	return {
		readings: {
			new: one.readings.new + other.readings.new,
			changed: one.readings.changed + other.readings.changed,
			unchanged: one.readings.unchanged + other.readings.unchanged,
			kept: one.readings.kept + other.readings.kept,
			refused: one.readings.refused + other.readings.refused,
		},
		days: {
			new: one.days.new + other.days.new,
			changed: one.days.changed + other.days.changed,
			unchanged: one.days.unchanged + other.days.unchanged,
		},
	};
}

export const nothingWritten: ImportWritten = {
	readings: { new: 0, changed: 0, unchanged: 0, kept: 0, refused: 0 },
	days: { new: 0, changed: 0, unchanged: 0 },
};
