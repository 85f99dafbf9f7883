import type { Database } from '../storage/database.ts';
import { listSyncableDevices } from '../storage/devices.ts';
import { queueRun } from '../storage/sync-runs.ts';
import { nextMoment } from './schedule.ts';

export interface NightlyOptions {
	database: Database;
	cron: string;
	timeZone: string;
}

const SETTING = 'sync_schedule';

/**
 * Queues a run for every meter when the nightly hour has come. The hour is kept in the database: of any number of
 * processes that look, one finds it due and moves it on; a night missed while everything was down is made up for.
 *
 * @returns how many meters were queued; `undefined` when it is not yet time
 */
export async function syncIfDue(options: NightlyOptions, now: Date): Promise<number | undefined> {
	const next = nextMoment(options.cron, options.timeZone, now);

	return options.database.transaction(async (connection) => {
		const { rows } = await connection.query<{ value: ScheduleSetting }>(
			'SELECT value FROM kilowatch_internal.settings WHERE name = $1 FOR UPDATE',
			[SETTING],
		);
		const kept = rows[0]?.value;
		const isSamePlan = kept?.cron === options.cron && kept.timeZone === options.timeZone;
		// A night that was missed under the former plan is made up for, too.
		const isDue = kept !== undefined && new Date(kept.nextAt) <= now;
		if (isSamePlan && !isDue) return undefined;

		const { rowCount } = await connection.query(
			`INSERT INTO kilowatch_internal.settings (name, value) VALUES ($1, $2)
			 ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()
				WHERE kilowatch_internal.settings.value IS DISTINCT FROM excluded.value`,
			[SETTING, { cron: options.cron, timeZone: options.timeZone, nextAt: next.toISOString() }],
		);
		if (!isDue || rowCount === 0) return undefined;

		const devices = await listSyncableDevices(connection);
		for (const { id } of devices) await queueRun(connection, { device: id, trigger: 'schedule' });

		return devices.length;
	});
}

/** When the next nightly sync is due; `undefined` before the schedule has first been looked at. */
export async function readNextSync(database: Database): Promise<Date | undefined> {
	const { rows } = await database.query<{ value: ScheduleSetting }>(
		'SELECT value FROM kilowatch_internal.settings WHERE name = $1',
		[SETTING],
	);

	return rows[0] && new Date(rows[0].value.nextAt);
}

interface ScheduleSetting {
	cron: string;
	timeZone: string;
	nextAt: string;
}
