import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { openConsent } from '../storage/consents.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { insertInvitation, revokeInvitations } from '../storage/invitations.ts';
import { ConsentError } from './consent-error.ts';
import { HOLDER_TEXT_VERSION } from './consent-text.ts';
import { lockDevice } from './lock-device.ts';
import { createInvitationToken, hashInvitationToken } from './invitation-token.ts';

/** Days in which a consent may be given by a link where nobody says otherwise. */
export const USUAL_INVITATION_DAYS = 30;

const DAY_MS = 86_400_000;

export interface Invitation {
	/** told this once; only its hash is kept */
	token: string;
	expiresAt: Date;
}

/**
 * Makes a link for the holder of a device who has no account: an older one works no more. Where no consent lives or is asked
 * for, one is, without scopes: the holder ticks them.
 *
 * @throws ConsentError where the device is archived
 */
export async function inviteHolder(
	database: Database,
	provider: Provider,
	request: { device: string; days: number; invitedBy: string | null; at: Date },
): Promise<Invitation> {
	return database.transaction((connection) => inviteInTransaction(connection, provider, request));
}

/** As {@link inviteHolder}, as a part of a larger deed: it adds to the audit log, so call it last. */
export async function inviteInTransaction(
	connection: Queryable,
	provider: Provider,
	{ device, days, invitedBy, at }: { device: string; days: number; invitedBy: string | null; at: Date },
): Promise<Invitation> {
	// Two clicks at once would else break on the one link that works.
	const found = await lockDevice(connection, device);
	if (!found || found.status === 'archived') {
		throw new ConsentError(errorCodes.conflict, 'This meter is archived: its holder cannot be invited');
	}

	const token = createInvitationToken();
	const expiresAt = new Date(at.getTime() + days * DAY_MS);
	await revokeInvitations(connection, device, at);
	await insertInvitation(connection, {
		device,
		tokenHash: hashInvitationToken(token),
		createdBy: invitedBy,
		createdAt: at,
		expiresAt,
	});
	await openConsent(connection, {
		device,
		provider: provider.rules.name,
		textVersion: HOLDER_TEXT_VERSION,
		requestedBy: invitedBy,
	});
	await appendAudit(connection, {
		device,
		actor: { kind: 'user', id: invitedBy ?? undefined },
		action: 'consent.invited',
		purpose: 'consent',
		details: { step: 'made' },
	});

	return { token, expiresAt };
}

/** Takes a device's link away. Once more changes nothing. */
export async function revokeInvitation(
	database: Database,
	{ device, revokedBy, at }: { device: string; revokedBy: string | null; at: Date },
): Promise<void> {
	await database.transaction(async (connection) => {
		if (!(await revokeInvitations(connection, device, at))) return;

		await appendAudit(connection, {
			device,
			actor: { kind: 'user', id: revokedBy ?? undefined },
			action: 'consent.invited',
			purpose: 'consent',
			details: { step: 'revoked' },
		});
	});
}
