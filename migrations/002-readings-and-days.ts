import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** One period of the key (`domain/reading-id.ts`), which is one chunk. */
const PERIOD_ID_WIDTH = 2 ** 42;

export const readingsAndDays: Migration = {
	number: 2,
	name: 'readings-and-days',

	async up(connection, { hypertable }) {
		await connection.query(`
			-- No "default" anywhere in it, so that it can stand in a CHECK and be understood by the planner.
			CREATE FUNCTION kilowatch_internal.reading_id(channel integer, start timestamptz) RETURNS bigint
			LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
				SELECT (floor(extract(epoch FROM start))::bigint / 2097152) * 4398046511104
					+ channel::bigint * 2097152
					+ floor(extract(epoch FROM start))::bigint % 2097152
			$$;

			-- "Now" in the units of the id, for the policies: seconds times 2^21.
			CREATE FUNCTION kilowatch_internal.reading_id_now() RETURNS bigint
			LANGUAGE sql STABLE PARALLEL SAFE AS $$
				SELECT floor(extract(epoch FROM now()))::bigint * 2097152
			$$;

			CREATE TABLE iot_readings (
				id bigint PRIMARY KEY,
				channel integer NOT NULL REFERENCES iot_channels,
				"timestamp" timestamptz NOT NULL,
				duration integer NOT NULL CHECK (duration > 0),
				value float8 NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
				quality text NOT NULL DEFAULT 'raw'
					CHECK (quality IN ('raw', 'corrected', 'estimated', 'validated', 'ambiguous')),
				source text NOT NULL DEFAULT 'push' CHECK (source IN ('operator', 'file', 'push')),
				CONSTRAINT iot_readings_id_says_start_and_channel CHECK (
					id = (floor(extract(epoch FROM "timestamp"))::bigint / 2097152) * 4398046511104
						+ channel::bigint * 2097152
						+ floor(extract(epoch FROM "timestamp"))::bigint % 2097152
					AND extract(epoch FROM "timestamp") = floor(extract(epoch FROM "timestamp"))
					AND "timestamp" >= '1970-01-01T00:00:00Z'
				)
			);
		`);

		if (hypertable) {
			await connection.query(
				`SELECT create_hypertable('iot_readings', by_range('id', ${PERIOD_ID_WIDTH}), create_default_indexes => false)`,
			);
			await connection.query(
				`SELECT set_integer_now_func('iot_readings', 'kilowatch_internal.reading_id_now')`,
			);
		}

		await connection.query(
			'CREATE INDEX iot_readings_channel_timestamp ON iot_readings (channel, "timestamp" DESC)',
		);

		await connection.query(`
			CREATE TABLE iot_daily (
				id bigint PRIMARY KEY,
				channel integer NOT NULL REFERENCES iot_channels,
				date date NOT NULL,
				value float8 CHECK (value > '-Infinity' AND value < 'Infinity'),
				curve_value float8 CHECK (curve_value > '-Infinity' AND curve_value < 'Infinity'),
				min float8,
				max float8,
				points_expected integer NOT NULL DEFAULT 0 CHECK (points_expected >= 0),
				points_received integer NOT NULL DEFAULT 0 CHECK (points_received >= 0),
				status text NOT NULL DEFAULT 'missing' CHECK (status IN ('missing', 'partial', 'complete', 'final')),
				source text NOT NULL DEFAULT 'push' CHECK (source IN ('operator', 'file', 'push')),
				attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
				next_attempt_at timestamptz,
				cost numeric(12,4),
				CONSTRAINT iot_daily_id_says_date_and_channel CHECK (
					id = channel::bigint * 1048576 + (date - DATE '1970-01-01')
				),
				UNIQUE (channel, date)
			);
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TABLE iot_daily;
			DROP TABLE iot_readings;
			DROP FUNCTION kilowatch_internal.reading_id_now();
			DROP FUNCTION kilowatch_internal.reading_id(integer, timestamptz);
		`);
	},
};
