import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** What a long look at load curves leaves behind, so that the next one is quick. */
export const keptSeries: Migration = {
	number: 16,
	name: 'kept-series',

	async up(connection) {
		await connection.query(`
			-- A copy of a channel's readings of one period of the id: their intervals in one value (domain/interval-series.ts). It
			-- is made by whoever reads them and goes when they change, so it may go at any time.
			CREATE TABLE kilowatch_internal.kept_series (
				channel integer NOT NULL REFERENCES iot_channels ON DELETE CASCADE,
				-- the id div 2^42
				period integer NOT NULL,
				intervals bytea NOT NULL,
				PRIMARY KEY (channel, period)
			);

			-- Whoever changes readings calls it in the same transaction. Whoever copies them has the same lock alone, and does not
			-- wait for it: so no copy is made of what is about to change, and nobody waits in a circle. A new statement sees what
			-- was committed while the one before it waited.
			CREATE FUNCTION kilowatch_internal.forget_series(of_channel integer, first_period integer, last_period integer)
			RETURNS void LANGUAGE plpgsql AS $$
			BEGIN
				PERFORM pg_advisory_xact_lock_shared(1802990451, of_channel);
				DELETE FROM kilowatch_internal.kept_series
				WHERE channel = of_channel AND period BETWEEN first_period AND last_period;
			END
			$$;

			CREATE FUNCTION kilowatch_internal.forget_series_of_reading() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				PERFORM kilowatch_internal.forget_series(
					NEW.channel, (NEW.id / 4398046511104)::integer, (NEW.id / 4398046511104)::integer
				);
				RETURN NULL;
			END
			$$;

			-- For writes from outside. Our own loader forgets once for thousands of rows, and says so.
			CREATE TRIGGER iot_readings_forget_series AFTER INSERT OR UPDATE ON iot_readings
			FOR EACH ROW WHEN (current_setting('kilowatch.forgets_series', true) IS DISTINCT FROM 'on')
			EXECUTE FUNCTION kilowatch_internal.forget_series_of_reading();
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TRIGGER iot_readings_forget_series ON iot_readings;
			DROP FUNCTION kilowatch_internal.forget_series_of_reading();
			DROP FUNCTION kilowatch_internal.forget_series(integer, integer, integer);
			DROP TABLE kilowatch_internal.kept_series;
		`);
	},
};
