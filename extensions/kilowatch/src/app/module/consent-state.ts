import { localDateOf } from '../../domain/local-days.ts';
import type { BuildingDevice } from '../../shared/http-contract/buildings.ts';
import type { ConsentScope } from '../../shared/names.ts';
import { formatDate } from '../format/dates.ts';
import type { MessagePath } from '../locales/messages.ts';
import type { Translator } from '../locales/translate.ts';

/** What can be done about a meter's consent, in the order in which it helps. */
export type ConsentAction =
	| 'continue'
	| 'renew'
	| 'ask'
	| 'invite'
	| 'newLink'
	| 'holderPage'
	| 'revokeLink'
	| 'cancel'
	| 'withdraw'
	| 'erase';

/** How a meter's consent stands, in words: what is, what it allows, and what comes next. */
export interface ConsentState {
	/** `good`: nothing to do; `waiting`: for somebody; `soon`: it ends; `over`: nothing is read */
	tone: 'good' | 'waiting' | 'soon' | 'over';
	headline: string;
	scopes: string;
	/** each a sentence: who has to do what */
	next: string[];
	actions: ConsentAction[];
}

type StatedDevice = Pick<BuildingDevice, 'provider' | 'consent' | 'renewal' | 'invitation'>;

/** What is known besides the meter. */
interface Circumstances {
	nowMs: number;
	timezone: string;
	/** it is asked for since long, and nobody came back */
	isOverdue: boolean;
}

/** Says how a meter's consent stands. */
export function consentState(
	device: StatedDevice,
	circumstances: Circumstances,
	translate: Translator,
): ConsentState {
	const { consent } = device;
	const { text } = translate;
	if (consent === null) {
		return {
			tone: 'over',
			headline: text('consent.state.none'),
			scopes: '',
			next: [text('consent.next.none')],
			actions: ['invite', ...linkActions(device)],
		};
	}
	if (consent.status === 'pending') {
		return consent.is_awaited
			? {
					tone: 'waiting',
					headline: text('consent.state.awaited'),
					scopes: scopeLine('consent.askedFor', consent.scopes, translate),
					next: [text('consent.next.awaited')],
					actions: ['cancel'],
				}
			: pendingState(device, consent.scopes, circumstances, translate);
	}

	return consent.status === 'active' || consent.status === 'expiring'
		? livingState(device, consent, circumstances, translate)
		: endedState(device, consent, translate);
}

/** The scopes in words, in the order in which they are asked for. */
export function scopeNames(scopes: readonly ConsentScope[], { text, locale }: Translator): string {
	return new Intl.ListFormat(locale, { type: 'conjunction' }).format(
		scopes.map((scope) => text(`scopes.${scope}`)),
	);
}

function scopeLine(path: MessagePath, scopes: readonly ConsentScope[], translate: Translator): string {
	return scopes.length === 0
		? translate.text('consent.holderChooses')
		: translate.text(path, { scopes: scopeNames(scopes, translate) });
}

function pendingState(
	device: StatedDevice,
	scopes: readonly ConsentScope[],
	circumstances: Circumstances,
	translate: Translator,
): ConsentState {
	const { text } = translate;
	const link = linkState(device, circumstances, translate);
	// What may be in the way there is of use to whoever was there.
	const hints = circumstances.isOverdue && device.provider === 'enedis' ? [text('consent.oldShare')] : [];

	return {
		tone: 'waiting',
		headline: link.headline,
		scopes: scopeLine('consent.askedFor', scopes, translate),
		next: [link.next, ...hints],
		actions: [
			// Without scopes there is nothing yet that could be consented to here.
			...(scopes.length > 0 ? (['continue'] as const) : []),
			...(device.invitation === null ? (['invite'] as const) : (['newLink'] as const)),
			...linkActions(device),
			'cancel',
		],
	};
}

/** Who has to do what for a consent that is asked for, as far as the holder's link tells. */
function linkState(
	{ provider, invitation }: StatedDevice,
	{ nowMs, timezone }: Circumstances,
	{ text, locale }: Translator,
): { headline: string; next: string } {
	if (invitation === null) {
		return { headline: text('consent.state.pending'), next: text('consent.next.pending') };
	}
	const expiresAtMs = Date.parse(invitation.expires_at);
	const date = formatDate(localDateOf(Math.floor(expiresAtMs / 1000), timezone), locale);
	if (expiresAtMs <= nowMs) {
		return {
			headline: text('consent.state.pendingLinkEnded', { date }),
			next: text('consent.next.pendingLinkEnded'),
		};
	}

	return {
		headline: text(
			invitation.opened_at === null ? 'consent.state.pendingLink' : 'consent.state.pendingOpened',
			{ date },
		),
		next: text('consent.next.pendingLink', { provider: text(`providers.${provider}`) }),
	};
}

function livingState(
	device: StatedDevice,
	consent: NonNullable<StatedDevice['consent']>,
	{ nowMs, timezone }: Circumstances,
	translate: Translator,
): ConsentState {
	const { text } = translate;
	const isEnding = consent.status === 'expiring';
	const today = localDateOf(Math.floor(nowMs / 1000), timezone);
	const renewing = device.renewal === null ? (['renew'] as const) : (['continue'] as const);

	return {
		tone: isEnding ? 'soon' : 'good',
		headline: livingHeadline(consent.valid_until, isEnding, today, translate),
		scopes: scopeLine('consent.allowed', consent.scopes, translate),
		next:
			device.renewal === null
				? isEnding
					? [text('consent.next.expiring')]
					: []
				: [text('consent.next.renewal')],
		actions: [
			...(isEnding || device.renewal !== null ? renewing : []),
			'holderPage',
			...linkActions(device),
			...(isEnding || device.renewal !== null ? [] : renewing),
			'withdraw',
		],
	};
}

function livingHeadline(
	validUntil: string | null,
	isEnding: boolean,
	today: string,
	{ text, count, locale }: Translator,
): string {
	if (validUntil === null) return text('consent.state.activeOpen');
	const lastDay = validUntil.slice(0, 10);
	const date = formatDate(lastDay, locale);
	if (!isEnding) return text('consent.state.activeUntil', { date });
	const days = daysFrom(today, lastDay);

	return days > 0 ? count('consent.state.ends', days, { date }) : text('consent.state.endsToday');
}

function daysFrom(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function endedState(
	device: StatedDevice,
	consent: NonNullable<StatedDevice['consent']>,
	translate: Translator,
): ConsentState {
	const { text, locale } = translate;
	const reason =
		consent.status === 'refused'
			? 'refused'
			: (consent.end_reason ?? (consent.status === 'expired' ? 'expired' : 'revoked'));
	const date =
		consent.valid_until === null ? undefined : formatDate(consent.valid_until.slice(0, 10), locale);
	const headline =
		reason !== 'expired'
			? text(`consent.state.${reason}`)
			: date === undefined
				? text('consent.state.expiredOpen')
				: text('consent.state.expired', { date });
	const wasNeverGiven = reason === 'refused' || reason === 'unanswered';
	const hints = reason === 'unanswered' && device.provider === 'enedis' ? [text('consent.oldShare')] : [];

	return {
		tone: 'over',
		headline,
		scopes:
			consent.scopes.length === 0
				? ''
				: scopeLine(wasNeverGiven ? 'consent.askedFor' : 'consent.wasAllowed', consent.scopes, translate),
		next: [...hints, text(`consent.next.${reason}`)],
		actions: [
			...(consent.scopes.length > 0 ? (['ask', 'holderPage'] as const) : (['invite'] as const)),
			...linkActions(device),
			'erase',
		],
	};
}

function linkActions({ invitation }: StatedDevice): ConsentAction[] {
	return invitation === null ? [] : ['revokeLink'];
}
