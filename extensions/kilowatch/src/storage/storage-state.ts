import { PERIOD_ID_WIDTH, PERIOD_SECONDS } from '../domain/reading-id.ts';
import type { DatabaseState, StorageState } from '../shared/http-contract/status.ts';
import type { Queryable } from './database.ts';

/**
 * How much room readings and days take, and how far they reach. Nothing in it counts rows or reads through a table: numbers
 * of rows are the planner's, and of the readings only the first and the last period of each channel are looked up.
 */
export async function readStorageState(
	connection: Queryable,
	database: Pick<DatabaseState, 'hypertable' | 'edition'>,
	now: Date,
): Promise<StorageState> {
	const { rows } = await connection.query<{
		bytes: number;
		rows_estimated: number | null;
		days_bytes: number;
		days_rows_estimated: number | null;
	}>(
		`SELECT ${database.hypertable ? hypertableSize : plainSize},
			pg_total_relation_size('iot_daily') AS days_bytes,
			(SELECT nullif(reltuples, -1)::float8 FROM pg_class WHERE oid = 'iot_daily'::regclass) AS days_rows_estimated`,
	);
	const [size] = rows;
	if (!size) throw new Error('The database did not say how large it is');
	const chunks = database.hypertable ? await readChunks(connection) : null;

	return {
		measured_at: now.toISOString(),
		readings: {
			bytes: size.bytes,
			rows_estimated: size.rows_estimated,
			oldest_at: await readEdge(connection, 'ASC'),
			newest_at: await readEdge(connection, 'DESC'),
			chunks,
			compression:
				database.edition === 'community' && chunks !== null && chunks.compressed > 0
					? await readCompression(connection)
					: null,
		},
		days: { bytes: size.days_bytes, rows_estimated: size.days_rows_estimated },
	};
}

const plainSize = `pg_total_relation_size('iot_readings') AS bytes,
	(SELECT nullif(reltuples, -1)::float8 FROM pg_class WHERE oid = 'iot_readings'::regclass) AS rows_estimated`;

/** All chunks, compressed ones too. An estimate of 0 is no estimate: nobody has analysed the chunks yet. */
const hypertableSize = `hypertable_size('iot_readings') AS bytes,
	nullif(approximate_row_count('iot_readings'), 0) AS rows_estimated`;

async function readChunks(connection: Queryable): Promise<{ total: number; compressed: number }> {
	const { rows } = await connection.query<{ total: number; compressed: number }>(
		`SELECT count(*) AS total, count(*) FILTER (WHERE is_compressed) AS compressed
		 FROM timescaledb_information.chunks
		 WHERE hypertable_schema = current_schema() AND hypertable_name = 'iot_readings'`,
	);

	return rows[0] ?? { total: 0, compressed: 0 };
}

/** Of the chunks that are compressed, before and after. */
async function readCompression(connection: Queryable): Promise<StorageState['readings']['compression']> {
	const { rows } = await connection.query<{ before_bytes: number | null; after_bytes: number | null }>(
		`SELECT before_compression_total_bytes AS before_bytes, after_compression_total_bytes AS after_bytes
		 FROM hypertable_compression_stats('iot_readings')`,
	);
	const { before_bytes = null, after_bytes = null } = rows[0] ?? {};

	return before_bytes === null || after_bytes === null || after_bytes === 0
		? null
		: { before_bytes, after_bytes, ratio: before_bytes / after_bytes };
}

/**
 * The start of the oldest or newest reading. The first key by number is of the right period and of any channel, for inside a
 * period keys go by channel; so each channel's own first key there is looked up, by the primary key.
 */
async function readEdge(connection: Queryable, direction: 'ASC' | 'DESC'): Promise<string | null> {
	const { rows: edges } = await connection.query<{ id: number }>(
		`SELECT id FROM iot_readings ORDER BY id ${direction} LIMIT 1`,
	);
	const [edge] = edges;
	if (!edge) return null;
	const periodId = Math.floor(edge.id / PERIOD_ID_WIDTH) * PERIOD_ID_WIDTH;
	const { rows } = await connection.query<{ at: Date | null }>(
		`SELECT ${direction === 'ASC' ? 'min' : 'max'}(edge."timestamp") AS at
		 FROM iot_channels channel
		 CROSS JOIN LATERAL (
			SELECT "timestamp" FROM iot_readings
			WHERE id >= $1::bigint + channel.id::bigint * ${PERIOD_SECONDS}
				AND id < $1::bigint + (channel.id::bigint + 1) * ${PERIOD_SECONDS}
				AND id >= $1::bigint AND id < $1::bigint + ${PERIOD_ID_WIDTH}
			ORDER BY id ${direction} LIMIT 1
		 ) edge`,
		[periodId],
	);

	return rows[0]?.at?.toISOString() ?? null;
}
