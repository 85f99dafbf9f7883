import type { Database } from '../../../storage/database.ts';
import { queueRun, readRunPeriod, type SyncPeriod } from '../../../storage/sync-runs.ts';
import { CommandRefused } from './command.ts';

/** A meter, and the period to ask of it; `undefined` is all that is missing. */
export interface AskedMeter {
	device: string;
	period: SyncPeriod | undefined;
}

/**
 * Asks for a run of each meter; one that has a run already has that one, as long as it does what is asked. All or none.
 *
 * @returns the runs
 * @throws CommandRefused where a meter is being synced and another period of it is asked
 */
export function queueAskedRuns(database: Database, meters: readonly AskedMeter[]): Promise<string[]> {
	return database.transaction(async (connection) => {
		const runs: string[] = [];
		for (const { device, period } of meters) {
			const run = await queueRun(connection, { device, trigger: 'manual', period });
			const active = period && (await readRunPeriod(connection, run));
			if (period && (active?.from !== period.from || active.to !== period.to)) {
				throw new CommandRefused(
					`Meter ${device} is being synced already (run ${run}): ask for the period again when that is done. Nothing was queued.`,
				);
			}
			runs.push(run);
		}

		return runs;
	});
}
