import { appendAudit } from '../storage/audit/append-audit.ts';
import type { Database } from '../storage/database.ts';
import { readHolderMeter, type HolderMeter } from '../storage/holder-meter.ts';
import { findInvitation, markOpened, type StoredInvitation } from '../storage/invitations.ts';
import { holderState, type HolderState } from './holder-page/holder-state.ts';
import { hashInvitationToken, isInvitationToken } from './invitation-token.ts';

/** A link that opens something, and how things stand behind it. */
export interface OpenedLink {
	invitation: StoredInvitation;
	meter: HolderMeter;
	state: HolderState;
}

/**
 * Opens a holder's link. The first time is kept, so that whoever sent it sees that it arrived.
 *
 * @returns `undefined` for one that is unknown, revoked, or past its time without a consent
 */
export async function openLink(
	database: Database,
	token: string,
	now: Date,
): Promise<OpenedLink | undefined> {
	if (!isInvitationToken(token)) return undefined;
	const invitation = await findInvitation(database, hashInvitationToken(token));
	if (!invitation) return undefined;
	const meter = await readHolderMeter(database, invitation);
	const state = holderState(meter, invitation, now);
	if (!state) return undefined;

	if (!invitation.openedAt) {
		await database.transaction(async (connection) => {
			if (!(await markOpened(connection, invitation.id, now))) return;

			await appendAudit(connection, {
				device: invitation.device,
				actor: { kind: 'holder' },
				action: 'consent.invited',
				purpose: 'consent',
				details: { step: 'opened' },
			});
		});
	}

	return { invitation, meter, state };
}
