import type { Queryable } from '../extensions/kilowatch/src/storage/database.ts';
import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

const BUILDING_TARIFF = 'electricity_tariff';

/** Tariffs of whole buildings, off-peak hours that were others once, and no cost that is kept: it is reckoned when it is asked for. */
export const tariffs: Migration = {
	number: 18,
	name: 'tariffs',

	async up(connection, { adoptedBuildings, addedBuildingColumns }) {
		if (!adoptedBuildings || (await joinsAdopted(connection, addedBuildingColumns))) {
			await connection.query(
				`ALTER TABLE buildings ADD COLUMN ${BUILDING_TARIFF} uuid REFERENCES iot_tariffs ON DELETE SET NULL`,
			);
		}
		await connection.query(`
			ALTER TABLE iot_devices
				-- [{"until": "2026-03-01", "hours": "HC (22H38-6H38)"}]: what the contract said before
				ADD COLUMN former_off_peak_hours jsonb;
			ALTER TABLE iot_daily DROP COLUMN cost;
			-- Not looked at in old rows: a Tempo tariff there costs nothing and says why.
			ALTER TABLE iot_tariffs DROP CONSTRAINT iot_tariffs_type_check;
			ALTER TABLE iot_tariffs ADD CONSTRAINT iot_tariffs_type_check
				CHECK (type IN ('flat', 'peak_off_peak', 'two_rate')) NOT VALID;
		`);
		// Registered anew as they are now: a form in place of JSON, and a list without Tempo.
		await forgetFields(connection, [
			['iot_daily', 'cost'],
			['iot_tariffs', 'type'],
			['iot_tariffs', 'periods'],
		]);
	},

	async down(connection, { adoptedBuildings, addedBuildingColumns }) {
		await connection.query(`
			ALTER TABLE iot_tariffs DROP CONSTRAINT iot_tariffs_type_check;
			ALTER TABLE iot_tariffs ADD CONSTRAINT iot_tariffs_type_check
				CHECK (type IN ('flat', 'peak_off_peak', 'tempo', 'two_rate'));
			ALTER TABLE iot_daily ADD COLUMN cost numeric(12,4);
			ALTER TABLE iot_devices DROP COLUMN former_off_peak_hours;
		`);
		if (adoptedBuildings && !addedBuildingColumns.includes(BUILDING_TARIFF)) return;
		await connection.query(`ALTER TABLE buildings DROP COLUMN ${BUILDING_TARIFF}`);
		if (adoptedBuildings) {
			await connection.query(
				'UPDATE kilowatch_internal.install SET added_building_columns = array_remove(added_building_columns, $1)',
				[BUILDING_TARIFF],
			);
		}
	},
};

/** Tests run migrations without a Directus. */
async function forgetFields(
	connection: Queryable,
	places: readonly (readonly [collection: string, field: string])[],
): Promise<void> {
	const { rows } = await connection.query<{ there: boolean }>(
		`SELECT to_regclass('directus_fields') IS NOT NULL AS there`,
	);
	if (!rows[0]?.there) return;
	for (const place of places) {
		await connection.query('DELETE FROM directus_fields WHERE collection = $1 AND field = $2', [...place]);
	}
}

/**
 * A project's own `buildings` may have a column or field of this name: it is used as it is.
 *
 * @param added what was found lacking when Kilowatch came; an older one did not look for this, so it joins it here
 * @returns whether the column is to be added
 */
async function joinsAdopted(connection: Queryable, added: string[]): Promise<boolean> {
	const { rows } = await connection.query<{ taken: boolean }>(
		`SELECT EXISTS (
			SELECT FROM pg_attribute
			WHERE attrelid = 'buildings'::regclass AND attname = $1 AND attnum > 0 AND NOT attisdropped
		) OR EXISTS (
			SELECT FROM directus_fields WHERE collection = 'buildings' AND field = $1
		) AS taken`,
		[BUILDING_TARIFF],
	);
	if (rows[0]?.taken) return false;
	if (!added.includes(BUILDING_TARIFF)) {
		added.push(BUILDING_TARIFF);
		await connection.query('UPDATE kilowatch_internal.install SET added_building_columns = $1', [added]);
	}

	return true;
}
