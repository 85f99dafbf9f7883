import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

export const syncRuns: Migration = {
	number: 4,
	name: 'sync-runs',

	async up(connection) {
		await connection.query(`
			CREATE TABLE iot_sync_runs (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				device uuid NOT NULL REFERENCES iot_devices,
				trigger text NOT NULL CHECK (trigger IN ('schedule', 'manual', 'consent')),
				status text NOT NULL DEFAULT 'queued'
					CHECK (status IN ('queued', 'running', 'succeeded', 'partial', 'failed')),
				period_from date,
				period_to date,
				queued_at timestamptz NOT NULL DEFAULT now(),
				started_at timestamptz,
				heartbeat_at timestamptz,
				finished_at timestamptz,
				windows_total integer NOT NULL DEFAULT 0,
				windows_done integer NOT NULL DEFAULT 0,
				provider_calls integer NOT NULL DEFAULT 0,
				rows_written integer NOT NULL DEFAULT 0,
				error_code text,
				error_message text
			);
			-- A device is synced by one run at a time, however many processes and clicks ask for it.
			CREATE UNIQUE INDEX iot_sync_runs_active ON iot_sync_runs (device) WHERE status IN ('queued', 'running');
			CREATE INDEX iot_sync_runs_device ON iot_sync_runs (device, queued_at DESC);
		`);
	},

	async down(connection) {
		await connection.query('DROP TABLE iot_sync_runs');
	},
};
