import type { DatabaseState } from '../shared/http-contract/status.ts';
import type { Queryable } from './database.ts';

/** First version with `by_range`, in which a hypertable over an integer key is asked for. */
const OLDEST_TIMESCALEDB = [2, 13] as const;

interface FoundDatabase {
	version: string;
	timescaledb: string | null;
	licence: string | null;
	installed: boolean;
}

/**
 * What the database offers: once `iot_readings` exists what it really is, before that what it would become.
 * A schema snapshot may have made an empty `iot_readings` before the migrations, which `beforeInstall` looks past.
 * The edition is the running licence: `timescale` is the Community edition, `apache` lacks compression and policies.
 */
export async function detectDatabase(
	connection: Queryable,
	{ beforeInstall = false }: { beforeInstall?: boolean } = {},
): Promise<DatabaseState> {
	const found = await connection.query<FoundDatabase>(`
		SELECT
			split_part(current_setting('server_version'), ' ', 1) AS version,
			(SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescaledb,
			current_setting('timescaledb.license', true) AS licence,
			to_regclass('iot_readings') IS NOT NULL AS installed
	`);
	const [row] = found.rows;
	if (!row) throw new Error('The database did not say what it is');

	const { version, timescaledb, licence, installed } = row;
	const plain: DatabaseState = {
		engine: 'postgresql',
		version,
		timescaledb,
		edition: timescaledb === null ? null : licence === 'timescale' ? 'community' : 'apache',
		hypertable: false,
		compression: 'none',
		retention: 'delete',
	};
	if (timescaledb === null) return plain;

	if (!installed || beforeInstall) {
		if (!isSupported(timescaledb)) return plain;
		const offersPolicies = plain.edition === 'community';

		return {
			...plain,
			hypertable: true,
			compression: offersPolicies ? 'policy' : 'none',
			retention: offersPolicies ? 'policy' : 'drop_chunks',
		};
	}

	const state = await connection.query<{ hypertable: boolean; jobs: string[] }>(`
		SELECT
			EXISTS (
				SELECT 1 FROM timescaledb_information.hypertables
				WHERE hypertable_schema = current_schema() AND hypertable_name = 'iot_readings'
			) AS hypertable,
			ARRAY (
				SELECT proc_name::text FROM timescaledb_information.jobs
				WHERE hypertable_schema = current_schema() AND hypertable_name = 'iot_readings' AND scheduled
			) AS jobs
	`);
	const { hypertable = false, jobs = [] } = state.rows[0] ?? {};
	if (!hypertable) return plain;
	const runsPolicies = plain.edition === 'community';

	return {
		...plain,
		hypertable: true,
		compression: runsPolicies && jobs.includes('policy_compression') ? 'policy' : 'none',
		retention: runsPolicies && jobs.includes('policy_retention') ? 'policy' : 'drop_chunks',
	};
}

/**
 * Makes the extension where the server offers it and the role may. Run it on a connection of its own: a server that
 * has the files without having loaded them ends the connection.
 *
 * @returns why it is not there, as a sentence; `null` when it is, or when the server does not offer it at all
 */
export async function createTimescaleDb(connection: Queryable): Promise<string | null> {
	const { rows } = await connection.query<{ made: boolean }>(`
		SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') AS made
		FROM pg_available_extensions WHERE name = 'timescaledb'
	`);
	const [offered] = rows;
	if (!offered || offered.made) return null;

	try {
		await connection.query('CREATE EXTENSION IF NOT EXISTS timescaledb');

		return null;
	} catch (error) {
		return `TimescaleDB is on this server but could not be switched on (${error instanceof Error ? error.message : String(error)}), so readings are kept in a plain table`;
	}
}

function isSupported(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);

	return major > OLDEST_TIMESCALEDB[0] || (major === OLDEST_TIMESCALEDB[0] && minor >= OLDEST_TIMESCALEDB[1]);
}
