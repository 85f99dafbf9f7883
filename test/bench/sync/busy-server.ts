import { setTimeout as sleep } from 'node:timers/promises';
import { enedisRules } from '../../../extensions/kilowatch/src/providers/enedis/rules.ts';
import type { Database } from '../../../extensions/kilowatch/src/storage/database.ts';
import { lastPublishedDate } from '../../../extensions/kilowatch/src/sync/planner.ts';
import { queueNightlyRuns } from '../../../extensions/kilowatch/src/sync/schedule-runs.ts';
import type { TestServer } from '../../support/directus.ts';
import { only } from '../../support/schema.ts';
import { formatColumns, formatNumber } from '../columns.ts';
import { Interrupted } from '../measure.ts';
import { summarize, type Timing } from '../statistics.ts';
import { fillPortfolio } from './portfolio.ts';

export interface BusyOptions {
	server: TestServer;
	database: Database;
	meters: number;
	operatorUrl: string;
	workers: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

/** How long a page waits while the same process works the night off. */
export interface BusyServer {
	meters: number;
	/** from the first run's begin to the last one's end, in Directus */
	seconds: number;
	pages: { path: string; idle: Timing; busy: Timing; isReached: boolean }[];
}

const paths = ['/items/iot_daily?limit=25', '/kilowatch/status'];
/** A request every so often, whether the one before it has been answered or not: who waits keeps nobody else from asking. */
const INTERVAL_MS = 100;
const IDLE_SECONDS = 15;
const GOAL_P95_MS = 100;
/** Directus looks for runs that others have asked for every minute. */
const LIMIT_SECONDS = 900;

export async function measureBusyServer(options: BusyOptions): Promise<BusyServer> {
	const { server, database, meters, operatorUrl, workers, log, isStopping } = options;
	const lastPublished = lastPublishedDate(enedisRules, new Date());
	log(`  Filling ${meters} meters into Directus' database`);
	await fillPortfolio(database, { meters, lastPublished }, isStopping);
	await server.restart({
		KILOWATCH_WORKERS: String(workers),
		KILOWATCH_ENEDIS_API_URL: operatorUrl,
		KILOWATCH_ENEDIS_CONSENT_URL: operatorUrl,
		KILOWATCH_ENEDIS_CALLS_PER_SECOND: '1000',
		KILOWATCH_ENEDIS_CALLS_PER_HOUR: '1000000000',
		LINKY_ENEDIS_CLIENT_ID: 'bench',
		LINKY_ENEDIS_CLIENT_SECRET: 'bench',
	});

	// A server that has just started takes longer for each request, and that is not the sync's doing.
	await askFor(server, IDLE_SECONDS);
	log(`  Asking an idle Directus for ${IDLE_SECONDS} s, ${1000 / INTERVAL_MS} times a second`);
	const idle = await askFor(server, IDLE_SECONDS);
	log(`  Asking while ${workers} workers sync`);
	await queueNightlyRuns(database);
	const asking = new AbortController();
	const [busy] = await Promise.all([
		askFor(server, LIMIT_SECONDS, asking.signal),
		untilDone(database, isStopping).finally(() => asking.abort()),
	]);
	const { rows } = await database.query<{ succeeded: number; from: Date; to: Date }>(
		`SELECT count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
			min(started_at) AS "from", max(finished_at) AS "to" FROM iot_sync_runs`,
	);
	const { succeeded, from, to } = only(rows);
	if (succeeded !== meters) throw new Error(`Of ${meters} runs only ${succeeded} have succeeded`);

	return {
		meters,
		seconds: (to.getTime() - from.getTime()) / 1000,
		pages: paths.map((path) => {
			const during = busy.filter(
				(answer) => answer.path === path && answer.at >= from.getTime() && answer.at <= to.getTime(),
			);
			const timings = {
				idle: timingOf(idle.filter((answer) => answer.path === path)),
				busy: timingOf(during),
			};

			return { path, ...timings, isReached: timings.busy.p95Ms < GOAL_P95_MS };
		}),
	};
}

export function formatBusy({ meters, seconds, pages }: BusyServer): string {
	const title = `A night of ${formatNumber(meters)} meters in Directus itself: ${formatNumber(seconds)} s, ${formatNumber(meters / seconds)} meters/s`;
	const table = formatColumns(
		[
			['', 'idle', 'p95', 'while it syncs', 'p95', 'goal', ''],
			...pages.map(({ path, idle, busy, isReached }) => [
				path,
				...[idle.medianMs, idle.p95Ms, busy.medianMs, busy.p95Ms].map((ms) => `${formatNumber(ms)} ms`),
				`p95 < ${GOAL_P95_MS} ms`,
				isReached ? 'ok' : 'missed',
			]),
		],
		(column) => column > 0 && column < 5,
	);

	return `${title}\n${table}`;
}

interface Answer {
	path: string;
	/** when it was asked for, milliseconds since 1970 */
	at: number;
	durationMs: number;
}

function timingOf(answers: readonly Answer[]): Timing {
	return summarize(answers.map(({ durationMs }) => durationMs));
}

async function askFor(server: TestServer, seconds: number, signal?: AbortSignal): Promise<Answer[]> {
	const endAt = performance.now() + seconds * 1000;
	const asked: Promise<Answer>[] = [];
	while (performance.now() < endAt && !signal?.aborted) {
		asked.push(ask(server, paths[asked.length % paths.length] ?? ''));
		// Handled below; a failure meanwhile must not end the process.
		asked.at(-1)?.catch(() => undefined);
		await sleep(INTERVAL_MS);
	}

	return Promise.all(asked);
}

async function ask(server: TestServer, path: string): Promise<Answer> {
	const at = Date.now();
	const startedAt = performance.now();
	const response = await server.request(path);
	await response.arrayBuffer();
	if (!response.ok) throw new Error(`${path} answered ${response.status}`);

	return { path, at, durationMs: performance.now() - startedAt };
}

async function untilDone(database: Database, isStopping: () => boolean): Promise<void> {
	const endAt = performance.now() + LIMIT_SECONDS * 1000;
	for (;;) {
		const { rows } = await database.query<{ left: number }>(
			`SELECT count(*) AS left FROM iot_sync_runs WHERE status IN ('queued', 'running')`,
		);
		if (only(rows).left === 0) return;
		if (isStopping()) throw new Interrupted('Interrupted');
		if (performance.now() > endAt) throw new Error(`The night was not over after ${LIMIT_SECONDS} s`);
		await sleep(500);
	}
}
