import { startConsent } from '../../../../consent/start-consent.ts';
import { readConsent } from '../../../../storage/consents.ts';
import { addressOf } from '../../../public-url.ts';
import { setConsentCookie } from '../../consent-cookie.ts';
import { setHolderCookie } from '../../holder/holder-cookie.ts';
import { defineHolderRoute, toHolderPage, toPageIfState, toSubpage } from '../../holder/holder-route.ts';
import { isSameSite } from '../../holder/same-site.ts';

/** `GET /kilowatch/holder/:token/authorize`: to the operator's consent page. Opened from the page before it only. */
export const holderAuthorize = defineHolderRoute({
	method: 'get',
	path: '/authorize',
	summary: 'Leads the holder to the operator’s consent page',
	answers: { status: 302 },
	async handle(request) {
		const { runtime, token, context, http } = request;
		const { environment, database, vault, providers } = runtime;
		const { state, meter, invitation, language } = context;
		const publicUrl = addressOf(environment, http.request);
		if (!isSameSite(http.request, publicUrl)) return toSubpage(request, 'operator');
		const provider = providers.providers.get(meter.provider);
		const consent = state.pending && (await readConsent(database, state.pending.id));
		if (!state.mayConsent || !state.pending?.isChosen || !provider || !consent) return toHolderPage(request);

		try {
			const { url, ...way } = await startConsent({ database, vault }, provider, consent, null, invitation.id);
			setConsentCookie(http.response, way, environment.PUBLIC_URL);
			setHolderCookie(http.response, { token, language }, publicUrl);

			return { redirect: url.href };
		} catch (error) {
			return toPageIfState(request, error);
		}
	},
});
