import { z } from 'zod';
import { connectMeter } from '../../../consent/connect-meter.ts';
import { keptMonths } from '../../../domain/kept-months.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { ConfigureAnswer } from '../../../shared/http-contract/consents.ts';
import { consentScopes, providerNames } from '../../../shared/names.ts';
import { readHistoryEstimate } from '../../../sync/time-left.ts';
import { connectableProvider } from '../connectable-provider.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const body = z.strictObject({
	provider: z.enum(providerNames),
	point_id: z.string().trim().min(1).optional(),
	scopes: z
		.array(z.enum(consentScopes))
		.min(1)
		.transform((scopes) => consentScopes.filter((scope) => scopes.includes(scope))),
	label: z
		.string()
		.trim()
		.min(1)
		.max(200)
		.refine((text) => !text.includes('\0'), { message: 'must be text' })
		.optional(),
	personal: z.boolean().default(false),
});

/** `POST /kilowatch/buildings/:building/linky/configure`: a meter to connect, and where its holder consents. */
export const configure = defineRoute({
	method: 'post',
	path: '/buildings/:building/linky/configure',
	access: 'building-update',
	summary: 'Makes a meter and its pending consent',
	answers: { json: 'ConfigureAnswer' },
	errors: [errorCodes.pointId, errorCodes.conflict, errorCodes.consentState, errorCodes.providerOff],
	query: nothing,
	body,
	async handle({ runtime, caller, params, body }) {
		const provider = connectableProvider(runtime, body.provider);
		const { device, consent } = await connectMeter(runtime.database, provider, {
			building: pathParam(params, 'building'),
			pointId: body.point_id,
			scopes: body.scopes,
			label: body.label,
			personal: body.personal,
			requestedBy: caller.accountability?.user ?? null,
		});
		const data = { device, consent, authorize_path: `/kilowatch/consents/${consent}/authorize` };

		const { KILOWATCH_DAILY_MONTHS: totals, KILOWATCH_READINGS_MONTHS: curve } = runtime.environment;
		const history = await readHistoryEstimate(
			runtime.database,
			provider,
			{ scopes: body.scopes, retentionMonths: keptMonths({ totals, curve }, body.personal) },
			new Date(),
		);

		return { json: { data, meta: { history } } satisfies ConfigureAnswer };
	},
});
