import type { AuditActor } from '../../domain/audit-entry.ts';
import type { Queryable } from '../database.ts';

/** A device that is to be erased with all that is stored of it. */
export interface Erasure {
	device: string;
	actor: AuditActor;
	/** a word for the audit log */
	reason: string;
	/** rows that are gone already */
	readings: number;
	days: number;
}

/** Who works on an erasure has so long from one step to the next; after that somebody else goes on. */
const LEASE_SECONDS = 120;

const lease = `now() + make_interval(secs => ${LEASE_SECONDS})`;

/**
 * Keeps that a device is to be erased, on the caller's lease, in the transaction that decides it: from here on it comes to
 * its end, whatever dies. The device is out of the way at once, and its point may be connected anew by another one.
 */
export async function askForErasure(
	connection: Queryable,
	{ device, actor, reason, at }: { device: string; actor: AuditActor; reason: string; at: Date },
): Promise<void> {
	await connection.query(`UPDATE iot_devices SET status = 'archived' WHERE id = $1`, [device]);
	await connection.query(
		`INSERT INTO kilowatch_internal.erasures (device, actor, reason, asked_at, next_try_at)
		 VALUES ($1, $2, $3, $4, ${lease})
		 ON CONFLICT (device) DO UPDATE SET next_try_at = excluded.next_try_at`,
		[device, JSON.stringify(actor), reason, at],
	);
}

const columns = 'device, actor, reason, readings, days';

/** What is to be erased of a device; `undefined` where that is done, or nobody wants it. */
export async function readErasure(connection: Queryable, device: string): Promise<Erasure | undefined> {
	const { rows } = await connection.query<Erasure>(
		`SELECT ${columns} FROM kilowatch_internal.erasures WHERE device = $1`,
		[device],
	);

	return rows[0];
}

/** Takes the next erasure on which nobody works, on a lease; `undefined` when there is none. */
export async function claimErasure(connection: Queryable): Promise<Erasure | undefined> {
	const { rows } = await connection.query<Erasure>(
		`UPDATE kilowatch_internal.erasures SET next_try_at = ${lease}
		 WHERE device = (
			SELECT device FROM kilowatch_internal.erasures WHERE next_try_at <= now()
			ORDER BY next_try_at FOR UPDATE SKIP LOCKED LIMIT 1
		 )
		 RETURNING ${columns}`,
	);

	return rows[0];
}

/** A step is done: its rows are counted, in its own transaction, and the lease goes on. */
export async function noteErased(
	connection: Queryable,
	device: string,
	gone: { readings: number; days: number },
): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.erasures SET readings = readings + $2, days = days + $3, next_try_at = ${lease}
		 WHERE device = $1`,
		[device, gone.readings, gone.days],
	);
}
