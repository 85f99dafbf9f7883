import type { Language } from '../shared/languages.ts';

/** So many mails are on their way at once. */
const AT_ONCE = 5;

export interface MailedInvitation {
	token: string;
	url: string;
	expiresAt: Date;
	email: string;
	language: Language | undefined;
}

/**
 * Sends many holders their links. A mail server that takes none of several at once is not tried with the others: the request
 * that asks for it waits.
 *
 * @param send answers whether the mail server took it
 * @returns the invitations that were sent
 */
export async function mailInvitations(
	invitations: readonly MailedInvitation[],
	send: (invitation: MailedInvitation) => Promise<boolean>,
): Promise<ReadonlySet<MailedInvitation>> {
	const sent = new Set<MailedInvitation>();
	for (let at = 0; at < invitations.length; at += AT_ONCE) {
		const before = sent.size;
		await Promise.all(
			invitations.slice(at, at + AT_ONCE).map(async (invitation) => {
				if (await send(invitation)) sent.add(invitation);
			}),
		);
		if (sent.size === before) break;
	}

	return sent;
}
