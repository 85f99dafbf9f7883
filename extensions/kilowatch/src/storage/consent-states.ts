import type { ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A consent whose state time changes. */
export interface AgeingConsent {
	id: string;
	device: string;
	provider: ProviderName;
}

/** So long before its last day a consent is said to end soon. */
const EXPIRING_DAYS = 60;

/** Living consents of a provider that end within sixty days say so from now on. Answers how many are new among them. */
export async function markExpiring(
	connection: Queryable,
	provider: ProviderName,
	today: string,
): Promise<number> {
	const { rowCount } = await connection.query(
		`UPDATE iot_consents SET status = 'expiring'
		 WHERE provider = $1 AND status = 'active' AND valid_until <= $2::date + ${EXPIRING_DAYS}`,
		[provider, today],
	);

	return rowCount ?? 0;
}

/** Living consents of a provider whose last day has passed. */
export async function listPast(
	connection: Queryable,
	provider: ProviderName,
	today: string,
): Promise<AgeingConsent[]> {
	const { rows } = await connection.query<AgeingConsent>(
		`SELECT id, device, provider FROM iot_consents
		 WHERE provider = $1 AND status IN ('active', 'expiring') AND valid_until < $2::date ORDER BY id`,
		[provider, today],
	);

	return rows;
}

/** So long a holder may take to answer, and so long where a link is open. */
const UNANSWERED_DAYS = 14;
const INVITED_DAYS = 30;

/**
 * Ends a request that nobody has answered in time: within fourteen days, or thirty where the holder has a link, and not
 * before the link ends. Who is at the operator now, or has been there, has answered. The meter can be connected anew.
 *
 * @returns `undefined` when there is none left
 */
export async function endUnanswered(connection: Queryable, now: Date): Promise<AgeingConsent | undefined> {
	const { rows } = await connection.query<AgeingConsent>(
		`UPDATE iot_consents SET status = 'expired', end_reason = 'unanswered'
		 WHERE id = (
			SELECT consent.id FROM iot_consents consent
			LEFT JOIN kilowatch_internal.invitations link ON link.device = consent.device AND link.revoked_at IS NULL
			WHERE consent.status = 'pending' AND $1 >= CASE WHEN link.id IS NULL
					THEN consent.created_at + interval '${UNANSWERED_DAYS} days'
					ELSE greatest(consent.created_at + interval '${INVITED_DAYS} days', link.expires_at) END
				AND NOT EXISTS (SELECT FROM kilowatch_internal.waiting_consents WHERE consent = consent.id)
				AND NOT EXISTS (
					SELECT FROM kilowatch_internal.oauth_transactions way WHERE way.consent = consent.id AND way.expires_at > $1
				)
			ORDER BY consent.id FOR UPDATE OF consent SKIP LOCKED LIMIT 1
		 )
		 RETURNING id, device, provider`,
		[now],
	);

	return rows[0];
}

/** Consents that are over and whose credentials are still here. */
export async function listLeftCredentials(connection: Queryable): Promise<AgeingConsent[]> {
	const { rows } = await connection.query<AgeingConsent>(
		`SELECT consent.id, consent.device, consent.provider FROM iot_consents consent
		 JOIN kilowatch_internal.vault ON vault.owner = 'consent:' || consent.id
		 WHERE consent.status IN ('expired', 'refused', 'revoked') ORDER BY consent.id`,
	);

	return rows;
}
