import type { Queryable } from '../database.ts';

const COMPRESS_AFTER_DAYS = 7;
const DAYS_PER_MONTH = 31;
/** The key's units: seconds times 2^21 (`domain/reading-id.ts`). */
const ID_PER_DAY = 86_400 * 2 ** 21;

/**
 * Gives the hypertable the Community edition's policies: compression of old chunks, and dropping those past the
 * retention. Run at every start, for edition and retention may have changed since the last one.
 */
export async function applyReadingPolicies(connection: Queryable, readingsMonths: number): Promise<void> {
	const { rows } = await connection.query<{ compression_enabled: boolean }>(`
		SELECT compression_enabled FROM timescaledb_information.hypertables
		WHERE hypertable_schema = current_schema() AND hypertable_name = 'iot_readings'
	`);
	if (!rows[0]?.compression_enabled) {
		await connection.query(`
			ALTER TABLE iot_readings SET (
				timescaledb.compress,
				timescaledb.compress_segmentby = 'channel',
				timescaledb.compress_orderby = 'id DESC'
			)
		`);
	}
	await connection.query(
		`SELECT add_compression_policy('iot_readings', compress_after => $1::bigint, if_not_exists => true)`,
		[COMPRESS_AFTER_DAYS * ID_PER_DAY],
	);

	const dropAfter = readingsMonths * DAYS_PER_MONTH * ID_PER_DAY;
	const { rows: jobs } = await connection.query<{ drop_after: string }>(`
		SELECT config ->> 'drop_after' AS drop_after FROM timescaledb_information.jobs
		WHERE hypertable_schema = current_schema() AND hypertable_name = 'iot_readings'
			AND proc_name = 'policy_retention'
	`);
	if (jobs[0]?.drop_after === String(dropAfter)) return;
	await connection.query(`SELECT remove_retention_policy('iot_readings', if_exists => true)`);
	await connection.query(`SELECT add_retention_policy('iot_readings', drop_after => $1::bigint)`, [
		dropAfter,
	]);
}
