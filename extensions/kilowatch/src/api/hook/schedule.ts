import { finishWaiting } from '../../consent/finish-waiting.ts';
import { endLateTransactions } from '../../storage/oauth-transactions.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

const EVERY_MINUTE = '* * * * *';

/**
 * Starts the queue once Directus is up, and looks every minute after what may have died and after the consents that wait for
 * the operator. Directus' own cron knows no time zone, fires in every process and forgets a missed night: so it is only
 * a clock for what is safe to repeat; the nightly hour is the queue's.
 */
export function registerSchedule(
	{ init, schedule }: Pick<RegisterFunctions, 'init' | 'schedule'>,
	{ logger }: ApiContext,
	runtime: Runtime,
): void {
	let starting: Promise<void> | undefined;
	const start = () => {
		starting ??= runtime.syncs.start().catch((error: unknown) => {
			starting = undefined;
			throw error;
		});

		return starting;
	};

	// Directus waits for it, whatever its type says.
	// eslint-disable-next-line @typescript-eslint/no-misused-promises
	init('app.after', async () => {
		if (runtime.installation.error !== null) return;
		await start().catch((error: unknown) => {
			logger.error(error, 'Kilowatch: the job queue could not be started; it is tried again every minute');
		});
	});

	schedule(EVERY_MINUTE, async () => {
		if (runtime.installation.error !== null) return;

		try {
			await start();
			await runtime.syncs.lookAfter();
			await endLateTransactions(runtime.database);
			// The operator may take its time, and nothing else is to wait for that.
			if ((await askForWaiting(runtime, logger)) > 0) runtime.syncs.wake();
		} catch (error) {
			logger.error(error, 'Kilowatch: what happens every minute broke off');
		}
	});
}

type Logger = ApiContext['logger'];

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
