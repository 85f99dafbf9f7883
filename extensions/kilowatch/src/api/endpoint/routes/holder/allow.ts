import { allowScopes } from '../../../../consent/allow-scopes.ts';
import { HOLDER_TEXT_VERSION } from '../../../../consent/consent-text.ts';
import { showPage } from '../../../../consent/holder-page/show-page.ts';
import { shownProof } from '../../../../consent/holder-page/statement/shown-statement.ts';
import { consentScopes } from '../../../../shared/names.ts';
import { consentContext } from '../../../consent-context.ts';
import {
	defineHolderRoute,
	toHolderPage,
	toPageIfState,
	type HolderRequest,
} from '../../holder/holder-route.ts';
import type { RouteAnswer } from '../../route.ts';
import { tickedScopes } from './ticked-scopes.ts';

/** `POST /kilowatch/holder/:token/allow`: the holder allows more, within the consent that the operator has confirmed. */
export const holderAllow = defineHolderRoute({
	method: 'post',
	path: '/allow',
	summary: 'The holder allows more, within the consent that the operator has confirmed',
	answers: { status: 303 },
	async handle(request) {
		const { runtime, context, form } = request;
		const { living } = context.state;
		if (!living) return toHolderPage(request, 'unchanged');

		if (form.get('text_version') !== HOLDER_TEXT_VERSION)
			return mistaken(request, context.texts.ask.changedMeanwhile);
		const ticked = tickedScopes(form);
		if (ticked.length === 0) return mistaken(request, context.texts.living.noMoreTicked);
		const added = ticked.filter((scope) => !living.scopes.includes(scope));
		if (added.length === 0) return toHolderPage(request, 'unchanged');

		try {
			await allowScopes(consentContext(runtime), living.id, {
				scopes: added,
				actor: { kind: 'holder' },
				textVersion: HOLDER_TEXT_VERSION,
				shown: shownProof(context.language, context.facts),
			});
			runtime.syncs.wake();
		} catch (error) {
			return toPageIfState(request, error);
		}

		return toHolderPage(request, 'allowed');
	},
});

async function mistaken({ context }: HolderRequest, text: string): Promise<RouteAnswer> {
	const first = consentScopes.find((scope) => !context.state.living?.scopes.includes(scope));
	const mistake = { form: 'more', text, field: `scope-${first ?? 'daily'}` } as const;

	return { status: 422, html: await showPage(context, { mistake }) };
}
