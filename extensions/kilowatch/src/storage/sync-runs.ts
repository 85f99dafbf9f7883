import type { SyncRunState } from '../shared/http-contract.ts';
import type { SyncRunStatus, SyncTrigger } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A period of local dates asked for by hand; `to` is not included. */
export interface SyncPeriod {
	from: string;
	to: string;
}

export interface ClaimedRun {
	id: string;
	device: string;
	period: SyncPeriod | undefined;
}

/** A worker that has not said anything for so long is dead, and its run is taken over. */
const HEARTBEAT_LIMIT_SECONDS = 120;

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
 * Takes the oldest run that waits, or that a dead worker left; `undefined` when there is none. The import of a file is
 * not taken over: nobody has the file any more.
 */
export async function claimRun(connection: Queryable): Promise<ClaimedRun | undefined> {
	const { rows } = await connection.query<{
		id: string;
		device: string;
		period_from: string | null;
		period_to: string | null;
	}>(
		`UPDATE iot_sync_runs SET status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now(),
			windows_total = 0, windows_done = 0
		 WHERE id = (
			SELECT id FROM iot_sync_runs
			WHERE trigger <> 'file' AND (status = 'queued' OR status = 'running' AND ${isSilent})
			ORDER BY queued_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING id, device, period_from, period_to`,
	);
	const [row] = rows;

	return (
		row && {
			id: row.id,
			device: row.device,
			period: row.period_from && row.period_to ? { from: row.period_from, to: row.period_to } : undefined,
		}
	);
}

/** Ends the imports that died with their process: else their devices would wait for them for ever. */
export async function endDeadImports(connection: Queryable): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET status = 'failed', error_code = 'interrupted', finished_at = now(),
			error_message = 'The import broke off with the server; import the file again, what is stored stays'
		 WHERE trigger = 'file' AND status = 'running' AND ${isSilent}`,
	);
}

/** Sets how many windows a run has, and shows that its worker lives. */
export async function planRun(connection: Queryable, run: string, windowsTotal: number): Promise<void> {
	await connection.query('UPDATE iot_sync_runs SET windows_total = $2, heartbeat_at = now() WHERE id = $1', [
		run,
		windowsTotal,
	]);
}

/** Adds one call's result to a run, and shows that its worker lives; a call need not belong to a window. */
export async function advanceRun(
	connection: Queryable,
	run: string,
	step: { windowsDone?: number; providerCalls: number; rowsWritten: number },
): Promise<void> {
	await connection.query(
		`UPDATE iot_sync_runs SET windows_done = windows_done + $4, provider_calls = provider_calls + $2,
			rows_written = rows_written + $3, heartbeat_at = now() WHERE id = $1`,
		[run, step.providerCalls, step.rowsWritten, step.windowsDone ?? 1],
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
		started_at, finished_at, error_code, error_message
	FROM iot_sync_runs`;

type RunRow = Omit<SyncRunState, 'started_at' | 'finished_at'> & {
	started_at: Date | null;
	finished_at: Date | null;
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
	};
}
