import { finishErasures } from '../../consent/erase-device.ts';
import { finishWaiting } from '../../consent/finish-waiting.ts';
import { revokeAtOperators } from '../../consent/revoke-at-operators.ts';
import { endLateTransactions } from '../../storage/oauth-transactions.ts';
import { fetchWeather } from '../../weather/fetch-weather.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import { consentContext } from '../consent-context.ts';
import type { Runtime } from '../runtime.ts';

const EVERY_MINUTE = '* * * * *';

/**
 * Starts the queue once Directus is up, and looks every minute after what may have died and after what waits for the
 * operators: consents whose meters they have yet to name, and those they have yet to revoke; and for the weather, of which each
 * building is due once a night. Directus' own cron knows no time zone, fires in every process and forgets a missed night: so it is only
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

	const log = (message: string, facts: Readonly<Record<string, unknown>>) =>
		logger.warn(facts, `Kilowatch: ${message}`);
	/** One that breaks off keeps none of the others from theirs. */
	const safely = (work: () => Promise<unknown>) =>
		work().catch((error: unknown) => {
			logger.error(error, 'Kilowatch: what happens every minute broke off');
		});

	schedule(EVERY_MINUTE, async () => {
		if (runtime.installation.error !== null) return;
		const context = { ...consentContext(runtime), log };

		await safely(async () => {
			await start();
			await runtime.syncs.lookAfter();
			await endLateTransactions(runtime.database);
		});
		await safely(() => finishErasures(context));
		await safely(() => runtime.judgeAlerts());
		await safely(() => runtime.tellLate());
		// The operators may take their time, and nothing else is to wait for that.
		await safely(async () => {
			if ((await finishWaiting(context)) > 0) runtime.syncs.wake();
		});
		await safely(() => revokeAtOperators(context));
		await safely(() => askForWeather(runtime, log));
	});
}

async function askForWeather(
	{ weather: provider, database, environment }: Runtime,
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
	if (!provider) return;
	await fetchWeather({
		database,
		provider,
		keptMonths: environment.KILOWATCH_DAILY_MONTHS,
		timeZone: environment.KILOWATCH_TIMEZONE,
		now: () => new Date(),
		log,
	});
}
