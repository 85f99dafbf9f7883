import { z } from 'zod';
import { inviteHolder, revokeInvitation, USUAL_INVITATION_DAYS } from '../../../consent/invite-holder.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { InvitationAnswer, InvitationRevokedAnswer } from '../../../shared/http-contract/consents.ts';
import { languages } from '../../../shared/languages.ts';
import { readDevice } from '../../../storage/devices.ts';
import { kilowatchError } from '../../errors.ts';
import { mailInvitation } from '../../mail-invitation.ts';
import { holderUrl } from '../../public-url.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const MAX_DAYS = 90;

const body = z.strictObject({
	days: z.int().min(1).max(MAX_DAYS).default(USUAL_INVITATION_DAYS),
	email: z.email().max(254).optional(),
	language: z.enum(languages).optional(),
});

/** `POST /kilowatch/devices/:device/invitation`: a link for a meter's holder, sent by mail if asked. An older one works no more. */
export const invite = defineRoute({
	method: 'post',
	path: '/devices/:device/invitation',
	access: 'device-update',
	summary: 'Makes a link for a meter’s holder, and mails it if asked; an older one works no more',
	answers: { json: 'InvitationAnswer' },
	errors: [errorCodes.conflict, errorCodes.providerOff, errorCodes.publicUrl],
	query: nothing,
	body,
	async handle({ runtime, caller, params, body: { days, email, language } }) {
		const { database, environment, providers } = runtime;
		const device = await readDevice(database, pathParam(params, 'device'));
		const provider = device && providers.providers.get(device.provider);
		if (!device || !provider) {
			throw kilowatchError(
				errorCodes.providerOff,
				`The holder cannot consent: provider ${device?.provider ?? ''} is off, or not asked by consent`,
			);
		}
		// Before anything is made: a link that cannot be told would take the old one's place.
		holderUrl(environment, '');

		const { token, expiresAt } = await inviteHolder(database, provider, {
			device: device.id,
			days,
			invitedBy: caller.accountability?.user ?? null,
			at: new Date(),
		});
		const url = holderUrl(environment, token);
		const sent =
			email !== undefined &&
			(await mailInvitation(runtime, caller, { token, url, expiresAt, email, language }));

		return {
			json: { data: { url, expires_at: expiresAt.toISOString(), sent } } satisfies InvitationAnswer,
		};
	},
});

/** `POST /kilowatch/devices/:device/invitation/revoke`: the link opens nothing any more. */
export const revokeInvitationRoute = defineRoute({
	method: 'post',
	path: '/devices/:device/invitation/revoke',
	access: 'device-update',
	summary: 'The holder’s link opens nothing any more',
	answers: { json: 'InvitationRevokedAnswer' },
	errors: [],
	query: nothing,
	body: nothing,
	async handle({ runtime, caller, params }) {
		await revokeInvitation(runtime.database, {
			device: pathParam(params, 'device'),
			revokedBy: caller.accountability?.user ?? null,
			at: new Date(),
		});

		return { json: { data: { revoked: true } } satisfies InvitationRevokedAnswer };
	},
});
