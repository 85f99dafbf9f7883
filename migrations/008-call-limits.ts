import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** How many calls every process together has made to each of an operator's APIs, so that no limit is ever passed. */
export const callLimits: Migration = {
	number: 8,
	name: 'call-limits',

	async up(connection) {
		await connection.query(`
			CREATE TABLE kilowatch_internal.call_limits (
				name text PRIMARY KEY,
				-- the earliest moment of the next call, by the spacing within a second
				next_call_at timestamptz NOT NULL DEFAULT '-infinity',
				-- the operator has said: not before
				blocked_until timestamptz NOT NULL DEFAULT '-infinity'
			);

			-- Calls by the minute: what an hour has left is counted over 61 of them, so it is never too many.
			CREATE TABLE kilowatch_internal.call_minutes (
				name text NOT NULL REFERENCES kilowatch_internal.call_limits ON DELETE CASCADE,
				minute bigint NOT NULL,
				calls integer NOT NULL CHECK (calls > 0),
				PRIMARY KEY (name, minute)
			);

			-- Takes the next free moment for a call. One row's lock orders all processes; the database's clock is everybody's.
			-- A moment further away than "patience" is not taken: then taken is false, and wait says when to ask again.
			CREATE FUNCTION kilowatch_internal.take_call(
				limit_name text, spacing interval, calls_an_hour integer, patience interval,
				OUT taken boolean, OUT wait interval
			) LANGUAGE plpgsql AS $$
			DECLARE
				kept kilowatch_internal.call_limits;
				started timestamptz;
				slot timestamptz;
				slot_minute bigint;
				full_minute bigint;
			BEGIN
				SELECT * INTO kept FROM kilowatch_internal.call_limits WHERE name = limit_name FOR UPDATE;
				IF NOT FOUND THEN
					INSERT INTO kilowatch_internal.call_limits (name) VALUES (limit_name) ON CONFLICT DO NOTHING;
					SELECT * INTO kept FROM kilowatch_internal.call_limits WHERE name = limit_name FOR UPDATE;
				END IF;
				started := clock_timestamp();
				slot := greatest(started, kept.next_call_at, kept.blocked_until);
				slot_minute := floor(extract(epoch FROM slot) / 60);

				-- The newest minute before which the hour that ends with this call's minute would be over-full.
				SELECT minute INTO full_minute FROM (
					SELECT minute, sum(calls) OVER (ORDER BY minute DESC) AS since FROM kilowatch_internal.call_minutes
					WHERE name = limit_name AND minute >= slot_minute - 60
				) used WHERE since >= calls_an_hour ORDER BY minute DESC LIMIT 1;
				IF FOUND THEN
					slot := greatest(slot, to_timestamp((full_minute + 61) * 60));
					slot_minute := floor(extract(epoch FROM slot) / 60);
				END IF;

				wait := greatest(slot - started, interval '0');
				taken := wait <= patience;
				IF NOT taken THEN RETURN; END IF;

				UPDATE kilowatch_internal.call_limits SET next_call_at = slot + spacing WHERE name = limit_name;
				INSERT INTO kilowatch_internal.call_minutes (name, minute, calls) VALUES (limit_name, slot_minute, 1)
				ON CONFLICT (name, minute) DO UPDATE SET calls = call_minutes.calls + 1;
				DELETE FROM kilowatch_internal.call_minutes WHERE name = limit_name AND minute < slot_minute - 61;
			END
			$$;
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP FUNCTION kilowatch_internal.take_call(text, interval, integer, interval);
			DROP TABLE kilowatch_internal.call_minutes;
			DROP TABLE kilowatch_internal.call_limits;
		`);
	},
};
