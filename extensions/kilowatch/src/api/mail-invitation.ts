import { hashInvitationToken } from '../consent/invitation-token.ts';
import { invitationMail } from '../consent/holder-page/invitation-mail.ts';
import type { Language } from '../shared/languages.ts';
import { readHolderMeter } from '../storage/holder-meter.ts';
import { findInvitation } from '../storage/invitations.ts';
import type { Caller } from './caller.ts';
import type { Runtime } from './runtime.ts';

/** A mail server that takes longer is not waited for. */
const LIMIT_MS = 20_000;

/** What people write in where a building stands, if nobody chose. */
const languageOfCountry: Readonly<Record<string, Language>> = { FR: 'fr', NL: 'nl', DE: 'de' };

/**
 * Sends a holder's link through Directus' mail. The address is used for this one message and kept nowhere.
 *
 * @returns whether the mail server took it
 */
export async function mailInvitation(
	{ database, warn }: Pick<Runtime, 'database' | 'warn'>,
	{ services, schema }: Pick<Caller, 'services' | 'schema'>,
	invitation: {
		token: string;
		url: string;
		expiresAt: Date;
		email: string;
		language: Language | undefined;
	},
): Promise<boolean> {
	const stored = await findInvitation(database, hashInvitationToken(invitation.token));
	// Another link has taken its place meanwhile.
	if (!stored) return false;
	const meter = await readHolderMeter(database, stored);
	const language = invitation.language ?? languageOfCountry[meter.building.country ?? ''] ?? 'en';
	const message = await invitationMail({ ...invitation, meter }, language);

	try {
		const mail = new services.MailService({ schema });
		await Promise.race([mail.send({ to: invitation.email, ...message }), tooLate()]);

		return true;
	} catch (error) {
		// Its message may repeat the address, or the link.
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
		warn('A holder’s invitation could not be sent', { code });

		return false;
	}
}

function tooLate(): Promise<never> {
	return new Promise((_, reject) => {
		setTimeout(() => {
			reject(Object.assign(new Error('The mail server takes too long'), { code: 'too_late' }));
		}, LIMIT_MS).unref();
	});
}
