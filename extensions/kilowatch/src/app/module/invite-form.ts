import { isEmailAddress } from '../../shared/email-address.ts';
import type { InvitationRequest } from '../../shared/http-contract/consents.ts';
import { languages, type Language } from '../../shared/languages.ts';

/** What people fill in to invite a holder. */
export interface InviteForm {
	way: 'hand' | 'mail';
	email: string;
	language: Language;
	days: number;
}

/** How long a link may be used, to choose from. */
export const invitationDays = [7, 14, 30, 90] as const;

/** @param locale of the people who invite: their holders most often speak the same language */
export function emptyInviteForm(locale: string): InviteForm {
	const spoken = locale.slice(0, 2).toLowerCase();

	return {
		way: 'hand',
		email: '',
		language: languages.find((language) => language === spoken) ?? 'en',
		days: 30,
	};
}

/** `incomplete` is not yet a mistake: people are still typing, or have not begun. */
export function checkEmail(typed: string): 'right' | 'incomplete' | 'wrong' {
	const email = typed.trim();
	if (isEmailAddress(email)) return 'right';

	return /[\s<>,;"]|@.*@/.test(email) ? 'wrong' : 'incomplete';
}

/**
 * The request of a filled-in form.
 *
 * @returns undefined while the address is missing or wrong
 */
export function toInvitationRequest({
	way,
	email,
	language,
	days,
}: InviteForm): InvitationRequest | undefined {
	if (way === 'hand') return { days };

	return checkEmail(email) === 'right' ? { days, email: email.trim(), language } : undefined;
}
