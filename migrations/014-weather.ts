import type { Queryable } from '../extensions/kilowatch/src/storage/database.ts';
import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** Columns of `buildings`: where it stands, and how its degree days are counted. */
const buildingColumns: Readonly<Record<string, string>> = {
	latitude: 'numeric(8,5) CHECK (latitude BETWEEN -90 AND 90)',
	longitude: 'numeric(8,5) CHECK (longitude BETWEEN -180 AND 180)',
	degree_day_method: `text CHECK (degree_day_method IN ('mean', 'min_max', 'equivalent'))`,
	degree_day_base: 'numeric(4,1) CHECK (degree_day_base BETWEEN 0 AND 30)',
};

/** The weather at a building, a row a local day, and when its provider is next asked. */
export const weather: Migration = {
	number: 14,
	name: 'weather',

	async up(connection, { adoptedBuildings, addedBuildingColumns, buildingKeyType }) {
		const lacking = adoptedBuildings
			? await adopt(connection, addedBuildingColumns)
			: Object.keys(buildingColumns);
		for (const column of lacking) {
			await connection.query(`ALTER TABLE buildings ADD COLUMN ${column} ${buildingColumns[column] ?? ''}`);
		}

		await connection.query(`
			-- Outdoor temperatures in °C. One source a day: its mean, lowest and highest stand and fall together.
			CREATE TABLE kilowatch_internal.temperatures (
				building ${buildingKeyType} NOT NULL REFERENCES buildings ON DELETE CASCADE,
				date date NOT NULL,
				mean float8 CHECK (mean BETWEEN -40 AND 80),
				min float8 NOT NULL CHECK (min BETWEEN -40 AND 80),
				max float8 NOT NULL CHECK (max BETWEEN -40 AND 80),
				source text NOT NULL CHECK (source IN ('file', 'push', 'open_meteo')),
				-- the provider will say it anew
				preliminary boolean NOT NULL DEFAULT false,
				PRIMARY KEY (building, date),
				CHECK (min <= max AND mean BETWEEN min AND max),
				CHECK (source = 'open_meteo' OR NOT preliminary)
			);
			-- What is past its retention goes by date.
			CREATE INDEX temperatures_date ON kilowatch_internal.temperatures (date);

			CREATE TABLE kilowatch_internal.weather_places (
				building ${buildingKeyType} PRIMARY KEY REFERENCES buildings ON DELETE CASCADE,
				-- what the provider was asked for: rounded, and the zone whose days they are; other ones are another place
				latitude float8 NOT NULL,
				longitude float8 NOT NULL,
				timezone text NOT NULL,
				-- whoever asks moves it on first, so nobody else does meanwhile
				next_try_at timestamptz NOT NULL,
				-- failures on end, and the last one's code
				failures integer NOT NULL DEFAULT 0,
				error_code text
			);
			CREATE INDEX weather_places_due ON kilowatch_internal.weather_places (next_try_at);
		`);
	},

	async down(connection, { adoptedBuildings, addedBuildingColumns }) {
		await connection.query(`
			DROP TABLE kilowatch_internal.weather_places;
			DROP TABLE kilowatch_internal.temperatures;
		`);
		for (const column of Object.keys(buildingColumns)) {
			if (adoptedBuildings && !addedBuildingColumns.includes(column)) continue;
			await connection.query(`ALTER TABLE buildings DROP COLUMN ${column}`);
			if (adoptedBuildings) await connection.query(forget, [column]);
		}
	},
};

const forget =
	'UPDATE kilowatch_internal.install SET added_building_columns = array_remove(added_building_columns, $1)';

/**
 * A project's own `buildings` may have columns or fields of these names: they are used as they are.
 *
 * @param added what was found lacking when Kilowatch came; an older one did not look for these, so they join it here
 * @returns the columns to add
 */
async function adopt(connection: Queryable, added: string[]): Promise<string[]> {
	const { rows } = await connection.query<{ name: string }>(`
		SELECT attname AS name FROM pg_attribute
		WHERE attrelid = 'buildings'::regclass AND attnum > 0 AND NOT attisdropped
		UNION SELECT field FROM directus_fields WHERE collection = 'buildings'
	`);
	const taken = new Set(rows.map(({ name }) => name));
	const lacking = Object.keys(buildingColumns).filter((column) => !taken.has(column));
	added.push(...lacking.filter((column) => !added.includes(column)));
	await connection.query('UPDATE kilowatch_internal.install SET added_building_columns = $1', [added]);

	return lacking;
}
