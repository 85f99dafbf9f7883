import { z } from 'zod';
import { withdrawConsent } from '../../../consent/withdraw-consent.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { RevokeAnswer, RevokeRequest } from '../../../shared/http-contract/consents.ts';
import { consentScopes } from '../../../shared/names.ts';
import { consentContext } from '../../consent-context.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const body = z.strictObject({
	scopes: z.array(z.enum(consentScopes)).min(1).optional(),
	erase: z.boolean().default(false),
});

/** `POST /kilowatch/consents/:consent/revoke`: some scopes or all are taken back, and with `erase` everything of the meter goes. */
export const revoke = defineRoute({
	method: 'post',
	path: '/consents/:consent/revoke',
	access: 'consent-update',
	summary: 'Takes back some scopes of a consent or all; with `erase` everything of the meter goes',
	answers: { json: 'RevokeAnswer' },
	errors: [errorCodes.consentState, errorCodes.providerOff],
	query: nothing,
	body,
	async handle({ runtime, caller, params, body: { scopes, erase } }) {
		const request: RevokeRequest = { ...(scopes === undefined ? {} : { scopes }), erase };
		const data = await withdrawConsent(consentContext(runtime), pathParam(params, 'consent'), {
			...request,
			actor: { kind: 'user', id: caller.accountability?.user ?? undefined },
		});

		return { json: { data } satisfies RevokeAnswer };
	},
});
