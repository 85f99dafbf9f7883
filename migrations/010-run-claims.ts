import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * What makes a run safe from its own workers: whose it is (a worker that was taken for dead finds out and stops), how often
 * one died over it, and until when the operator's limit of calls makes it wait.
 */
export const runClaims: Migration = {
	number: 10,
	name: 'run-claims',

	async up(connection) {
		await connection.query(`
			ALTER TABLE iot_sync_runs
				ADD COLUMN claim integer NOT NULL DEFAULT 0,
				ADD COLUMN takeovers integer NOT NULL DEFAULT 0,
				ADD COLUMN not_before timestamptz;
		`);
	},

	async down(connection) {
		await connection.query(`
			ALTER TABLE iot_sync_runs
				DROP COLUMN claim,
				DROP COLUMN takeovers,
				DROP COLUMN not_before;
		`);
	},
};
