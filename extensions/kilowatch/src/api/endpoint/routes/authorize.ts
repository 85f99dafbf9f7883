import { ForbiddenError } from '@directus/errors';
import { startConsent } from '../../../consent/start-consent.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import { readConsent } from '../../../storage/consents.ts';
import { kilowatchError } from '../../errors.ts';
import { setConsentCookie } from '../consent-cookie.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `GET /kilowatch/consents/:consent/authorize`: to the operator's consent page. Opened as a page of this site only. */
export const authorize = defineRoute({
	method: 'get',
	path: '/consents/:consent/authorize',
	access: 'consent-update',
	summary: 'Leads to the operator’s consent page; to be opened as a page of the same site',
	answers: { status: 302 },
	errors: [errorCodes.consentState, errorCodes.providerOff],
	query: nothing,
	body: nothing,
	async handle({ runtime, caller, params, http }) {
		const site = http.request.get('Sec-Fetch-Site') ?? 'none';
		if (site !== 'same-origin' && site !== 'none') throw new ForbiddenError();

		const consent = await readConsent(runtime.database, pathParam(params, 'consent'));
		if (!consent) throw new ForbiddenError();
		const provider = runtime.providers.providers.get(consent.provider);
		if (!provider) throw kilowatchError(errorCodes.providerOff, `Provider ${consent.provider} is off`);

		const user = caller.accountability?.user ?? null;
		const { url, ...way } = await startConsent(runtime, provider, consent, user);
		setConsentCookie(http.response, way, runtime.environment.PUBLIC_URL);

		return { redirect: url.href };
	},
});
