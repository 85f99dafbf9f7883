import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * Consents that came back from the operator's page and whose meters it has yet to name. The callback comes once, and a
 * second consent to the same meter is refused without one: so it must survive an outage and a restart.
 */
export const waitingConsents: Migration = {
	number: 9,
	name: 'waiting-consents',

	async up(connection) {
		await connection.query(`
			CREATE TABLE kilowatch_internal.waiting_consents (
				consent uuid PRIMARY KEY REFERENCES iot_consents ON DELETE CASCADE,
				provider text NOT NULL,
				started_by uuid,
				scopes json NOT NULL,
				text_version text NOT NULL,
				callback json NOT NULL,
				since timestamptz NOT NULL DEFAULT now(),
				tries integer NOT NULL DEFAULT 0,
				-- whoever asks moves it on first, so nobody else asks meanwhile
				next_try_at timestamptz NOT NULL
			);
		`);
	},

	async down(connection) {
		await connection.query('DROP TABLE kilowatch_internal.waiting_consents');
	},
};
