import { localDateOf, subtractMonths } from '../../domain/local-days.ts';
import { finishWaiting } from '../../consent/finish-waiting.ts';
import { detectDatabase } from '../../storage/capabilities.ts';
import { purgeExpired } from '../../storage/retention.ts';
import { syncIfDue } from '../../sync/nightly.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

/** No half-hour of a natural person is kept longer, whatever is set for others (`docs/data-protection.md`). */
const PERSONAL_READINGS_MONTHS = 24;

const EVERY_MINUTE = '* * * * *';

/**
 * Looks every minute whether the nightly sync is due and which consents wait for the operator, and wakes the workers
 * for what other processes have queued or left behind. Directus' own cron knows no time zone, fires in every process and forgets a missed night: so it is only
 * the clock here, and the database decides.
 */
export function registerSchedule(
	{ schedule }: RegisterFunctions,
	{ logger }: ApiContext,
	runtime: Runtime,
): void {
	schedule(EVERY_MINUTE, async () => {
		if (runtime.installation.error !== null) return;

		try {
			await syncTonight(runtime, logger);
			runtime.runner.wake();
			// The operator may take its time, and nothing else is to wait for that.
			if ((await askForWaiting(runtime, logger)) > 0) runtime.runner.wake();
		} catch (error) {
			logger.error(error, 'Kilowatch: the schedule could not be looked at');
		}
	});
}

type Logger = ApiContext['logger'];

async function syncTonight(runtime: Runtime, logger: Logger): Promise<void> {
	const { environment, database } = runtime;
	const plan = {
		database,
		cron: environment.KILOWATCH_SYNC_CRON,
		timeZone: environment.KILOWATCH_TIMEZONE,
	};
	const queued = await syncIfDue(plan, new Date());
	if (queued === undefined) return;

	logger.info(`Kilowatch: the nightly sync has queued ${queued} meters`);
	runtime.runner.wake();
	const purged = await purge(runtime, new Date());
	logger.info(purged, 'Kilowatch: what is past its retention is gone');
}

/** Asks the operator for the meters of consents that it has yet to name; answers how many it has named. */
function askForWaiting({ database, vault, providers }: Runtime, logger: Logger): Promise<number> {
	return finishWaiting({
		database,
		vault,
		providers: providers.providers,
		now: () => new Date(),
		log: (message, facts) => logger.warn(facts, `Kilowatch: ${message}`),
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
