import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * How a run waits for its next job: runs are asked for by a row, in whatever transaction needs one, and become jobs of the
 * queue afterwards; so nothing asked for is lost, and nothing is worked off that was taken back.
 */
export const jobQueue: Migration = {
	number: 11,
	name: 'job-queue',

	async up(connection) {
		await connection.query(`
			CREATE TABLE kilowatch_internal.run_queue (
				run uuid PRIMARY KEY REFERENCES iot_sync_runs ON DELETE CASCADE,
				-- the last days of every meter come before anybody's history
				lane text NOT NULL DEFAULT 'fresh' CHECK (lane IN ('fresh', 'backfill')),
				-- what earlier jobs of the run have met
				progress jsonb,
				-- a worker holds the run: when another one takes it, the first has died
				is_at_work boolean NOT NULL DEFAULT false,
				-- when its job was put into the queue; null while there is none
				sent_at timestamptz
			);
			CREATE INDEX run_queue_unsent ON kilowatch_internal.run_queue (run) WHERE sent_at IS NULL;
			INSERT INTO kilowatch_internal.run_queue (run)
				SELECT id FROM iot_sync_runs WHERE status IN ('queued', 'running') AND trigger <> 'file';

			-- The job library makes its own tables in it, and keeps them up to date.
			CREATE SCHEMA IF NOT EXISTS kilowatch_jobs;
		`);
		// The nightly hour is a job of the queue from now on.
		await connection.query(`DELETE FROM kilowatch_internal.settings WHERE name = 'sync_schedule'`);
	},

	async down(connection) {
		await connection.query(`
			DROP SCHEMA kilowatch_jobs CASCADE;
			DROP TABLE kilowatch_internal.run_queue;
		`);
	},
};
