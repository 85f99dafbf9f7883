import { plainPage } from '../../../../consent/holder-page/plain.ts';
import { showPage } from '../../../../consent/holder-page/show-page.ts';
import { withdrawConsent } from '../../../../consent/withdraw-consent.ts';
import { consentContext } from '../../../consent-context.ts';
import { defineHolderRoute, toHolderPage, toPageIfState } from '../../holder/holder-route.ts';

/** `POST /kilowatch/holder/:token/erase`: everything of the meter goes, this page with it. */
export const holderErase = defineHolderRoute({
	method: 'post',
	path: '/erase',
	summary: 'Everything of the meter goes',
	answers: { status: 303 },
	async handle(request) {
		const { runtime, context, form } = request;
		const { state, meter, texts, language } = context;
		const consent = state.living ?? meter.consents.find(({ isOwn }) => isOwn);
		if (!state.mayErase || !consent) return toHolderPage(request, 'unchanged');
		if (form.get('confirm') !== 'yes') {
			const mistake = { form: 'erase', text: texts.erase.notTicked, field: 'confirm' } as const;

			return { status: 422, html: await showPage(context, { mistake }) };
		}

		try {
			const { erased } = await withdrawConsent(consentContext(runtime), consent.id, {
				erase: true,
				actor: { kind: 'holder' },
			});

			// Not a way back: there is nothing any more that the link opens.
			return { html: await plainPage(erased ? 'erased' : 'erasing', language) };
		} catch (error) {
			return toPageIfState(request, error);
		}
	},
});
