import type { SyncRunState } from '../shared/http-contract.ts';
import type { SyncRunStatus, SyncTrigger } from '../shared/names.ts';
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
}

/** The run is another worker's, or over: whoever meets this stops at once and writes nothing more. */
export class RunLost extends Error {
	override readonly name = 'RunLost';
}

/** A worker that has not said anything for so long is dead, and its run is taken over. */
const HEARTBEAT_LIMIT_SECONDS = 120;

/** A run over which so many workers have died is not given to another one. */
const MAX_TAKEOVERS = 3;

const isSilent = `heartbeat_at < now() - make_interval(secs => ${HEARTBEAT_LIMIT_SECONDS})`;

/**
 * Queues a run for a device, unless one is queued or running: then that one is the answer, so asking twice is asking
 * once, in any number of processes.
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
		)
		SELECT id FROM made
		UNION ALL SELECT id FROM iot_sync_runs WHERE device = $1 AND status IN ('queued', 'running')
		LIMIT 1`,
		[run.device, run.trigger, run.period?.from ?? null, run.period?.to ?? null],
	);
	const [row] = rows;

	// The active run can end between the two halves of the statement; then the next try makes a new one.
	return row ? row.id : queueRun(connection, run);
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

/**
 * Takes the oldest run that waits and may begin, or that a dead worker left; `undefined` when there is none. The import
 * of a file is not taken over: nobody has the file any more.
 */
export async function claimRun(connection: Queryable): Promise<ClaimedRun | undefined> {
	const { rows } = await connection.query<
		RunClaim & {
			device: string;
			period_from: string | null;
			period_to: string | null;
			windows_done: number;
		}
	>(
		`UPDATE iot_sync_runs SET status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now(),
			not_before = NULL, claim = claim + 1, takeovers = takeovers + (status = 'running')::int
		 WHERE id = (
			SELECT id FROM iot_sync_runs
			WHERE trigger <> 'file' AND (
				status = 'queued' AND (not_before IS NULL OR not_before <= now())
				OR status = 'running' AND ${isSilent}
			)
			ORDER BY queued_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING id, claim, device, period_from, period_to, windows_done`,
	);
	const [row] = rows;

	return (
		row && {
			id: row.id,
			claim: row.claim,
			device: row.device,
			period: row.period_from && row.period_to ? { from: row.period_from, to: row.period_to } : undefined,
			windowsDone: row.windows_done,
		}
	);
}

/**
 * Ends what no worker will end: imports that died with their process, else their devices would wait for them for ever;
 * and runs over which worker after worker has died.
 */
export async function endDeadRuns(connection: Queryable): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET status = 'failed', error_code = 'interrupted', finished_at = now(),
			error_message = 'The import broke off with the server; import the file again, what is stored stays'
		 WHERE trigger = 'file' AND status = 'running' AND ${isSilent}`,
	);
	await connection.query(
		`UPDATE iot_sync_runs SET status = 'failed', error_code = 'gave_up', finished_at = now(),
			error_message = 'The server broke off at this run again and again; its log has why'
		 WHERE trigger <> 'file' AND status = 'running' AND takeovers >= $1 AND ${isSilent}`,
		[MAX_TAKEOVERS],
	);
}

/**
 * Puts a run back until the operator's limit lets it go on; what is stored stays.
 *
 * @param untilDate of a period asked for by hand, the local date from which on it is done; it is not asked again
 */
export async function deferRun(
	connection: Queryable,
	run: RunClaim,
	notBefore: Date,
	untilDate: string | undefined,
): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET status = 'queued', not_before = $3, heartbeat_at = NULL,
			period_to = CASE WHEN period_from IS NULL THEN NULL ELSE least(period_to, $4::date) END
		 WHERE id = $1 AND claim = $2 AND status = 'running'`,
		[run.id, run.claim, notBefore, untilDate ?? null],
	);
}

/** Sets how many windows a run has, and shows that its worker lives. */
export async function planRun(connection: Queryable, run: RunClaim, windowsTotal: number): Promise<void> {
	await onOwnRun(connection, run, 'windows_total = $3', [windowsTotal]);
}

/** Adds one call's result to a run, and shows that its worker lives; a call need not belong to a window. */
export async function advanceRun(
	connection: Queryable,
	run: RunClaim,
	step: { windowsDone?: number; providerCalls: number; rowsWritten: number },
): Promise<void> {
	await onOwnRun(
		connection,
		run,
		`windows_done = windows_done + $5, provider_calls = provider_calls + $3, rows_written = rows_written + $4`,
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
