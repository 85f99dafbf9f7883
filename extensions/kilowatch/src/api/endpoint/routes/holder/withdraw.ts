import { isAdviceAlone, tickedScopes } from './ticked-scopes.ts';
import { withdrawConsent } from '../../../../consent/withdraw-consent.ts';
import { consentContext } from '../../../consent-context.ts';
import { defineHolderRoute, toHolderPage, toPageIfState } from '../../holder/holder-route.ts';

/** `POST /kilowatch/holder/:token/withdraw`: the holder takes back a scope, or without one all of them. At once. */
export const holderWithdraw = defineHolderRoute({
	method: 'post',
	path: '/withdraw',
	summary: 'The holder takes back a scope or all of them',
	answers: { status: 303 },
	async handle(request) {
		const { runtime, context, form } = request;
		const { living, pending, kind } = context.state;
		const consent = living ?? (kind === 'awaited' ? pending : undefined);
		if (!consent) return toHolderPage(request, 'unchanged');

		const named = tickedScopes(form);
		// A scope that nobody knows must not take back all of them.
		if (named.length === 0 && form.has('scope')) return toHolderPage(request, 'unchanged');
		const taken = consent.scopes.filter((scope) => named.length === 0 || named.includes(scope));
		if (taken.length === 0) return toHolderPage(request, 'unchanged');
		const left = consent.scopes.filter((scope) => !taken.includes(scope));
		const isAll = left.length === 0 || isAdviceAlone(left);

		try {
			const { operator } = await withdrawConsent(consentContext(runtime), consent.id, {
				...(isAll ? {} : { scopes: taken }),
				actor: { kind: 'holder' },
			});
			if (!isAll) return toHolderPage(request, 'withdrawn');

			return toHolderPage(request, operator === 'by_holder' ? 'ended_by_holder' : 'ended');
		} catch (error) {
			return toPageIfState(request, error);
		}
	},
});
