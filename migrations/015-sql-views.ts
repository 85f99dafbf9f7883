import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * A place for the views that other programs read by SQL. The views themselves are made after the migrations, and taken away
 * before them: so none of them keeps a table from being changed.
 */
export const sqlViews: Migration = {
	number: 15,
	name: 'sql-views',

	async up(connection) {
		await connection.query(`
			CREATE SCHEMA kilowatch_views;
			COMMENT ON SCHEMA kilowatch_views IS
				'Kilowatch’s views for other programs; made anew by its migrations, so build nothing on them';
		`);
		const { rows } = await connection.query<{ there: boolean }>(
			`SELECT to_regclass('kilowatch_internal.install') IS NOT NULL AS there`,
		);
		if (!rows[0]?.there) return;
		await connection.query(`
			ALTER TABLE kilowatch_internal.install
				-- of the statements that made them
				ADD COLUMN views_digest text,
				-- what there is to drop, the last first
				ADD COLUMN views_made text[] NOT NULL DEFAULT '{}';
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP SCHEMA kilowatch_views;
			ALTER TABLE kilowatch_internal.install DROP COLUMN views_digest, DROP COLUMN views_made;
		`);
	},
};
