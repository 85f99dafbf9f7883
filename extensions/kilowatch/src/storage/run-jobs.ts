import type { Queryable } from './database.ts';

/** The job library's tables, beside ours; the migration makes the schema and takes it away. */
export const JOBS_SCHEMA = 'kilowatch_jobs';

/** Takes the jobs of runs out of the queue, whatever has become of them. A worker at one of them finds its run gone. */
export async function deleteRunJobs(connection: Queryable, runs: readonly string[]): Promise<void> {
	if (runs.length === 0) return;
	const { rows } = await connection.query<{ isThere: boolean }>(
		`SELECT to_regclass('${JOBS_SCHEMA}.job') IS NOT NULL AS "isThere"`,
	);
	// The library makes its tables when the first process starts it.
	if (!rows[0]?.isThere) return;
	await connection.query(`DELETE FROM ${JOBS_SCHEMA}.job WHERE data ->> 'run' = ANY ($1::text[])`, [runs]);
}
