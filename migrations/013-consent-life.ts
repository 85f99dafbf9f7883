import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * A consent's life to its end: why it ended, a new one asked for while the old one lives, the link of a holder without an
 * account, what was told to whom, what is left to revoke at the operator, which meters a report counted, and what proves a
 * consent after its meter has been erased.
 */
export const consentLife: Migration = {
	number: 13,
	name: 'consent-life',

	async up(connection) {
		await connection.query(`
			ALTER TABLE iot_consents ADD COLUMN end_reason text CHECK (end_reason IN (
				'expired', 'withdrawn', 'revoked', 'unanswered', 'renewed', 'credentials_lost'
			));
			UPDATE iot_consents SET end_reason = status WHERE status IN ('expired', 'revoked');

			-- One consent of a device lives at a time, and one more may be asked for before it ends.
			DROP INDEX iot_consents_living;
			CREATE UNIQUE INDEX iot_consents_living ON iot_consents (device) WHERE status IN ('active', 'expiring');
			CREATE UNIQUE INDEX iot_consents_pending ON iot_consents (device) WHERE status = 'pending';

			-- The link of a holder without an account. Only its hash is kept: who reads the table cannot open it.
			CREATE TABLE kilowatch_internal.invitations (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				device uuid NOT NULL REFERENCES iot_devices ON DELETE CASCADE,
				token_hash text NOT NULL UNIQUE,
				created_by uuid,
				created_at timestamptz NOT NULL DEFAULT now(),
				-- until when it may be used to consent; once a consent was given by it, it stays the holder's page
				expires_at timestamptz NOT NULL,
				opened_at timestamptz,
				revoked_at timestamptz
			);
			CREATE UNIQUE INDEX invitations_living ON kilowatch_internal.invitations (device) WHERE revoked_at IS NULL;

			-- Where a holder came from, so that the way back ends there; null is the Studio.
			ALTER TABLE kilowatch_internal.oauth_transactions
				ADD COLUMN invitation uuid REFERENCES kilowatch_internal.invitations ON DELETE CASCADE;

			ALTER TABLE kilowatch_internal.waiting_consents
				ADD COLUMN invitation uuid REFERENCES kilowatch_internal.invitations ON DELETE SET NULL;

			-- A holder who is asked by a link ticks what is allowed: until then nothing is.
			ALTER TABLE iot_consents DROP CONSTRAINT iot_consents_scopes_check;
			ALTER TABLE iot_consents ADD CONSTRAINT iot_consents_scopes_check CHECK (
				jsonb_typeof(scopes) = 'array' AND (jsonb_array_length(scopes) > 0 OR granted_at IS NULL)
			);

			-- Somebody has begun to refresh a consent's tokens and has not yet kept what came: whoever finds it knows that the
			-- operator may have spent them.
			ALTER TABLE kilowatch_internal.vault ADD COLUMN refreshing_since timestamptz;

			-- What comes back from the operator may hold a code that opens tokens: it waits in the vault, under waiting:consent.
			-- What came before is left as it is, for a day at most.
			ALTER TABLE kilowatch_internal.waiting_consents ALTER COLUMN callback DROP NOT NULL;

			-- A way's secrets end with it, whether it is gone, too late, or its consent is deleted; so do a consent's own.
			CREATE FUNCTION kilowatch_internal.destroy_secrets() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				DELETE FROM kilowatch_internal.vault WHERE owner = TG_ARGV[0] || ':' || (to_jsonb(OLD) ->> TG_ARGV[1]);
				RETURN NULL;
			END $$;
			CREATE TRIGGER oauth_transactions_secrets AFTER DELETE ON kilowatch_internal.oauth_transactions
				FOR EACH ROW EXECUTE FUNCTION kilowatch_internal.destroy_secrets('way', 'state_hash');
			CREATE TRIGGER waiting_consents_secrets AFTER DELETE ON kilowatch_internal.waiting_consents
				FOR EACH ROW EXECUTE FUNCTION kilowatch_internal.destroy_secrets('waiting', 'consent');
			CREATE TRIGGER iot_consents_secrets AFTER DELETE ON iot_consents
				FOR EACH ROW EXECUTE FUNCTION kilowatch_internal.destroy_secrets('consent', 'id');

			-- What people were told of a consent, each once, whatever number of processes would tell it.
			CREATE TABLE kilowatch_internal.consent_notices (
				consent uuid NOT NULL REFERENCES iot_consents ON DELETE CASCADE,
				kind text NOT NULL,
				claimed_at timestamptz NOT NULL DEFAULT now(),
				told_at timestamptz,
				-- the messages in directus_notifications that name its meter
				notifications integer[] NOT NULL DEFAULT '{}',
				PRIMARY KEY (consent, kind)
			);
			-- Nobody is told of what ended long ago.
			INSERT INTO kilowatch_internal.consent_notices (consent, kind, told_at)
				SELECT id, 'ended', now() FROM iot_consents WHERE end_reason IS NOT NULL;

			-- Consents that ended here and are yet to be revoked at the operator. The sealed tokens are in the vault, under
			-- revocation:id; nothing here says whose they are.
			CREATE TABLE kilowatch_internal.revocations (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				provider text NOT NULL,
				since timestamptz NOT NULL DEFAULT now(),
				tries integer NOT NULL DEFAULT 0,
				-- whoever asks moves it on first, so nobody else asks meanwhile
				next_try_at timestamptz NOT NULL DEFAULT now()
			);

			-- The meters that are being erased: who dies over one leaves it to the next.
			CREATE TABLE kilowatch_internal.erasures (
				device uuid PRIMARY KEY REFERENCES iot_devices ON DELETE CASCADE,
				-- who wants it, for the audit log
				actor jsonb NOT NULL,
				reason text NOT NULL,
				asked_at timestamptz NOT NULL,
				-- rows that are gone already
				readings bigint NOT NULL DEFAULT 0,
				days bigint NOT NULL DEFAULT 0,
				-- whoever works on it moves it on, so nobody else does meanwhile
				next_try_at timestamptz NOT NULL
			);

			-- The meters whose values a report holds: it goes when one of them is erased.
			CREATE TABLE kilowatch_internal.report_devices (
				report uuid NOT NULL REFERENCES iot_reports ON DELETE CASCADE,
				device uuid NOT NULL REFERENCES iot_devices ON DELETE CASCADE,
				PRIMARY KEY (report, device)
			);
			CREATE INDEX report_devices_device ON kilowatch_internal.report_devices (device);
			INSERT INTO kilowatch_internal.report_devices (report, device)
				SELECT report.id, device.id FROM iot_reports report JOIN iot_devices device ON device.building = report.building;

			-- What is left of an erased meter: that there was a consent, from when to when. The hash is keyed with a secret in
			-- the vault: who knows the point id can be shown that it is this one, and nobody else can find it out.
			CREATE TABLE kilowatch_internal.erased_consents (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				proof_hash text NOT NULL,
				provider text NOT NULL,
				scopes jsonb NOT NULL,
				text_version text NOT NULL,
				granted_at timestamptz,
				valid_until date,
				ended_at timestamptz,
				end_reason text,
				erased_at timestamptz NOT NULL DEFAULT now()
			);
			CREATE INDEX erased_consents_hash ON kilowatch_internal.erased_consents (proof_hash);
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TABLE kilowatch_internal.erased_consents;
			DROP TABLE kilowatch_internal.report_devices;
			DROP TABLE kilowatch_internal.erasures;
			DROP TABLE kilowatch_internal.revocations;
			DROP TABLE kilowatch_internal.consent_notices;
			DROP TRIGGER iot_consents_secrets ON iot_consents;
			DROP TRIGGER waiting_consents_secrets ON kilowatch_internal.waiting_consents;
			DROP TRIGGER oauth_transactions_secrets ON kilowatch_internal.oauth_transactions;
			DROP FUNCTION kilowatch_internal.destroy_secrets();
			-- What waits in the vault cannot be read there any more.
			DELETE FROM kilowatch_internal.waiting_consents WHERE callback IS NULL;
			ALTER TABLE kilowatch_internal.waiting_consents ALTER COLUMN callback SET NOT NULL;
			DELETE FROM kilowatch_internal.vault WHERE owner LIKE 'way:%' OR owner LIKE 'waiting:%';
			ALTER TABLE kilowatch_internal.vault DROP COLUMN refreshing_since;
			ALTER TABLE kilowatch_internal.oauth_transactions DROP COLUMN invitation;
			ALTER TABLE kilowatch_internal.waiting_consents DROP COLUMN invitation;
			DROP TABLE kilowatch_internal.invitations;
			-- Nobody has said what it is to allow: it says nothing.
			DELETE FROM iot_consents WHERE jsonb_array_length(scopes) = 0;
			ALTER TABLE iot_consents DROP CONSTRAINT iot_consents_scopes_check;
			ALTER TABLE iot_consents ADD CONSTRAINT iot_consents_scopes_check
				CHECK (jsonb_typeof(scopes) = 'array' AND jsonb_array_length(scopes) > 0);

			-- Where one lives and another is asked for, the living one stays.
			DELETE FROM iot_consents pending USING iot_consents living
				WHERE pending.status = 'pending' AND living.device = pending.device AND living.status IN ('active', 'expiring');
			DROP INDEX iot_consents_pending;
			DROP INDEX iot_consents_living;
			CREATE UNIQUE INDEX iot_consents_living ON iot_consents (device)
				WHERE status IN ('pending', 'active', 'expiring');
			ALTER TABLE iot_consents DROP COLUMN end_reason;
		`);
	},
};
