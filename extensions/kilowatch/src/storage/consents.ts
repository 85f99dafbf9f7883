import type { ConsentEndReason, ConsentScope, ConsentStatus, ProviderName } from '../shared/names.ts';
import type { Queryable } from './database.ts';

export interface StoredConsent {
	id: string;
	device: string;
	provider: ProviderName;
	scopes: ConsentScope[];
	status: ConsentStatus;
	/** version of the texts that the holder was shown */
	textVersion: string;
	/** who asked for it; `null` is nobody with an account */
	requestedBy: string | null;
}

/** One consent, or `undefined` where there is none. */
export async function readConsent(
	connection: Queryable,
	consent: string,
): Promise<StoredConsent | undefined> {
	const { rows } = await connection.query<StoredConsent>(
		`SELECT id, device, provider, scopes, status, text_version AS "textVersion", granted_by AS "requestedBy"
		 FROM iot_consents WHERE id = $1`,
		[consent],
	);

	return rows[0];
}

/** Asks a device's holder for a consent: the pending one with these scopes, made or brought up to date. */
export async function requestConsent(
	connection: Queryable,
	consent: {
		device: string;
		provider: ProviderName;
		scopes: readonly ConsentScope[];
		textVersion: string;
		requestedBy: string | null;
	},
): Promise<string> {
	const { rows } = await connection.query<{ id: string }>(
		`INSERT INTO iot_consents (device, provider, scopes, text_version, granted_by) VALUES ($1, $2, $3, $4, $5)
		 ON CONFLICT (device) WHERE status = 'pending'
			DO UPDATE SET scopes = excluded.scopes, text_version = excluded.text_version, granted_by = excluded.granted_by,
				created_at = now(), proof = NULL
		 RETURNING id`,
		[
			consent.device,
			consent.provider,
			JSON.stringify(consent.scopes),
			consent.textVersion,
			consent.requestedBy,
		],
	);
	const [row] = rows;
	if (!row) throw new Error('The database returned no consent');
	return row.id;
}

/**
 * Asks a device's holder for a consent without saying to what: the holder ticks it. One that is asked for or lives already
 * stays as it is.
 *
 * @returns whether it is asked for only now
 */
export async function openConsent(
	connection: Queryable,
	consent: { device: string; provider: ProviderName; textVersion: string; requestedBy: string | null },
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`INSERT INTO iot_consents (device, provider, scopes, text_version, granted_by)
		 SELECT $1, $2, '[]', $3, $4 WHERE NOT EXISTS (
			SELECT FROM iot_consents WHERE device = $1 AND status IN ('active', 'expiring')
		 )
		 ON CONFLICT (device) WHERE status = 'pending' DO NOTHING`,
		[consent.device, consent.provider, consent.textVersion, consent.requestedBy],
	);

	return rowCount !== 0;
}

/** The consent that a device's holder is asked for; `undefined` where none is. */
export async function readPending(connection: Queryable, device: string): Promise<string | undefined> {
	const { rows } = await connection.query<{ id: string }>(
		`SELECT id FROM iot_consents WHERE device = $1 AND status = 'pending'`,
		[device],
	);

	return rows[0]?.id;
}

/** What the holder ticked on the page that asks, and what stood on it. Answers whether the consent is still pending. */
export async function choosePending(
	connection: Queryable,
	consent: string,
	chosen: {
		scopes: readonly ConsentScope[];
		textVersion: string;
		proof: Readonly<Record<string, unknown>>;
	},
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`UPDATE iot_consents SET scopes = $2, text_version = $3, proof = $4
		 WHERE id = $1 AND status = 'pending'
			AND NOT EXISTS (SELECT FROM kilowatch_internal.waiting_consents WHERE consent = iot_consents.id)`,
		[consent, JSON.stringify(chosen.scopes), chosen.textVersion, chosen.proof],
	);

	return rowCount !== 0;
}

/** What a holder gave, and what proves it. */
export interface Grant {
	device: string;
	scopes: readonly ConsentScope[];
	textVersion: string;
	externalId: string;
	validUntil: string | null;
	at: Date;
	proof: Readonly<Record<string, unknown>>;
}

/** A newer consent to the same meter is given: the one that lived until now is over. */
export async function endReplaced(connection: Queryable, device: string, at: Date): Promise<void> {
	await connection.query(
		`UPDATE iot_consents SET status = 'expired', end_reason = 'renewed', revoked_at = $2
		 WHERE device = $1 AND status IN ('active', 'expiring')`,
		[device, at],
	);
}

/** A pending consent becomes active: what the holder was asked for, and what proves it. */
export async function activateConsent(connection: Queryable, consent: string, granted: Grant): Promise<void> {
	await connection.query(
		`UPDATE iot_consents SET status = 'active', device = $2, external_id = $3, valid_until = $4, granted_at = $5,
			proof = coalesce(proof, '{}') || $6, scopes = $7, text_version = $8 WHERE id = $1`,
		[
			consent,
			granted.device,
			granted.externalId,
			granted.validUntil,
			granted.at,
			granted.proof,
			JSON.stringify(granted.scopes),
			granted.textVersion,
		],
	);
}

/** A living consent ends by itself or by the holder's doing; the proof stays, and the meter may be connected anew. */
export async function endConsent(
	connection: Queryable,
	consent: string,
	reason: ConsentEndReason,
	at: Date,
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`WITH ended AS (
			UPDATE iot_consents SET status = CASE WHEN $2 = 'expired' THEN 'expired' ELSE 'revoked' END, end_reason = $2,
				revoked_at = CASE WHEN $2 <> 'expired' THEN $3::timestamptz END
			WHERE id = $1 AND status IN ('active', 'expiring') RETURNING device
		)
		UPDATE iot_devices SET status = 'stopped' FROM ended WHERE iot_devices.id = ended.device`,
		[consent, reason, at],
	);

	return (rowCount ?? 0) > 0;
}

/** Whether data of a scope may be asked for and stored: `ended`: nothing any more; `taken_back`: what other scopes open. */
export type Permission = 'given' | 'taken_back' | 'ended';

/** What a consent allows now, before the operator is asked. */
export function readPermission(
	connection: Queryable,
	consent: string,
	scope: ConsentScope,
): Promise<Permission> {
	return findPermission(connection, consent, scope, '');
}

/**
 * Whether a consent, its meter and this scope of it still live, and will to the end of the transaction: whoever ends the
 * consent or takes a scope back waits for what is being stored, and nothing is stored after it.
 */
export function holdConsent(
	connection: Queryable,
	consent: string,
	scope: ConsentScope,
): Promise<Permission> {
	return findPermission(connection, consent, scope, 'FOR SHARE OF consent');
}

async function findPermission(
	connection: Queryable,
	consent: string,
	scope: ConsentScope,
	lock: '' | 'FOR SHARE OF consent',
): Promise<Permission> {
	const { rows } = await connection.query<{ isGiven: boolean }>(
		`SELECT consent.scopes ? $2 AS "isGiven"
		 FROM iot_consents consent JOIN iot_devices device ON device.id = consent.device AND device.status = 'active'
		 WHERE consent.id = $1 AND consent.status IN ('active', 'expiring') ${lock}`,
		[consent, scope],
	);
	const [row] = rows;
	if (!row) return 'ended';

	return row.isGiven ? 'given' : 'taken_back';
}

/** A change of a consent as its proof keeps it, beside what was given at first. */
export interface ConsentChange {
	at: string;
	/** `holder`, or `user` where somebody with an account did it in the holder's name */
	by: { kind: string; id?: string | undefined };
	added?: readonly ConsentScope[];
	removed?: readonly ConsentScope[];
	/** of the texts that were shown */
	text_version?: string;
	/** what stood there, where the holder saw it on the page of a link */
	shown?: Readonly<Record<string, unknown>>;
}

const extendedProof = `proof = coalesce(proof, '{}') || jsonb_build_object(
	'changes', coalesce(proof -> 'changes', '[]') || $2::jsonb)`;

/** A consent to fewer or more scopes than until now; the proof says since when, and what was there before. */
export async function changeScopes(
	connection: Queryable,
	consent: string,
	scopes: readonly ConsentScope[],
	change: ConsentChange,
): Promise<void> {
	await connection.query(`UPDATE iot_consents SET scopes = $3, ${extendedProof} WHERE id = $1`, [
		consent,
		JSON.stringify([change]),
		JSON.stringify(scopes),
	]);
}

/**
 * A consent is taken back, or the request for it: its scopes stay on it as they were given, for it proves what was allowed
 * until now. A meter that was connected by it stops, and its other requests and ways to the operator are gone.
 */
export async function revokeConsent(
	connection: Queryable,
	{ id, device }: Pick<StoredConsent, 'id' | 'device'>,
	change: ConsentChange,
): Promise<void> {
	await connection.query(
		`UPDATE iot_consents SET status = 'revoked', end_reason = 'withdrawn', revoked_at = $3, ${extendedProof} WHERE id = $1`,
		[id, JSON.stringify([change]), change.at],
	);
	await connection.query(`UPDATE iot_devices SET status = 'stopped' WHERE id = $1 AND status = 'active'`, [
		device,
	]);
	await connection.query(`DELETE FROM iot_consents WHERE device = $1 AND status = 'pending'`, [device]);
	await connection.query('DELETE FROM kilowatch_internal.oauth_transactions WHERE consent = $1', [id]);
	await connection.query('DELETE FROM kilowatch_internal.waiting_consents WHERE consent = $1', [id]);
}

/** Whether another consent to the same meter is in force. */
export async function hasOtherLiving(
	connection: Queryable,
	{ id, device }: Pick<StoredConsent, 'id' | 'device'>,
): Promise<boolean> {
	const { rows } = await connection.query(
		`SELECT FROM iot_consents WHERE device = $1 AND id <> $2 AND status IN ('active', 'expiring')`,
		[device, id],
	);

	return rows.length > 0;
}

/** Whether the holder has said yes to a pending consent, and the operator has yet to name its meter. */
export async function isAwaited(connection: Queryable, consent: string): Promise<boolean> {
	const { rows } = await connection.query(
		'SELECT FROM kilowatch_internal.waiting_consents WHERE consent = $1',
		[consent],
	);

	return rows.length > 0;
}

/** The consent, kept from others' hands until the transaction ends. */
export async function lockConsent(
	connection: Queryable,
	consent: string,
): Promise<StoredConsent | undefined> {
	await connection.query('SELECT FROM iot_consents WHERE id = $1 FOR UPDATE', [consent]);

	return readConsent(connection, consent);
}

/** The holder said no. Answers whether the consent was pending, and so is refused now. */
export async function refuseConsent(
	connection: Queryable,
	consent: string,
	proof: Readonly<Record<string, unknown>>,
): Promise<boolean> {
	const { rowCount } = await connection.query(
		`UPDATE iot_consents SET status = 'refused', proof = $2 WHERE id = $1 AND status = 'pending'`,
		[consent, proof],
	);

	return rowCount !== 0;
}
