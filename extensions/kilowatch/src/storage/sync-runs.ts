import type { SyncRunState } from '../shared/http-contract/sync-runs.ts';
import { syncTriggers, type ProviderName, type SyncRunStatus, type SyncTrigger } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A period of local dates asked for by hand; `to` is not included. */
export interface SyncPeriod {
	from: string;
	to: string;
}

/** A run that is at work, and whose it is. */
export interface RunClaim {
	id: string;
	/** grows with each claim: a worker whose run was taken over holds an old one */
	claim: number;
}

export interface ClaimedRun extends RunClaim {
	device: string;
	period: SyncPeriod | undefined;
	/** of earlier claims */
	windowsDone: number;
	lane: SyncLane;
	/** what earlier jobs of the run have met, as `continueRun` was given it */
	progress: object | undefined;
	/** how many workers have died over it since it last came further */
	takeovers: number;
}

/** The last days of every meter come before anybody's history. */
export type SyncLane = 'fresh' | 'backfill';

/** The run is another worker's, or over: whoever meets this stops at once and writes nothing more. */
export class RunLost extends Error {
	override readonly name = 'RunLost';
}

/** An import that has not said anything for so long is dead. */
const HEARTBEAT_LIMIT_SECONDS = 120;

/**
 * Asks for a run of a device, unless one is queued or running: then that one is the answer, so asking twice is asking
 * once, in any number of processes. The run becomes a job when the caller's transaction is over (`takeUnsentRuns`).
 */
export async function queueRun(
	connection: Queryable,
	run: { device: string; trigger: SyncTrigger; period?: SyncPeriod | undefined },
): Promise<string> {
	const { rows } = await connection.query<{ id: string }>(
		`WITH made AS (
			-- Many are queued in one transaction; they are worked off in this order all the same.
			INSERT INTO iot_sync_runs (device, trigger, period_from, period_to, queued_at)
			VALUES ($1, $2, $3, $4, clock_timestamp())
			ON CONFLICT (device) WHERE status IN ('queued', 'running') DO NOTHING
			RETURNING id
		), waiting AS (INSERT INTO kilowatch_internal.run_queue (run) SELECT id FROM made)
		SELECT id FROM made
		UNION ALL SELECT id FROM iot_sync_runs WHERE device = $1 AND status IN ('queued', 'running')
		LIMIT 1`,
		[run.device, run.trigger, run.period?.from ?? null, run.period?.to ?? null],
	);
	const [row] = rows;

	// The active run can end between the two halves of the statement; then the next try makes a new one.
	return row ? row.id : queueRun(connection, run);
}

/**
 * Asks for a run of each device that has none, at once.
 *
 * @param notBefore earliest moment of each device's run, by its place; `undefined` is at once
 * @returns how many runs were made
 */
export async function queueRuns(
	connection: Queryable,
	devices: readonly string[],
	trigger: SyncTrigger,
	notBefore?: readonly Date[],
): Promise<number> {
	const { rowCount } = await connection.query(
		`WITH made AS (
			INSERT INTO iot_sync_runs (device, trigger, queued_at, not_before)
			SELECT device, $2, clock_timestamp(), not_before
			FROM unnest($1::uuid[], $3::timestamptz[]) WITH ORDINALITY AS asked (device, not_before, place) ORDER BY place
			ON CONFLICT (device) WHERE status IN ('queued', 'running') DO NOTHING
			RETURNING id
		)
		INSERT INTO kilowatch_internal.run_queue (run) SELECT id FROM made`,
		[devices, trigger, notBefore ?? devices.map(() => null)],
	);

	return rowCount ?? 0;
}

/** A run that is to become a job. */
export interface UnsentRun {
	run: string;
	lane: SyncLane;
	/** a person asked for a period of it, and waits */
	isAskedFor: boolean;
	notBefore: Date | null;
}

/** Takes runs that have no job yet, oldest first; in the transaction that puts their jobs into the queue. */
export async function takeUnsentRuns(connection: Queryable, most: number): Promise<UnsentRun[]> {
	const { rows } = await connection.query<UnsentRun>(
		`WITH unsent AS (
			SELECT waiting.run FROM kilowatch_internal.run_queue waiting
			JOIN iot_sync_runs run ON run.id = waiting.run
			WHERE waiting.sent_at IS NULL ORDER BY run.queued_at LIMIT $1 FOR UPDATE OF waiting SKIP LOCKED
		), sent AS (
			UPDATE kilowatch_internal.run_queue waiting SET sent_at = clock_timestamp()
			FROM unsent WHERE waiting.run = unsent.run RETURNING waiting.run, waiting.lane
		)
		SELECT sent.run, sent.lane, run.period_from IS NOT NULL AS "isAskedFor", run.not_before AS "notBefore"
		FROM sent JOIN iot_sync_runs run ON run.id = sent.run ORDER BY run.queued_at`,
		[most],
	);

	return rows;
}

/**
 * Finds runs whose job is gone (a restored backup, jobs tried in vain while the database was away) and lets them be sent
 * again.
 *
 * @param hasJob a query that finds the living job of `waiting.run`
 */
export async function resendLostRuns(connection: Queryable, hasJob: string): Promise<number> {
	const { rowCount } = await connection.query(
		`UPDATE kilowatch_internal.run_queue AS waiting SET sent_at = NULL
		 WHERE sent_at < clock_timestamp() - interval '5 minutes' AND NOT EXISTS (${hasJob})`,
	);

	return rowCount ?? 0;
}

/** The period that an active run was asked for; `undefined` for all that is missing. */
export async function readRunPeriod(connection: Queryable, run: string): Promise<SyncPeriod | undefined> {
	const { rows } = await connection.query<{ from: string | null; to: string | null }>(
		'SELECT period_from AS "from", period_to AS "to" FROM iot_sync_runs WHERE id = $1',
		[run],
	);
	const [row] = rows;

	return row?.from && row.to ? { from: row.from, to: row.to } : undefined;
}

/** The runs that have ended, but whose worker died before it could close them. */
export async function listUnclosedRuns(connection: Queryable): Promise<string[]> {
	const { rows } = await connection.query<{ run: string }>(
		`SELECT waiting.run FROM kilowatch_internal.run_queue waiting
		 JOIN iot_sync_runs run ON run.id = waiting.run
		 WHERE run.status NOT IN ('queued', 'running') AND run.finished_at < clock_timestamp() - interval '1 minute'`,
	);

	return rows.map(({ run }) => run);
}

/** A run that has ended, for the audit log. */
export interface EndedRun {
	device: string;
	provider: ProviderName;
	trigger: SyncTrigger;
	status: SyncRunStatus;
	errorCode: string | null;
	windowsDone: number;
	providerCalls: number;
	rowsWritten: number;
	progress: object | null;
}

/** Takes a run that has ended out of the queue; `undefined` where it has not, or was taken already. */
export async function takeEndedRun(connection: Queryable, run: string): Promise<EndedRun | undefined> {
	const { rows } = await connection.query<EndedRun>(
		`DELETE FROM kilowatch_internal.run_queue waiting
		 USING iot_sync_runs run JOIN iot_devices device ON device.id = run.device
		 WHERE run.id = waiting.run AND run.id = $1 AND run.status NOT IN ('queued', 'running')
		 RETURNING run.device, device.provider, run.trigger, run.status, run.error_code AS "errorCode",
			run.windows_done AS "windowsDone", run.provider_calls AS "providerCalls",
			run.rows_written AS "rowsWritten", waiting.progress`,
		[run],
	);

	return rows[0];
}

/**
 * Ends what waits and is at work of a device, because its holder wants it so: a worker in the middle of it finds the run
 * another's and writes nothing more.
 *
 * @param triggers only runs that were asked for so
 * @returns the runs that were ended, for their jobs and the audit log
 */
export async function endActiveRuns(
	connection: Queryable,
	device: string,
	at: Date,
	triggers: readonly SyncTrigger[] = syncTriggers,
): Promise<string[]> {
	const { rows } = await connection.query<{ id: string }>(
		`UPDATE iot_sync_runs SET status = 'failed', error_code = 'consent_withdrawn', finished_at = $2, claim = claim + 1,
			error_message = 'The holder took the consent back', not_before = NULL
		 WHERE device = $1 AND status IN ('queued', 'running') AND trigger = ANY ($3::text[]) RETURNING id`,
		[device, at, triggers],
	);

	return rows.map(({ id }) => id);
}

/** Takes a run for a job; `undefined` where it is over. The import of a file is no worker's: nobody has the file any more. */
export async function claimRun(connection: Queryable, run: string): Promise<ClaimedRun | undefined> {
	const { rows } = await connection.query<
		Omit<ClaimedRun, 'period' | 'windowsDone' | 'progress'> & {
			period_from: string | null;
			period_to: string | null;
			windows_done: number;
			progress: object | null;
		}
	>(
		`WITH waiting AS (
			SELECT run, lane, progress, is_at_work FROM kilowatch_internal.run_queue WHERE run = $1 FOR UPDATE
		), held AS (
			UPDATE kilowatch_internal.run_queue SET is_at_work = true WHERE run = $1
		)
		UPDATE iot_sync_runs run SET status = 'running', started_at = coalesce(started_at, now()),
			heartbeat_at = now(), not_before = NULL, claim = claim + 1, takeovers = takeovers + is_at_work::int
		 FROM waiting
		 WHERE run.id = waiting.run AND status IN ('queued', 'running') AND trigger <> 'file'
		 RETURNING id, claim, device, period_from, period_to, windows_done, takeovers, lane, progress`,
		[run],
	);
	const [row] = rows;

	return (
		row && {
			id: row.id,
			claim: row.claim,
			device: row.device,
			period: row.period_from && row.period_to ? { from: row.period_from, to: row.period_to } : undefined,
			windowsDone: row.windows_done,
			lane: row.lane,
			progress: row.progress ?? undefined,
			takeovers: row.takeovers,
		}
	);
}

/** Ends imports that died with their process, else their devices would wait for them for ever. */
export async function endDeadImports(connection: Queryable): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET status = 'failed', error_code = 'interrupted', finished_at = now(),
			error_message = 'The import broke off with the server; import the file again, what is stored stays'
		 WHERE trigger = 'file' AND status = 'running'
			AND heartbeat_at < now() - make_interval(secs => ${HEARTBEAT_LIMIT_SECONDS})`,
	);
}

/** What the next job of a run is to know. */
export interface RunContinuation {
	lane: SyncLane;
	progress: object;
	/** the operator's limit, until when the run waits; `undefined` is at once */
	notBefore: Date | undefined;
}

/** Leaves a run to its next job; what is stored stays. Nothing happens where the run is another worker's by now. */
export async function continueRun(
	connection: Queryable,
	run: RunClaim,
	{ lane, progress, notBefore }: RunContinuation,
): Promise<void> {
	await connection.query(
		`WITH left_off AS (
			UPDATE iot_sync_runs SET status = CASE WHEN $3::timestamptz IS NULL THEN 'running' ELSE 'queued' END,
				not_before = $3, takeovers = 0, heartbeat_at = CASE WHEN $3::timestamptz IS NULL THEN now() END
			WHERE id = $1 AND claim = $2 AND status = 'running' RETURNING id
		)
		UPDATE kilowatch_internal.run_queue SET lane = $4, progress = $5, is_at_work = false, sent_at = NULL
		FROM left_off WHERE run = left_off.id`,
		[run.id, run.claim, notBefore ?? null, lane, progress],
	);
}

/** Sets how many windows a run has, and shows that its worker lives. */
export async function planRun(connection: Queryable, run: RunClaim, windowsTotal: number): Promise<void> {
	await onOwnRun(connection, run, 'windows_total = $3', [windowsTotal]);
}

/**
 * Adds one call's result to a run, and shows that its worker lives; a call need not belong to a window. Rows that were new
 * forgive the deaths before: the next worker does not begin where the last one died.
 */
export async function advanceRun(
	connection: Queryable,
	run: RunClaim,
	step: { windowsDone?: number; providerCalls: number; rowsWritten: number },
): Promise<void> {
	await onOwnRun(
		connection,
		run,
		`windows_done = windows_done + $5, provider_calls = provider_calls + $3, rows_written = rows_written + $4,
		 takeovers = CASE WHEN $4 > 0 THEN 0 ELSE takeovers END`,
		[step.providerCalls, step.rowsWritten, step.windowsDone ?? 1],
	);
}

/** @throws RunLost where the run is not the caller's any more */
async function onOwnRun(
	connection: Queryable,
	run: RunClaim,
	changes: string,
	values: readonly unknown[],
): Promise<void> {
	const { rowCount } = await connection.query(
		`UPDATE iot_sync_runs SET ${changes}, heartbeat_at = now() WHERE id = $1 AND claim = $2 AND status = 'running'`,
		[run.id, run.claim, ...values],
	);
	if (rowCount !== 1) throw new RunLost(`The run ${run.id} is not this worker's any more`);
}

/** Whether a run is still its worker's. */
export async function holdsRun(connection: Queryable, run: RunClaim): Promise<boolean> {
	const { rows } = await connection.query(
		`SELECT FROM iot_sync_runs WHERE id = $1 AND claim = $2 AND status = 'running'`,
		[run.id, run.claim],
	);

	return rows.length > 0;
}

/** Ends a run silently, where its end could not be written in the way that others can see. */
export async function finishRun(connection: Queryable, run: RunClaim, result: RunResult): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET status = $3, error_code = $4, error_message = $5, error_excerpt = $6, finished_at = $7
		 WHERE id = $1 AND claim = $2 AND status = 'running'`,
		[
			run.id,
			run.claim,
			result.status,
			result.error_code,
			result.error_message,
			result.error_excerpt,
			result.finished_at,
		],
	);
}

/** What a finished run writes on its own row. */
export interface RunResult {
	status: Extract<SyncRunStatus, 'succeeded' | 'partial' | 'failed'>;
	error_code: string | null;
	error_message: string | null;
	/** how an answer that was not understood began, masked */
	error_excerpt: string | null;
	finished_at: string;
}

const selectRun = `
	SELECT id, device, trigger, status, windows_total, windows_done, provider_calls, rows_written,
		started_at, finished_at, not_before, error_code, error_message
	FROM iot_sync_runs`;

type RunRow = Omit<SyncRunState, 'started_at' | 'finished_at' | 'not_before'> & {
	started_at: Date | null;
	finished_at: Date | null;
	not_before: Date | null;
};

/** One run, as the API shows it; `undefined` where there is none. */
export async function readRun(connection: Queryable, run: string): Promise<SyncRunState | undefined> {
	const { rows } = await connection.query<RunRow>(`${selectRun} WHERE id = $1`, [run]);

	return rows[0] && toState(rows[0]);
}

/** Runs by their ids, in no order; one that is gone is left out. */
export async function readRuns(connection: Queryable, runs: readonly string[]): Promise<SyncRunState[]> {
	const { rows } = await connection.query<RunRow>(`${selectRun} WHERE id = ANY ($1::uuid[])`, [runs]);

	return rows.map(toState);
}

/** The newest run of each device. */
export async function readLastRuns(
	connection: Queryable,
	devices: readonly string[],
): Promise<Map<string, SyncRunState>> {
	const { rows } = await connection.query<RunRow>(
		`SELECT last.* FROM unnest($1::uuid[]) AS device (id)
		 CROSS JOIN LATERAL (${selectRun} WHERE device = device.id ORDER BY queued_at DESC LIMIT 1) last`,
		[devices],
	);

	return new Map(rows.map((row) => [row.device, toState(row)]));
}

/** How many runs wait and are at work. */
export async function countRuns(connection: Queryable): Promise<{ queued: number; running: number }> {
	const { rows } = await connection.query<{ queued: number; running: number }>(
		`SELECT count(*) FILTER (WHERE status = 'queued') AS queued,
			count(*) FILTER (WHERE status = 'running') AS running
		 FROM iot_sync_runs WHERE status IN ('queued', 'running')`,
	);

	return rows[0] ?? { queued: 0, running: 0 };
}

function toState(row: RunRow): SyncRunState {
	return {
		...row,
		started_at: row.started_at?.toISOString() ?? null,
		finished_at: row.finished_at?.toISOString() ?? null,
		not_before: row.not_before?.toISOString() ?? null,
	};
}
