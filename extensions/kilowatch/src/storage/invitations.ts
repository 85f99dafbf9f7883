import type { Queryable } from './database.ts';

/** A holder's link, as far as it is kept: its token is not. */
export interface StoredInvitation {
	id: string;
	device: string;
	createdAt: Date;
	/** until when a consent may be given by it */
	expiresAt: Date;
	openedAt: Date | null;
}

/** A new link for a device's holder. The one before must be revoked: one of a device works. */
export async function insertInvitation(
	connection: Queryable,
	invitation: {
		device: string;
		tokenHash: string;
		createdBy: string | null;
		createdAt: Date;
		expiresAt: Date;
	},
): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.invitations (device, token_hash, created_by, created_at, expires_at)
		 VALUES ($1, $2, $3, $4, $5)`,
		[
			invitation.device,
			invitation.tokenHash,
			invitation.createdBy,
			invitation.createdAt,
			invitation.expiresAt,
		],
	);
}

/**
 * A device's links open nothing any more.
 *
 * @param kept but this one
 * @returns whether one did until now
 */
export async function revokeInvitations(
	connection: Queryable,
	device: string,
	at: Date,
	kept: string | null = null,
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`UPDATE kilowatch_internal.invitations SET revoked_at = $2
		 WHERE device = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $3::uuid`,
		[device, at, kept],
	);

	return rowCount !== 0;
}

/** The link with this hash, unless it is revoked. */
export async function findInvitation(
	connection: Queryable,
	tokenHash: string,
): Promise<StoredInvitation | undefined> {
	const { rows } = await connection.query<StoredInvitation>(
		`SELECT id, device, created_at AS "createdAt", expires_at AS "expiresAt", opened_at AS "openedAt"
		 FROM kilowatch_internal.invitations WHERE token_hash = $1 AND revoked_at IS NULL`,
		[tokenHash],
	);

	return rows[0];
}

/** Somebody has opened the link. Answers whether it was the first time. */
export async function markOpened(connection: Queryable, invitation: string, at: Date): Promise<boolean> {
	const { rowCount } = await connection.query(
		'UPDATE kilowatch_internal.invitations SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL',
		[invitation, at],
	);

	return rowCount !== 0;
}

/** A device turned out to be another one: its holder's link goes on there, in place of any other. */
export async function moveInvitations(connection: Queryable, from: string, to: string): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.invitations SET revoked_at = now()
		 WHERE device = $2 AND revoked_at IS NULL AND EXISTS (
			SELECT FROM kilowatch_internal.invitations WHERE device = $1 AND revoked_at IS NULL
		 )`,
		[from, to],
	);
	await connection.query('UPDATE kilowatch_internal.invitations SET device = $2 WHERE device = $1', [
		from,
		to,
	]);
}
