import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

export const consentsAndSecrets: Migration = {
	number: 3,
	name: 'consents-and-secrets',

	async up(connection) {
		await connection.query(`
			CREATE TABLE iot_consents (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				device uuid NOT NULL REFERENCES iot_devices,
				provider text NOT NULL CHECK (provider IN (
					'enedis', 'ores', 'fluvius', 'myelectricaldata', 'conso_api', 'file', 'push'
				)),
				scopes jsonb NOT NULL CHECK (jsonb_typeof(scopes) = 'array' AND jsonb_array_length(scopes) > 0),
				legal_basis text NOT NULL DEFAULT 'consent'
					CHECK (legal_basis IN ('consent', 'contract', 'legal_obligation', 'legitimate_interest')),
				text_version text NOT NULL,
				granted_by uuid REFERENCES directus_users ON DELETE SET NULL,
				granted_at timestamptz,
				valid_until date,
				external_id text,
				status text NOT NULL DEFAULT 'pending' CHECK (status IN (
					'pending', 'active', 'expiring', 'expired', 'refused', 'revoked'
				)),
				revoked_at timestamptz,
				proof jsonb,
				created_at timestamptz NOT NULL DEFAULT now()
			);
			CREATE INDEX iot_consents_device ON iot_consents (device);
			-- One consent of a device lives at a time; the ended ones stay as proof.
			CREATE UNIQUE INDEX iot_consents_living ON iot_consents (device)
				WHERE status IN ('pending', 'active', 'expiring');

			-- Sealed credentials. Not a collection: Directus must not even list it.
			CREATE TABLE kilowatch_internal.vault (
				owner text NOT NULL,
				field text NOT NULL,
				sealed text NOT NULL,
				updated_at timestamptz NOT NULL DEFAULT now(),
				PRIMARY KEY (owner, field)
			);

			-- A consent on its way to the operator and back: single use, 15 minutes, bound to one browser.
			CREATE TABLE kilowatch_internal.oauth_transactions (
				state_hash text PRIMARY KEY,
				browser_hash text NOT NULL,
				consent uuid NOT NULL REFERENCES iot_consents ON DELETE CASCADE,
				provider text NOT NULL,
				started_by uuid,
				expires_at timestamptz NOT NULL
			);
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TABLE kilowatch_internal.oauth_transactions;
			DROP TABLE kilowatch_internal.vault;
			DROP TABLE iot_consents;
		`);
	},
};
