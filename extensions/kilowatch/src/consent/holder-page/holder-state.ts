import type { HolderConsent, HolderMeter } from '../../storage/holder-meter.ts';
import type { StoredInvitation } from '../../storage/invitations.ts';

/** How things stand behind a holder's link. */
export interface HolderState {
	/**
	 * `asked`: a consent can be given; `awaited`: it was, and the operator has yet to name the meter; `living`: readings come;
	 * `ended`: nothing is read, and the link is too old to give another one
	 */
	kind: 'asked' | 'awaited' | 'living' | 'ended';
	living: HolderConsent | undefined;
	/** asked for; beside a living one it is to take its place */
	pending: HolderConsent | undefined;
	/** the last one of this holder that is over */
	ended: HolderConsent | undefined;
	/** whether a consent can be given by the link now */
	mayConsent: boolean;
	/** whether all that is stored is this holder's: then it can be taken along */
	mayDownload: boolean;
	/** whether anything is there to erase */
	mayErase: boolean;
}

/**
 * What a link leads to now.
 *
 * @returns `undefined` where it opens nothing: it is past its time, and no consent was ever given by it
 */
export function holderState(
	meter: Pick<HolderMeter, 'status' | 'consents'>,
	{ expiresAt }: Pick<StoredInvitation, 'expiresAt'>,
	now: Date,
): HolderState | undefined {
	const isOpen = now < expiresAt && meter.status !== 'archived';
	const own = meter.consents.filter(({ isOwn }) => isOwn);
	if (!isOpen && own.length === 0) return undefined;

	const living = own.find(({ status }) => status === 'active' || status === 'expiring');
	const pending = meter.consents.find(({ status }) => status === 'pending');
	const isAwaited = pending?.isAwaited ?? false;
	const mayConsent = isOpen && !isAwaited && (!living || pending !== undefined);

	return {
		kind: living ? 'living' : isAwaited ? 'awaited' : isOpen ? 'asked' : 'ended',
		living,
		pending,
		ended: own.find(
			({ status, endReason }) => (status === 'expired' || status === 'revoked') && endReason !== 'renewed',
		),
		mayConsent,
		mayDownload:
			own.length > 0 && meter.consents.every(({ grantedAt, isOwn }) => grantedAt === null || isOwn),
		mayErase: own.length > 0,
	};
}
