import type { Queryable } from '../extensions/kilowatch/src/storage/database.ts';
import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

const SETTINGS = 'alert_settings';

/** How alerts come and go: what is to be judged again, the hours it is judged by, and what an alert tells of itself. */
export const alerting: Migration = {
	number: 17,
	name: 'alerting',

	async up(connection, { adoptedBuildings, addedBuildingColumns }) {
		if (!adoptedBuildings || (await joinsAdopted(connection, addedBuildingColumns))) {
			await connection.query(`ALTER TABLE buildings ADD COLUMN ${SETTINGS} jsonb`);
		}

		await connection.query(`
			ALTER TABLE iot_alerts
				-- all rules that found something of it, the first one first
				ADD COLUMN rules jsonb,
				ADD COLUMN days integer,
				-- kWh above what was expected, and what it makes in kg of CO2
				ADD COLUMN energy_impact float8,
				ADD COLUMN co2_impact float8,
				ADD COLUMN closed_at timestamptz,
				-- null where a person closed it
				ADD COLUMN close_reason text CHECK (close_reason IN ('normal', 'corrected', 'rules_changed', 'not_read')),
				ADD COLUMN acknowledged_at timestamptz,
				ADD COLUMN acknowledged_by uuid REFERENCES directus_users ON DELETE SET NULL,
				ADD COLUMN verdict_at timestamptz,
				ADD COLUMN verdict_by uuid REFERENCES directus_users ON DELETE SET NULL,
				ADD COLUMN comment text;
			CREATE INDEX iot_alerts_device ON iot_alerts (device);
			-- Pages of the list, the newest first.
			CREATE INDEX iot_alerts_created ON iot_alerts (created_at DESC, id DESC);

			-- The channels to be judged again, written by whoever changes their days, who has the channel's lock: so nobody waits
			-- for anybody. No key leads to iot_channels, for its check would lock that row.
			CREATE TABLE kilowatch_internal.alert_due (
				channel integer PRIMARY KEY,
				-- first local date of which something may have changed
				from_date date NOT NULL,
				changed_at timestamptz NOT NULL,
				-- the transaction of the last change: one that comes while the channel is judged is not taken for judged
				revision bigint NOT NULL,
				-- after a failure
				not_before timestamptz
			);
			CREATE INDEX alert_due_changed ON kilowatch_internal.alert_due (changed_at);

			-- How far the hours below reach.
			CREATE TABLE kilowatch_internal.alert_series (
				channel integer PRIMARY KEY REFERENCES iot_channels ON DELETE CASCADE,
				-- whose hours they are
				timezone text NOT NULL,
				-- 'days': there is no load curve, and each hour is a 24th of its day
				kind text NOT NULL CHECK (kind IN ('hours', 'days')),
				first_date date NOT NULL,
				until_date date NOT NULL,
				-- of the settings that it was last judged with
				settings_digest text
			);

			-- kWh of sixteen local days, 24 hours each, as float4 in network order, NaN where an hour is not known: small enough to lie
			-- in its row, so that a night writes one small row a channel.
			CREATE TABLE kilowatch_internal.alert_hours (
				channel integer NOT NULL REFERENCES kilowatch_internal.alert_series ON DELETE CASCADE,
				-- days since 1970 div 16
				block integer NOT NULL,
				kwh bytea NOT NULL CHECK (octet_length(kwh) = 1536),
				PRIMARY KEY (channel, block)
			);
			-- Numbers hardly compress, and trying takes longer than reading them.
			ALTER TABLE kilowatch_internal.alert_hours ALTER COLUMN kwh SET STORAGE EXTERNAL;

			-- What an alert of a natural person's meter would tell that is finer than a day.
			CREATE TABLE kilowatch_internal.alert_details (
				alert uuid PRIMARY KEY REFERENCES iot_alerts ON DELETE CASCADE,
				facts jsonb NOT NULL
			);

			-- Which alerts people were told of, at which severity, each once, whatever number of processes would tell it.
			CREATE TABLE kilowatch_internal.alert_notices (
				alert uuid NOT NULL REFERENCES iot_alerts ON DELETE CASCADE,
				severity text NOT NULL,
				claimed_at timestamptz NOT NULL DEFAULT now(),
				told_at timestamptz,
				-- the messages in directus_notifications that name its meter
				notifications integer[] NOT NULL DEFAULT '{}',
				PRIMARY KEY (alert, severity)
			);
			-- What was there before came from somewhere else; nobody waits to hear of it.
			INSERT INTO kilowatch_internal.alert_notices (alert, severity, told_at)
				SELECT id, 'critical', now() FROM iot_alerts;

			-- All that is stored already is judged once.
			INSERT INTO kilowatch_internal.alert_due (channel, from_date, changed_at, revision)
				SELECT id, '1970-01-01', now(), 0 FROM iot_channels WHERE metric = 'consumption' AND register = 'total';
		`);
	},

	async down(connection, { adoptedBuildings, addedBuildingColumns }) {
		await connection.query(`
			DROP TABLE kilowatch_internal.alert_notices;
			DROP TABLE kilowatch_internal.alert_details;
			DROP TABLE kilowatch_internal.alert_hours;
			DROP TABLE kilowatch_internal.alert_series;
			DROP TABLE kilowatch_internal.alert_due;
			DELETE FROM kilowatch_internal.settings WHERE name = 'alert_settings';
			DROP INDEX iot_alerts_created;
			DROP INDEX iot_alerts_device;
			ALTER TABLE iot_alerts
				DROP COLUMN rules,
				DROP COLUMN days,
				DROP COLUMN energy_impact,
				DROP COLUMN co2_impact,
				DROP COLUMN closed_at,
				DROP COLUMN close_reason,
				DROP COLUMN acknowledged_at,
				DROP COLUMN acknowledged_by,
				DROP COLUMN verdict_at,
				DROP COLUMN verdict_by,
				DROP COLUMN comment;
		`);
		if (adoptedBuildings && !addedBuildingColumns.includes(SETTINGS)) return;
		await connection.query(`ALTER TABLE buildings DROP COLUMN ${SETTINGS}`);
		if (adoptedBuildings) {
			await connection.query(
				'UPDATE kilowatch_internal.install SET added_building_columns = array_remove(added_building_columns, $1)',
				[SETTINGS],
			);
		}
	},
};

/**
 * A project's own `buildings` may have a column of this name: it is left alone, and the building has no settings of its own.
 *
 * @param added what was found lacking when Kilowatch came; an older one did not look for it, so it joins here
 */
async function joinsAdopted(connection: Queryable, added: string[]): Promise<boolean> {
	const { rows } = await connection.query(
		`SELECT FROM pg_attribute
		 WHERE attrelid = 'buildings'::regclass AND attname = $1 AND attnum > 0 AND NOT attisdropped
		 UNION ALL SELECT FROM directus_fields WHERE collection = 'buildings' AND field = $1`,
		[SETTINGS],
	);
	if (rows.length > 0) return false;
	if (!added.includes(SETTINGS)) added.push(SETTINGS);
	await connection.query('UPDATE kilowatch_internal.install SET added_building_columns = $1', [added]);

	return true;
}
