import type { JobKind, JobQueue } from '../jobs/job-queue.ts';
import { JOBS_SCHEMA } from '../storage/run-jobs.ts';
import { endDeadImports, listUnclosedRuns, resendLostRuns } from '../storage/sync-runs.ts';
import { closeRun } from './close-run.ts';
import { dispatchRuns, RUN_JOBS, type RunJob } from './dispatch-runs.ts';
import { queueCatchUpRuns, queueNightlyRuns } from './schedule-runs.ts';
import { workRun, type WorkRunOptions } from './work-run.ts';

export interface SyncQueueOptions extends WorkRunOptions {
	queue: JobQueue;
	/** jobs at work in this process at a time; 0: this process only queues */
	workers: number;
	cron: string;
	timeZone: string;
	random: () => number;
	/** what else is the night's work, after its runs are queued */
	afterNightly: () => Promise<void>;
	/** what else happens by the clock, once in all processes; what was missed is made up for once */
	errands: readonly Errand[];
	tell: (message: string) => void;
}

/** Something that is done at an hour of the schedule's zone; safe to repeat. */
export interface Errand {
	name: string;
	cron: string;
	work: () => Promise<unknown>;
}

/** Runs as jobs of the queue: sent, worked off, and asked for by the clock. */
export interface SyncQueue {
	/** begins to work; until then this process only asks for runs, by rows that others find */
	start(): Promise<void>;
	/** sends what was asked for, and leaves the work to others and the clock alone; for commands */
	startSending(): Promise<void>;
	/** sends, and works off, so many jobs at a time, whatever this process is set to; leaves the clock alone, too */
	startWorking(atOnce: number): Promise<void>;
	/** sends what was asked for since; returns at once and never throws */
	wake(): void;
	/** what has to happen every minute in some process: runs and imports that died are found */
	lookAfter(): Promise<void>;
	stop(atWork?: 'let_go' | 'wait'): Promise<void>;
}

const CLOCK_JOBS = 'sync-clock';
const NIGHTLY = 'nightly';
const CATCH_UP = 'catch-up';

const kinds: readonly JobKind[] = [
	{ name: RUN_JOBS, expireSeconds: 300, retries: 8, keepSeconds: 600 },
	{ name: CLOCK_JOBS, expireSeconds: 900, retries: 3, keepSeconds: 86_400 },
];

/** Half past nine and half past one, in the schedule's zone: after operators have published, and once more. */
const catchUpCrons = ['30 9 * * *', '30 13 * * *'];

interface ClockJob {
	/** one of ours, or the name of an errand */
	at: string;
}

export function createSyncQueue(options: SyncQueueOptions): SyncQueue {
	const { database, queue, log, tell } = options;
	let isStarted = false;

	const dispatch = () => dispatchRuns(database, queue);
	const wake = () => {
		if (!isStarted) return;
		dispatch().catch((error: unknown) => log('Sync runs could not be queued', { error }));
	};

	const workRunJob = async ({ run }: RunJob) => {
		if (await workRun(options, run)) await dispatch();
	};
	const workRuns = (atOnce: number) => queue.work(RUN_JOBS, atOnce, (data) => workRunJob(data as RunJob));
	const startSending = async () => {
		await queue.start(kinds);
		isStarted = true;
		await dispatch();
	};
	const workClockJob = async ({ at }: ClockJob) => {
		const errand = options.errands.find(({ name }) => name === at);
		if (errand) {
			await errand.work();

			return;
		}
		const queued =
			at === NIGHTLY
				? await queueNightlyRuns(database)
				: await queueCatchUpRuns(database, options.now(), options.timeZone, options.random);
		await dispatch();
		tell(`The ${at} sync has queued ${queued} meters`);
		if (at === NIGHTLY) await options.afterNightly();
	};

	/** In their order, each once: a start that breaks off is tried again, and must not begin the same workers twice. */
	const stepsLeft = [
		() => queue.start(kinds),
		() => queue.schedule(CLOCK_JOBS, NIGHTLY, { ...plan(options), missed: 'once' }, { at: NIGHTLY }),
		...catchUpCrons.map(
			(cron, index) => () =>
				queue.schedule(
					CLOCK_JOBS,
					`${CATCH_UP}-${index + 1}`,
					{ ...plan(options), cron, missed: 'skip' },
					{ at: CATCH_UP },
				),
		),
		...options.errands.map(
			({ name, cron }) =>
				() =>
					queue.schedule(CLOCK_JOBS, name, { ...plan(options), cron, missed: 'once' }, { at: name }),
		),
		() => workRuns(options.workers),
		() => queue.work(CLOCK_JOBS, Math.min(options.workers, 1), (data) => workClockJob(data as ClockJob)),
	];

	return {
		async start() {
			for (let [step] = stepsLeft; step; [step] = stepsLeft) {
				await step();
				stepsLeft.shift();
			}
			isStarted = true;
			await dispatch();
		},
		startSending,
		async startWorking(atOnce) {
			await startSending();
			await workRuns(atOnce);
		},
		wake,
		async lookAfter() {
			await endDeadImports(database);
			for (const run of await listUnclosedRuns(database)) await closeRun(database, run);
			if (!isStarted) return;
			await resendLostRuns(
				database,
				`SELECT FROM ${JOBS_SCHEMA}.job
				 WHERE name = '${RUN_JOBS}' AND state < 'completed' AND data ->> 'run' = waiting.run::text`,
			);
			await dispatch();
		},
		async stop(atWork) {
			isStarted = false;
			await queue.stop(atWork);
		},
	};
}

function plan({ cron, timeZone }: SyncQueueOptions) {
	return { cron, timeZone };
}
