/** What a Directus process does of the sync, alone in a process of its own, so that what it takes can be measured. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createJobQueue } from '../../../extensions/kilowatch/src/jobs/job-queue.ts';
import { createCircuitBreakers } from '../../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import { createProviderRegistry } from '../../../extensions/kilowatch/src/providers/registry.ts';
import { openDatabase } from '../../../extensions/kilowatch/src/storage/database.ts';
import { createVault } from '../../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createCallGate } from '../../../extensions/kilowatch/src/sync/call-gate.ts';
import { queueNightlyRuns } from '../../../extensions/kilowatch/src/sync/schedule-runs.ts';
import { createOpenAccess } from '../../../extensions/kilowatch/src/sync/consent-access.ts';
import { createSyncQueue } from '../../../extensions/kilowatch/src/sync/sync-queue.ts';

/** Handed over in the environment variable `KILOWATCH_BENCH`. */
export interface SyncProcessSettings {
	databaseUrl: string;
	operatorUrl: string;
	workers: number;
}

/** One night as the process has seen it; sent after each message that asks for one. */
export interface Night {
	runs: number;
	seconds: number;
	/** of this process alone */
	cpuSeconds: number;
	memoryMib: { before: number; peak: number; after: number };
	/** longest that anything else in the process would have had to wait */
	longestWaitMs: number;
}

/** As in Directus. */
const MAX_CONNECTIONS = 4;
/** What counts is what Kilowatch can do, not what an operator lets it. */
const NO_LIMIT = { callsPerSecond: 1000, callsPerHour: 1_000_000_000 };
const SAMPLE_MS = 20;

const settings = JSON.parse(process.env.KILOWATCH_BENCH ?? '') as SyncProcessSettings;
const now = () => new Date();
const complain = (message: string, facts?: object) => console.error(message, facts ?? '');
const database = openDatabase({
	connection: { connectionString: settings.databaseUrl },
	maxConnections: MAX_CONNECTIONS,
	onIdleError: ({ message }) => complain(message),
});
const vault = createVault([]);
const url = new URL(settings.operatorUrl);
const { providers } = createProviderRegistry(
	{
		enedis: {
			...NO_LIMIT,
			api: '2026',
			apiUrl: url,
			consentUrl: url,
			clientId: 'bench',
			clientSecret: 'bench',
		},
		ores: {},
	},
	{
		fetch,
		now,
		sleep,
		gate: createCallGate(database, now, sleep),
		breakers: createCircuitBreakers(complain),
	},
);
let finished = 0;
let onFinished: () => unknown = () => undefined;
const syncs = createSyncQueue({
	database,
	queue: createJobQueue({ database, onError: ({ message }) => complain(message) }),
	providers,
	retentionMonths: { totals: 36, curve: 24 },
	vault,
	openAccess: createOpenAccess({ database, vault, now, log: complain }),
	slice: { windows: 8, durationMs: 15_000, pausesMs: [] },
	workers: settings.workers,
	cron: '0 2 * * *',
	timeZone: 'Europe/Paris',
	now,
	random: Math.random,
	log: complain,
	tell: () => undefined,
	finish: async (run, { status, error_code, error_message, error_excerpt, finished_at }) => {
		await database.query(
			`UPDATE iot_sync_runs SET status = $2, error_code = $3, error_message = $4, error_excerpt = $5, finished_at = $6
			 WHERE id = $1`,
			[run, status, error_code, error_message, error_excerpt, finished_at],
		);
		finished += 1;
		onFinished();
	},
	afterNightly: () => Promise.resolve(),
	errands: [],
});

async function night(): Promise<Night> {
	const memory = () => process.memoryUsage.rss() / 2 ** 20;
	const before = memory();
	let peak = before;
	const sampler = setInterval(() => (peak = Math.max(peak, memory())), SAMPLE_MS);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	finished = 0;

	const runs = await queueNightlyRuns(database);
	await new Promise<void>((resolve) => {
		onFinished = () => finished === runs && resolve();
		onFinished();
		syncs.wake();
	});

	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	delay.disable();
	clearInterval(sampler);

	return {
		runs,
		seconds,
		cpuSeconds: (user + system) / 1_000_000,
		memoryMib: { before, peak, after: memory() },
		longestWaitMs: delay.max / 1_000_000,
	};
}

await syncs.start();
process.on('message', () => {
	night().then(
		(measured) => process.send?.(measured),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
// Crash-only, as in Directus: whoever started it is gone or has enough.
process.on('disconnect', () => process.exit(0));
