import { PgBoss, type ConstructorOptions, type Db } from 'pg-boss';
import type { Database, Queryable } from '../storage/database.ts';
import { JOBS_SCHEMA } from '../storage/run-jobs.ts';

/** A worker that has not said anything for so long is dead, and its job is given to another one. */
const HEARTBEAT_SECONDS = 60;
/** So many times in a heartbeat dead workers are looked for: a dead one's job goes on within 80 seconds. */
const LOOKS_A_HEARTBEAT = 4;
/** How often an idle worker looks for jobs that other processes have queued. */
const POLLING_SECONDS = 1;
/** A process takes so many jobs with one statement. */
const BATCH_SIZE = 4;

export interface JobQueueOptions {
	database: Database;
	/** told what pg-boss meets; it goes on by itself, also after the database was away */
	onError: (error: Error) => void;
	/** how long a worker may be silent before it is dead, at least 10; default 60 */
	heartbeatSeconds?: number;
}

/** How the jobs of one kind are kept. */
export interface JobKind {
	name: string;
	/** longest that one job may be at work */
	expireSeconds: number;
	/** how often a job is given to a worker again whose handler threw, or whose process died */
	retries: number;
	/** how long a job that is done is kept, to be looked at */
	keepSeconds: number;
}

export interface NewJob {
	data: object;
	/** higher ones first; of equals the older one */
	priority: number;
	/** not before; `undefined` is at once */
	startAfter?: Date | undefined;
}

export interface ScheduledJob {
	cron: string;
	timeZone: string;
	/** what was missed while everything was down: made up for once, or not at all */
	missed: 'once' | 'skip';
}

/**
 * Jobs in PostgreSQL, worked off by any number of processes: pg-boss on our own small pool. Crash-only: nothing has to be
 * told when a process ends; its jobs fall silent and are given to others.
 */
export interface JobQueue {
	/** makes the tables where they are missing, and the kinds; a process only sends and works after it */
	start(kinds: readonly JobKind[]): Promise<void>;
	/** puts jobs into the queue, in the caller's transaction */
	send(connection: Queryable, kind: string, jobs: readonly NewJob[]): Promise<void>;
	/** works jobs off, so many at a time in this process; a handler that throws has its job tried again later */
	work(kind: string, atOnce: number, handler: (data: object) => Promise<void>): Promise<void>;
	/** a job of the kind whenever the clock says so, once in all processes */
	schedule(kind: string, key: string, plan: ScheduledJob, data: object): Promise<void>;
	/** idle workers of this process look for jobs now */
	wake(): void;
	/** stops looking, and lets go of what is at work, or waits for it; for commands and tests */
	stop(atWork?: 'let_go' | 'wait'): Promise<void>;
}

export function createJobQueue({
	database,
	onError,
	heartbeatSeconds = HEARTBEAT_SECONDS,
}: JobQueueOptions): JobQueue {
	const superviseSeconds = Math.floor(heartbeatSeconds / LOOKS_A_HEARTBEAT);
	const boss = new PgBoss({
		...settings,
		superviseIntervalSeconds: superviseSeconds,
		monitorIntervalSeconds: superviseSeconds,
		db: asDb(database),
	});
	boss.on('error', onError);
	const workers: string[] = [];
	const wake = () => {
		for (const worker of workers) boss.notifyWorker(worker);
	};
	/** After a job the next one is looked for at once; only who finds none waits. */
	const settle = async (id: string, work: Promise<void>) => {
		const result = await settled(id, work, onError);
		wake();

		return result;
	};

	return {
		async start(kinds) {
			await boss.start();
			for (const { name, ...rules } of kinds) {
				const kept = { ...rulesOf(rules), heartbeatSeconds };
				await boss.createQueue(name, kept);
				await boss.updateQueue(name, kept);
			}
		},
		async send(connection, kind, jobs) {
			await boss.insert(
				kind,
				jobs.map(({ data, priority, startAfter }) => ({
					data,
					priority,
					...(startAfter ? { startAfter } : {}),
				})),
				{ db: asDb(connection) },
			);
		},
		async work(kind, atOnce, handler) {
			if (atOnce <= 0) return;
			const batchSize = Math.min(BATCH_SIZE, atOnce);
			const options = {
				batchSize,
				localConcurrency: Math.ceil(atOnce / batchSize),
				pollingIntervalSeconds: POLLING_SECONDS,
				heartbeatRefreshSeconds: heartbeatSeconds / 3,
				perJobResults: true as const,
			};
			workers.push(
				await boss.work<object, unknown, typeof options>(kind, options, (jobs) =>
					Promise.all(jobs.map(({ id, data }) => settle(id, handler(data)))),
				),
			);
		},
		schedule: (kind, key, { cron, timeZone, missed }, data) =>
			boss.schedule(kind, cron, data, { tz: timeZone, key, missed }),
		wake,
		stop: (atWork = 'let_go') => boss.stop({ graceful: atWork === 'wait', close: false }),
	};
}

const settings: ConstructorOptions = {
	schema: JOBS_SCHEMA,
	createSchema: false,
	registerInstance: false,
	openTelemetry: { enabled: false },
};

function rulesOf({ expireSeconds, retries, keepSeconds }: Omit<JobKind, 'name'>) {
	return {
		expireInSeconds: expireSeconds,
		retryLimit: retries,
		retryDelay: 5,
		retryBackoff: true,
		retryDelayMax: 300,
		deleteAfterSeconds: keepSeconds,
	};
}

/** One job's trouble is not the others' of its batch. */
async function settled(id: string, work: Promise<void>, onError: (error: Error) => void) {
	try {
		await work;

		return { id, status: 'completed' as const };
	} catch (error) {
		const known = error instanceof Error ? error : new Error(String(error));
		onError(known);

		// What is kept beside the job is only the kind of the error: its text may hold what a statement was given.
		return { id, status: 'failed' as const, output: { error: known.name } };
	}
}

/** pg-boss runs its statements on our connections. */
function asDb(connection: Queryable): Db {
	return { executeSql: (text, values) => connection.query(text, values) };
}
