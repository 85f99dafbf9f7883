import { localDateOf, subtractMonths } from '../../domain/local-days.ts';
import { detectDatabase } from '../../storage/capabilities.ts';
import { purgeExpired } from '../../storage/retention.ts';
import { syncIfDue } from '../../sync/nightly.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

/** No half-hour of a natural person is kept longer, whatever is set for others (`docs/data-protection.md`). */
const PERSONAL_READINGS_MONTHS = 24;

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
			runner.wake();
			if (queued === undefined) return;

			logger.info(`Kilowatch: the nightly sync has queued ${queued} meters`);
			const purged = await purge(runtime, new Date());
			logger.info(purged, 'Kilowatch: what is past its retention is gone');
		} catch (error) {
			logger.error(error, 'Kilowatch: the schedule could not be looked at');
		}
	});
}

/** Part of the night's work, done by the one process that found it due. */
async function purge(
	{ database, environment }: Runtime,
	now: Date,
): Promise<Awaited<ReturnType<typeof purgeExpired>>> {
	const timeZone = environment.KILOWATCH_TIMEZONE;
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const { retention } = await detectDatabase(database);

	return purgeExpired(database, retention, {
		readings: subtractMonths(today, environment.KILOWATCH_READINGS_MONTHS),
		personalReadings: subtractMonths(today, PERSONAL_READINGS_MONTHS),
		days: subtractMonths(today, environment.KILOWATCH_DAILY_MONTHS),
		timeZone,
	});
}
