import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * What a meter's further measures and its contract need: channels that a point does not measure, and how far back the
 * operator goes for each; attempts apart for a day's total and its curve, the moment of a day's maximum, the contract, and how an answer nobody understood began.
 */
export const measures: Migration = {
	number: 7,
	name: 'measures',

	async up(connection) {
		await connection.query(`
			ALTER TABLE iot_channels
				ADD COLUMN state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'not_measured')),
				ADD COLUMN totals_floor date,
				ADD COLUMN curve_floor date;

			ALTER TABLE iot_daily
				ADD COLUMN curve_attempts integer NOT NULL DEFAULT 0 CHECK (curve_attempts >= 0),
				ADD COLUMN curve_next_attempt_at timestamptz,
				ADD COLUMN peak_at timestamptz;
			-- Until now both were counted together, so a day that lacks some of its curve has tried as often for that.
			UPDATE iot_daily SET curve_attempts = attempts, curve_next_attempt_at = next_attempt_at
				WHERE points_received < points_expected AND attempts > 0;

			ALTER TABLE iot_devices
				ADD COLUMN distribution_tariff text,
				ADD COLUMN off_peak_hours text,
				ADD COLUMN contract_read_at timestamptz;
			-- Meters connected before maxima were read; the consent to the daily totals covers them.
			INSERT INTO iot_channels (device, metric, register, unit)
				SELECT channel.device, 'max_power', 'total', 'VA'
				FROM iot_channels channel JOIN iot_devices device ON device.id = channel.device
				WHERE device.provider = 'enedis' AND channel.metric = 'consumption' AND channel.register = 'total'
				ON CONFLICT (device, metric, register) DO NOTHING;

			-- What a holder was asked for on leaving is what he gives on coming back; who is on his way starts again.
			DELETE FROM kilowatch_internal.oauth_transactions;
			ALTER TABLE kilowatch_internal.oauth_transactions
				ADD COLUMN scopes json NOT NULL,
				ADD COLUMN text_version text NOT NULL;

			ALTER TABLE iot_sync_runs
				ADD COLUMN error_excerpt text,
				DROP CONSTRAINT iot_sync_runs_trigger_check,
				ADD CONSTRAINT iot_sync_runs_trigger_check
					CHECK (trigger IN ('schedule', 'manual', 'consent', 'file'));
		`);
	},

	async down(connection) {
		await connection.query(`
			UPDATE iot_sync_runs SET trigger = 'manual' WHERE trigger = 'file';
			ALTER TABLE iot_sync_runs
				DROP COLUMN error_excerpt,
				DROP CONSTRAINT iot_sync_runs_trigger_check,
				ADD CONSTRAINT iot_sync_runs_trigger_check CHECK (trigger IN ('schedule', 'manual', 'consent'));

			ALTER TABLE kilowatch_internal.oauth_transactions
				DROP COLUMN scopes,
				DROP COLUMN text_version;

			ALTER TABLE iot_devices
				DROP COLUMN distribution_tariff,
				DROP COLUMN off_peak_hours,
				DROP COLUMN contract_read_at;

			UPDATE iot_daily SET attempts = greatest(attempts, curve_attempts),
				next_attempt_at = greatest(next_attempt_at, curve_next_attempt_at) WHERE curve_attempts > 0;
			ALTER TABLE iot_daily
				DROP COLUMN curve_attempts,
				DROP COLUMN curve_next_attempt_at,
				DROP COLUMN peak_at;

			ALTER TABLE iot_channels
				DROP COLUMN state,
				DROP COLUMN totals_floor,
				DROP COLUMN curve_floor;
		`);
	},
};
