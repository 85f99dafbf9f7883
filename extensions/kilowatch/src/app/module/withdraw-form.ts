import type { BuildingDevice } from '../../shared/http-contract/buildings.ts';
import type { RevokeAnswer, RevokeRequest } from '../../shared/http-contract/consents.ts';
import { consentScopes, type ConsentScope } from '../../shared/names.ts';
import type { Translator } from '../locales/translate.ts';
import { scopeNames } from './consent-state.ts';

/** What people fill in to withdraw a consent. Nothing is ticked for them, and nothing goes unless they say so. */
export interface WithdrawForm {
	scopes: Record<ConsentScope, boolean>;
	data: 'keep' | 'erase';
	/** that erasing cannot be undone is understood */
	understood: boolean;
}

type WithdrawnConsent = Pick<NonNullable<BuildingDevice['consent']>, 'status' | 'scopes'>;

export function emptyWithdrawForm(consent: WithdrawnConsent): WithdrawForm {
	return {
		scopes: { daily: false, load_curve: false, advice: false },
		// Of a consent that is over only what was read is left to go.
		data: withdrawalKind(consent) === 'over' ? 'erase' : 'keep',
		understood: false,
	};
}

/** Whether it is taken back in parts or whole while it lives, only asked for, or over with nothing left to take back. */
export function withdrawalKind({ status }: WithdrawnConsent): 'living' | 'asked' | 'over' {
	if (status === 'pending') return 'asked';

	return status === 'active' || status === 'expiring' ? 'living' : 'over';
}

/** Whether nothing of the consent would be left; only then its data can go. */
export function isWhole(form: WithdrawForm, consent: WithdrawnConsent): boolean {
	if (withdrawalKind(consent) !== 'living') return true;

	return consent.scopes.length > 0 && consent.scopes.every((scope) => form.scopes[scope]);
}

/**
 * The request of a filled-in form.
 *
 * @returns undefined while nothing is ticked, or erasing is not confirmed
 */
export function toRevokeRequest(form: WithdrawForm, consent: WithdrawnConsent): RevokeRequest | undefined {
	if (isWhole(form, consent)) {
		if (form.data === 'keep') return {};

		return form.understood ? { erase: true } : undefined;
	}
	const scopes = consentScopes.filter((scope) => form.scopes[scope] && consent.scopes.includes(scope));

	return scopes.length > 0 ? { scopes } : undefined;
}

/** What became of it, each a sentence; the first one says the most. */
export function revokeResult(
	answer: RevokeAnswer['data'],
	consent: WithdrawnConsent,
	translate: Translator,
): string[] {
	const { text, locale } = translate;
	const { scopes, operator, removed, erased } = answer;
	const wasAsked = withdrawalKind(consent) === 'asked';
	const numbers = new Intl.NumberFormat(locale);
	const sentences = [
		erased
			? text('withdraw.doneErased')
			: scopes.length > 0
				? text('withdraw.donePart', { scopes: scopeNames(scopes, translate) })
				: text(wasAsked ? 'withdraw.doneCancel' : 'withdraw.done'),
	];
	if (!erased && !wasAsked && scopes.length === 0) sentences.push(text('withdraw.nothingRead'));
	if (removed.readings > 0 || removed.days > 0) {
		sentences.push(
			text('withdraw.removed', {
				readings: numbers.format(removed.readings),
				days: numbers.format(removed.days),
			}),
		);
	}
	if (operator === 'queued') sentences.push(text('withdraw.operatorQueued'));
	if (operator === 'by_holder') sentences.push(text('withdraw.operatorByHolder'));

	return sentences;
}
