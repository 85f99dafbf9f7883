import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** Copies of load curves say of the values what the readings say: their quality and their source. */
export const keptStretches: Migration = {
	number: 19,
	name: 'kept-stretches',

	async up(connection) {
		// What is kept does not say it; the next look makes it again.
		await connection.query(`
			TRUNCATE kilowatch_internal.kept_series;
			ALTER TABLE kilowatch_internal.kept_series RENAME intervals TO stretches;
		`);
	},

	async down(connection) {
		await connection.query(`
			TRUNCATE kilowatch_internal.kept_series;
			ALTER TABLE kilowatch_internal.kept_series RENAME stretches TO intervals;
		`);
	},
};
