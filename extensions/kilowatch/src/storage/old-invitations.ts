import type { Queryable } from './database.ts';

/** So long a link that opens nothing any more is kept, for a holder may ask what became of it. */
const KEPT_DAYS = 90;

/**
 * Takes away links that were revoked, or have ended without a consent: one by which a consent was given, or that was made while
 * one lived, stays the holder's page.
 */
export async function purgeInvitations(connection: Queryable, now: Date): Promise<number> {
	const { rowCount } = await connection.query(
		`DELETE FROM kilowatch_internal.invitations link
		 WHERE link.revoked_at < $1::timestamptz - interval '${KEPT_DAYS} days'
			OR link.expires_at < $1::timestamptz - interval '${KEPT_DAYS} days' AND NOT EXISTS (
				SELECT FROM iot_consents WHERE device = link.device AND (
					status IN ('active', 'expiring') OR granted_at >= link.created_at
					OR granted_at IS NOT NULL AND coalesce(revoked_at, valid_until + 1) > link.created_at
				)
			)`,
		[now],
	);

	return rowCount ?? 0;
}
