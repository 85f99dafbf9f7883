import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { judgeDue, type AlertingContext } from '../alerting/judge-due.ts';
import { judgeStates } from '../alerting/judge-states.ts';
import { createJobQueue } from '../jobs/job-queue.ts';
import { createCircuitBreakers } from '../providers/http/circuit-breaker.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { WeatherProvider } from '../providers/weather/weather-provider.ts';
import type { StorageState } from '../shared/http-contract/status.ts';
import { detectDatabase } from '../storage/capabilities.ts';
import { countCollections } from '../storage/migrate/licence.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import type { EncryptionKey } from '../storage/vault/encryption-key.ts';
import { readStorageState } from '../storage/storage-state.ts';
import { createVault, type Vault } from '../storage/vault/vault.ts';
import { createCallGate } from '../sync/call-gate.ts';
import { createOpenAccess } from '../sync/consent-access.ts';
import { createSyncQueue, type SyncQueue } from '../sync/sync-queue.ts';
import type { ApiContext } from './directus.ts';
import { createAlertWriter } from './alert-writer.ts';
import { nightWork } from './night-work.ts';
import { removeFiles } from './remove-files.ts';
import { tellOfAlerts, tellPeople } from './tell-people.ts';
import { onceA } from './once-a.ts';
import { excludedTables, readAllowedCollections } from './install/collection-licence.ts';
import { configuredProviders, configuredWeather } from './configured-providers.ts';
import { readEnvironment, type Environment } from './environment.ts';

/** What every entry of the bundle shares: made once in a process, at its first use. */
export interface Runtime {
	environment: Environment;
	/** mistakes in the environment, each a sentence that names its variable */
	mistakes: readonly string[];
	database: Database;
	providers: ProviderRegistry;
	/** `undefined`: the weather is asked of nobody */
	weather: WeatherProvider | undefined;
	vault: Vault;
	syncs: SyncQueue;
	/** tells the log what went wrong; never with a secret or a person's data in it */
	warn: (message: string, facts: Readonly<Record<string, unknown>>) => void;
	/** tells people what a process that has died had taken on to tell them */
	tellLate: () => Promise<number>;
	/** judges the meters whose days have changed, and raises what is found */
	judgeAlerts: () => Promise<void>;
	/** deletes files of Directus with all that is made of them */
	removeFiles: (files: readonly string[]) => Promise<void>;
	/** how many collections the project has, and how many its licence allows; `null` is unlimited */
	countCollections: () => Promise<{ collections_used: number; collections_allowed: number | null }>;
	/** how much room readings and days take; measured once a minute at most, however often it is asked */
	storageState: () => Promise<StorageState>;
	/** how the schema's installation ended; written by the hook */
	installation: Installation;
}

interface Installation {
	applied: number;
	available: number;
	/** why the schema is not complete; `null` when it is */
	error: string | null;
}

type RuntimeContext = Pick<ApiContext, 'env' | 'logger' | 'database' | 'services' | 'getSchema'>;

/**
 * Queue and loader have their own few connections, and so have our pages: a page that stood in one line with twelve workers
 * would wait for each of its statements until all of them have had their turn.
 */
const MAX_CONNECTIONS = { sync: 4, pages: 3 };

/** What a killed process loses at most, and for how long the last days of another meter wait for somebody's history. */
const RUN_SLICE = {
	windows: 8,
	durationMs: 15_000,
	// An operator that is away is asked again within the hour, and then with the next catch-up or night.
	pausesMs: [5, 15, 40].map((minutes) => minutes * 60_000),
};

/** People are told of consents in the morning, all of the night's at once: thirty meters that end are one message. */
const NOTICES_CRON = '0 8 * * *';

/** Of alerts, too: at eight of the night's, and by the hour of what the day brings. */
const ALERTS_CRON = '0 8-20 * * *';
/** For how long what is on the disk is told again without looking. */
const STORAGE_MEASURED_FOR_MS = 60_000;

let runtime: Runtime | undefined;

/** The process' runtime. Makes no connection and starts nothing: Directus also loads extensions for its CLI commands. */
export function getRuntime(context: RuntimeContext): Runtime {
	runtime ??= createRuntime(context);

	return runtime;
}

function createRuntime(context: RuntimeContext): Runtime {
	const { env, logger, database: knex, services, getSchema } = context;
	const { environment, mistakes } = readEnvironment(env);
	const log = logger.child({ extension: 'kilowatch' });
	for (const mistake of mistakes) log.error(`Environment: ${mistake}`);

	const now = () => new Date();
	const open = (maxConnections: number) =>
		openDatabase({
			connection: connectionOf(knex),
			maxConnections,
			onIdleError: (error) => log.warn(error, 'A database connection broke'),
		});
	const vault = createVault(vaultKeys(environment) ?? []);
	const warn = (message: string, facts: Readonly<Record<string, unknown>>) => log.warn(facts, message);
	const database = open(MAX_CONNECTIONS.pages);
	const syncDatabase = open(MAX_CONNECTIONS.sync);
	const httpTools = {
		fetch,
		now,
		sleep,
		gate: createCallGate(syncDatabase, now, sleep),
		breakers: createCircuitBreakers(warn),
	};
	const providers = configuredProviders(environment, httpTools);
	const tools = { environment, tell: (message: string, facts: object) => log.info(facts, message) };
	const telling = (only?: 'stale') =>
		tellPeople({ services, getSchema }, { database, environment, warn }, now(), only);
	const alerting: AlertingContext = {
		database: syncDatabase,
		writer: createAlertWriter({ services, getSchema }),
		now,
		log: warn,
	};
	const tellAlerts = (only?: 'stale') =>
		tellOfAlerts({ services, getSchema }, { database, environment, warn }, only);
	const syncs = createSyncQueue({
		database: syncDatabase,
		queue: createJobQueue({
			database: syncDatabase,
			onError: (error) => log.warn(error, 'The job queue met trouble'),
		}),
		providers: providers.providers,
		vault,
		openAccess: createOpenAccess({ database: syncDatabase, vault, now, log: warn }),
		retentionMonths: {
			totals: environment.KILOWATCH_DAILY_MONTHS,
			curve: environment.KILOWATCH_READINGS_MONTHS,
		},
		slice: RUN_SLICE,
		workers: environment.KILOWATCH_WORKERS,
		cron: environment.KILOWATCH_SYNC_CRON,
		timeZone: environment.KILOWATCH_TIMEZONE,
		now,
		random: Math.random,
		log: warn,
		tell: (message) => log.info(message),
		finish: async (run, result) => {
			const runs = new services.ItemsService('iot_sync_runs', { schema: await getSchema() });
			await runs.updateOne(run, result);
		},
		afterNightly: () =>
			nightWork({ database: syncDatabase, vault, providers: providers.providers, now }, tools),
		errands: [
			{ name: 'notices', cron: NOTICES_CRON, work: () => telling() },
			{
				name: 'alerts',
				cron: ALERTS_CRON,
				async work() {
					await judgeStates(alerting, environment.KILOWATCH_TIMEZONE);
					await tellAlerts();
				},
			},
		],
	});

	return {
		environment,
		mistakes,
		database,
		providers,
		weather: configuredWeather(environment, httpTools),
		vault,
		syncs,
		warn,
		tellLate: async () => (await telling('stale')) + (await tellAlerts('stale')),
		async judgeAlerts() {
			if (environment.KILOWATCH_WORKERS === 0) return;
			const judged = await judgeDue(alerting);
			if (judged && judged.series > 0) log.info(judged, 'Alerts are judged');
		},
		removeFiles: (files) => removeFiles({ services, getSchema }, database, files),
		countCollections: async () => ({
			collections_used: await countCollections(database, excludedTables(env)),
			collections_allowed: await readAllowedCollections(context),
		}),
		storageState: onceA(STORAGE_MEASURED_FOR_MS, now, async () =>
			readStorageState(database, await detectDatabase(database), now()),
		),
		installation: { applied: 0, available: 0, error: 'The schema has not been looked at yet' },
	};
}

/** The key that seals, then the ones that only open; `undefined` without the first. */
export function vaultKeys(environment: Environment): [EncryptionKey, ...EncryptionKey[]] | undefined {
	const { IOT_ENCRYPTION_KEY: key, KILOWATCH_OLD_ENCRYPTION_KEYS: oldKeys } = environment;

	return key && [key, ...oldKeys];
}

/** The connection that Directus itself uses, with every option it was given. */
function connectionOf(knex: RuntimeContext['database']): pg.PoolConfig {
	const { connectionSettings, searchPath } = knex.client as {
		connectionSettings: pg.PoolConfig;
		searchPath?: string | string[];
	};
	const path = [searchPath ?? []].flat().join(',');

	return {
		...connectionSettings,
		// knex hides the password from enumeration, which a spread obeys
		...(connectionSettings.password === undefined ? {} : { password: connectionSettings.password }),
		...(path ? { options: `-c search_path=${path}` } : {}),
	};
}
