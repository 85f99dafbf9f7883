/**
 * What a Directus process does of the sync, as a program of its own that can be killed: the queue with its workers on a small
 * pool, and the real provider over HTTP. It is wired as `api/runtime.ts` does it, without Directus.
 *
 * Settings are Kilowatch's own, and three that only tests have: the database's URL, the moment at which the clock that dates
 * the plans starts, and the heartbeat of the jobs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { configuredProviders } from '../../../extensions/kilowatch/src/api/configured-providers.ts';
import { readEnvironment } from '../../../extensions/kilowatch/src/api/environment.ts';
import { createJobQueue } from '../../../extensions/kilowatch/src/jobs/job-queue.ts';
import { createCircuitBreakers } from '../../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import { openDatabase } from '../../../extensions/kilowatch/src/storage/database.ts';
import { createVault } from '../../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createCallGate } from '../../../extensions/kilowatch/src/sync/call-gate.ts';
import { createOpenAccess } from '../../../extensions/kilowatch/src/sync/consent-access.ts';
import { createSyncQueue } from '../../../extensions/kilowatch/src/sync/sync-queue.ts';

const {
	KILOWATCH_TEST_DATABASE_URL: connectionString,
	KILOWATCH_TEST_NOW: startsAt = '',
	KILOWATCH_TEST_HEARTBEAT_SECONDS: heartbeat = '',
	...settings
} = process.env;
const heartbeatSeconds = Number(heartbeat);
const { environment, mistakes } = readEnvironment(settings);
if (mistakes.length > 0) throw new Error(mistakes.join('; '));

const say = (message: string, facts: unknown = '') => console.log(message, facts);
const now = () => new Date();
const offsetMs = Date.parse(startsAt) - Date.now();
const database = openDatabase({
	connection: { connectionString },
	maxConnections: 4,
	onIdleError: ({ message }) => say('A database connection broke', message),
});
const { IOT_ENCRYPTION_KEY: key } = environment;
const vault = createVault(key ? [key] : []);
const { providers } = configuredProviders(environment, {
	fetch,
	now,
	sleep,
	gate: createCallGate(database, now, sleep),
	breakers: createCircuitBreakers(say),
});
const syncs = createSyncQueue({
	database,
	queue: createJobQueue({
		database,
		heartbeatSeconds,
		onError: ({ message }) => say('The job queue met trouble', message),
	}),
	providers,
	retentionMonths: {
		totals: environment.KILOWATCH_DAILY_MONTHS,
		curve: environment.KILOWATCH_READINGS_MONTHS,
	},
	vault,
	openAccess: createOpenAccess({ database, vault, now, log: say }),
	// Without pauses: the clock that dates the plans is not the database's, by which jobs wait.
	slice: { windows: 8, durationMs: 15_000, pausesMs: [] },
	workers: environment.KILOWATCH_WORKERS,
	cron: environment.KILOWATCH_SYNC_CRON,
	timeZone: environment.KILOWATCH_TIMEZONE,
	now: () => new Date(Date.now() + offsetMs),
	random: Math.random,
	log: say,
	tell: say,
	finish: async (run, { status, error_code, finished_at }) => {
		await database.query(
			'UPDATE iot_sync_runs SET status = $2, error_code = $3, finished_at = $4 WHERE id = $1',
			[run, status, error_code, finished_at],
		);
	},
	afterNightly: () => Promise.resolve(),
	errands: [],
});

// As the hook does: whatever is away at the start is tried again, and every minute somebody looks after what has died.
let isStarted = false;
const lookAfter = async () => {
	if (!isStarted) {
		await syncs.start();
		isStarted = true;
		say('ready');
	}
	await syncs.lookAfter();
};
const lookAgain = () =>
	lookAfter().catch((error: unknown) => say('What happens every minute broke off', error));
await lookAgain();
setInterval(() => void lookAgain(), heartbeatSeconds * 1000);
