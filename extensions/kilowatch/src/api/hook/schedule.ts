import { syncIfDue } from '../../sync/nightly.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

const EVERY_MINUTE = '* * * * *';

/**
 * Looks every minute whether the nightly sync is due, and wakes the workers for what other processes have queued or
 * left behind. Directus' own cron knows no time zone, fires in every process and forgets a missed night: so it is only
 * the clock here, and the database decides.
 */
export function registerSchedule(
	{ schedule }: RegisterFunctions,
	{ logger }: ApiContext,
	runtime: Runtime,
): void {
	const { environment, database, runner } = runtime;

	schedule(EVERY_MINUTE, async () => {
		if (runtime.installation.error !== null) return;

		try {
			const plan = {
				database,
				cron: environment.KILOWATCH_SYNC_CRON,
				timeZone: environment.KILOWATCH_TIMEZONE,
			};
			const queued = await syncIfDue(plan, new Date());
			if (queued !== undefined) logger.info(`Kilowatch: the nightly sync has queued ${queued} meters`);
			runner.wake();
		} catch (error) {
			logger.error(error, 'Kilowatch: the schedule could not be looked at');
		}
	});
}
