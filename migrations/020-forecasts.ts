import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** What was forecast of each month, night by night, so that it can be held against what came. */
export const forecasts: Migration = {
	number: 20,
	name: 'forecasts',

	async up(connection, { buildingKeyType }) {
		await connection.query(`
			-- A row a building and night: the month that was running, as its end was forecast then. Energies in Wh.
			CREATE TABLE kilowatch_internal.forecasts (
				building ${buildingKeyType} NOT NULL REFERENCES buildings ON DELETE CASCADE,
				-- the building's local day
				made_on date NOT NULL,
				made_at timestamptz NOT NULL DEFAULT now(),
				-- its first day
				month date NOT NULL CHECK (extract(day FROM month) = 1),
				-- of the month, those that were known then, and what they came to
				known_days smallint NOT NULL CHECK (known_days BETWEEN 0 AND 31),
				known_wh float8 NOT NULL,
				-- of the whole month; four in five were to lie between the others
				predicted_wh float8 NOT NULL,
				lower_wh float8 NOT NULL,
				upper_wh float8 NOT NULL,
				-- whose days it was made from: what is erased of one of them takes the forecast with it
				channels integer[] NOT NULL,
				PRIMARY KEY (building, made_on),
				CHECK (lower_wh <= predicted_wh AND predicted_wh <= upper_wh),
				CHECK (made_on >= month AND made_on < month + interval '1 month')
			);
			-- What is past its retention goes by date.
			CREATE INDEX forecasts_made_on ON kilowatch_internal.forecasts (made_on);

			-- A forecast that could be changed afterwards would be no record.
			CREATE FUNCTION kilowatch_internal.refuse_forecast_update() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				RAISE EXCEPTION 'a forecast that was made is not changed' USING ERRCODE = 'restrict_violation';
			END
			$$;
			CREATE TRIGGER forecasts_append_only BEFORE UPDATE ON kilowatch_internal.forecasts
			FOR EACH ROW EXECUTE FUNCTION kilowatch_internal.refuse_forecast_update();
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TABLE kilowatch_internal.forecasts;
			DROP FUNCTION kilowatch_internal.refuse_forecast_update();
		`);
	},
};
