import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/**
 * What makes the audit log a log of chains: the key behind each chain's names, where each chain ends, the one way to add
 * an entry, and the one way to take old months out.
 */
export const auditKeys: Migration = {
	number: 12,
	name: 'audit-keys',

	async up(connection) {
		await connection.query(`
			-- Where each chain begins and ends. It outlives the chain's key, and says nothing of whose it is.
			CREATE TABLE kilowatch_internal.audit_chains (
				chain text PRIMARY KEY,
				-- the newest entry: one that is deleted is missed
				last_number integer NOT NULL DEFAULT 0,
				last_hash text NOT NULL DEFAULT '',
				-- the newest entry that retention has taken: what is left goes on from it
				anchor_number integer NOT NULL DEFAULT 0,
				anchor_hash text NOT NULL DEFAULT ''
			);

			-- Which chain is which device's, and the key of the names in it. Gone with the row, the chain is nobody's.
			CREATE TABLE kilowatch_internal.audit_keys (
				-- null is the chain of what belongs to no device; no foreign key, for a device may go before its log
				device uuid UNIQUE NULLS NOT DISTINCT,
				chain text NOT NULL UNIQUE REFERENCES kilowatch_internal.audit_chains,
				key bytea NOT NULL
			);

			-- Adds an entry, a canonical JSON text, and answers its number. The chain's row is locked to the end of the
			-- transaction, so this comes last in it. What is hashed is a canonical JSON text, too: the keys are in order, and
			-- nothing in the parts that are put in here needs escaping. The moment is hashed as a text with microseconds, which
			-- is all that a timestamptz holds.
			CREATE FUNCTION kilowatch_internal.append_audit(chain_name text, entry text) RETURNS integer
			LANGUAGE plpgsql AS $$
			DECLARE
				kept kilowatch_internal.audit_chains;
				moment timestamptz;
				content jsonb := entry::jsonb;
				new_number integer;
				new_hash text;
			BEGIN
				SELECT * INTO kept FROM kilowatch_internal.audit_chains WHERE chain = chain_name FOR UPDATE;
				IF NOT FOUND THEN
					RAISE EXCEPTION 'The audit log has no chain %', chain_name;
				END IF;
				moment := clock_timestamp();
				new_number := kept.last_number + 1;
				new_hash := encode(sha256(convert_to(
					'{"at":"' || kilowatch_internal.audit_moment(moment) || '","chain":"' || chain_name || '","entry":' || entry
						|| ',"number":' || new_number || ',"previous_hash":"' || kept.last_hash || '"}',
					'UTF8'
				)), 'hex');

				INSERT INTO iot_audit (chain, number, at, actor, action, purpose, details, previous_hash, hash)
				VALUES (chain_name, new_number, moment, content ->> 'actor', content ->> 'action', content ->> 'purpose',
					content -> 'details', kept.last_hash, new_hash);
				UPDATE kilowatch_internal.audit_chains SET last_number = new_number, last_hash = new_hash
				WHERE chain = chain_name;

				RETURN new_number;
			END
			$$;

			-- A moment as it is hashed.
			CREATE FUNCTION kilowatch_internal.audit_moment(moment timestamptz) RETURNS text
			LANGUAGE sql STABLE AS $$
				SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
			$$;

			-- Takes a chain's oldest entries, up to the first that is not older, and keeps the last one's number and hash.
			CREATE FUNCTION kilowatch_internal.purge_audit(chain_name text, before timestamptz) RETURNS integer
			LANGUAGE plpgsql AS $$
			DECLARE
				cut_number integer;
				cut_hash text;
				removed integer;
			BEGIN
				PERFORM FROM kilowatch_internal.audit_chains WHERE chain = chain_name FOR UPDATE;
				SELECT number, hash INTO cut_number, cut_hash FROM iot_audit
				WHERE chain = chain_name AND number < coalesce(
					(SELECT min(number) FROM iot_audit WHERE chain = chain_name AND at >= before), 2147483647
				) ORDER BY number DESC LIMIT 1;
				IF NOT FOUND THEN RETURN 0; END IF;

				PERFORM set_config('kilowatch.audit_purge', 'on', true);
				DELETE FROM iot_audit WHERE chain = chain_name AND number <= cut_number;
				GET DIAGNOSTICS removed = ROW_COUNT;
				PERFORM set_config('kilowatch.audit_purge', 'off', true);
				UPDATE kilowatch_internal.audit_chains SET anchor_number = cut_number, anchor_hash = cut_hash
				WHERE chain = chain_name;

				RETURN removed;
			END
			$$;

			-- Retention says so for its own statement alone; else nothing is deleted, and nothing is ever changed.
			CREATE OR REPLACE FUNCTION kilowatch_internal.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				IF TG_OP = 'DELETE' AND current_setting('kilowatch.audit_purge', true) = 'on' THEN RETURN NULL; END IF;
				RAISE EXCEPTION 'The audit log is append-only' USING ERRCODE = 'restrict_violation';
			END
			$$;
		`);
	},

	async down(connection) {
		await connection.query(`
			CREATE OR REPLACE FUNCTION kilowatch_internal.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				RAISE EXCEPTION 'The audit log is append-only' USING ERRCODE = 'restrict_violation';
			END
			$$;
			DROP FUNCTION kilowatch_internal.purge_audit(text, timestamptz);
			DROP FUNCTION kilowatch_internal.append_audit(text, text);
			DROP FUNCTION kilowatch_internal.audit_moment(timestamptz);
			DROP TABLE kilowatch_internal.audit_keys;
			DROP TABLE kilowatch_internal.audit_chains;
		`);
	},
};
