import { addDays, localDateOf } from '../domain/local-days.ts';
import type { Database } from '../storage/database.ts';
import { listSyncableDevices } from '../storage/devices.ts';
import { listDevicesLacking } from '../storage/fresh-devices.ts';
import { queueRuns } from '../storage/sync-runs.ts';

/** Over so long the meters of a catch-up are spread, so that not all the world asks the operator in the same minute. */
const CATCH_UP_SPREAD_MS = 20 * 60_000;

/** Asks for a run of every connected meter. Answers how many were asked for; those that have one already are not. */
export async function queueNightlyRuns(database: Database): Promise<number> {
	return database.transaction(async (connection) => {
		const devices = await listSyncableDevices(connection);

		return queueRuns(
			connection,
			devices.map(({ id }) => id),
			'schedule',
		);
	});
}

/**
 * Asks for a run of every connected meter that lacks something of yesterday: operators publish a day from about eight the
 * next morning, some meters hours later.
 *
 * @param random from 0 to below 1, for the moment within the spread
 */
export async function queueCatchUpRuns(
	database: Database,
	now: Date,
	timeZone: string,
	random: () => number,
): Promise<number> {
	const yesterday = addDays(localDateOf(now.getTime() / 1000, timeZone), -1);

	return database.transaction(async (connection) => {
		const devices = await listDevicesLacking(connection, yesterday);

		return queueRuns(
			connection,
			devices,
			'schedule',
			devices.map(() => new Date(now.getTime() + random() * CATCH_UP_SPREAD_MS)),
		);
	});
}
