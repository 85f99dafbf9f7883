import { ForbiddenError } from '@directus/errors';
import { renewConsent } from '../../../consent/renew-consent.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { RenewAnswer } from '../../../shared/http-contract/consents.ts';
import { readConsent } from '../../../storage/consents.ts';
import { connectableProvider } from '../connectable-provider.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `POST /kilowatch/consents/:consent/renew`: the holder is asked again for the same, while the consent lives or after it. */
export const renew = defineRoute({
	method: 'post',
	path: '/consents/:consent/renew',
	access: 'consent-update',
	summary: 'Asks a meter’s holder for a new consent to the same',
	answers: { json: 'RenewAnswer' },
	errors: [errorCodes.conflict, errorCodes.consentState, errorCodes.providerOff],
	query: nothing,
	body: nothing,
	async handle({ runtime, caller, params }) {
		const former = await readConsent(runtime.database, pathParam(params, 'consent'));
		if (!former) throw new ForbiddenError();
		const { device, consent } = await renewConsent(
			runtime.database,
			connectableProvider(runtime, former.provider),
			{ consent: former.id, requestedBy: caller.accountability?.user ?? null },
		);
		const data = { device, consent, authorize_path: `/kilowatch/consents/${consent}/authorize` };

		return { json: { data } satisfies RenewAnswer };
	},
});
