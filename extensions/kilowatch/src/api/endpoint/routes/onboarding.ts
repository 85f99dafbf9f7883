import { z } from 'zod';
import { MAX_ONBOARDING_BYTES, parseOnboardingFile } from '../../../consent/onboarding-file.ts';
import { judgeMeters, onboardMeters, type OnboardedLine } from '../../../consent/onboard-meters.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { OnboardingAnswer, OnboardingLine } from '../../../shared/http-contract.ts';
import { findChangeableBuildings } from '../../changeable-buildings.ts';
import { kilowatchError } from '../../errors.ts';
import { defineRoute } from '../route.ts';
import { uploadedFile } from '../uploaded-file.ts';

const query = z.strictObject({
	dry_run: z
		.enum(['true', 'false', ''])
		.default('false')
		.transform((value) => value !== 'false'),
});

/** `POST /kilowatch/onboarding`: a file of meters, each connected and its holder invited, or only looked at. */
export const onboarding = defineRoute({
	method: 'post',
	path: '/onboarding',
	access: 'signed-in',
	query,
	// A stream: it is read by the handler.
	body: z.unknown(),
	async handle({ runtime, caller, query, http: { request } }) {
		const drafts = parseOnboardingFile(await readAll(uploadedFile(request, MAX_ONBOARDING_BYTES)));
		if (!runtime.vault.ready) {
			throw kilowatchError(
				errorCodes.providerOff,
				'Credentials cannot be kept: set IOT_ENCRYPTION_KEY to 32 bytes, as base64 or 64 hex characters',
			);
		}

		const context = {
			database: runtime.database,
			providers: runtime.providers.providers,
			buildings: await findChangeableBuildings(
				caller,
				drafts.map(({ building }) => building),
			),
			requestedBy: caller.accountability?.user ?? null,
			at: new Date(),
		};
		if (query.dry_run) return { json: answerOf(await judgeMeters(context, drafts), true) };

		return { json: answerOf(await onboardMeters(context, drafts), false) };
	},
});

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of source) pieces.push(piece);

	return Buffer.concat(pieces);
}

function answerOf(lines: readonly OnboardedLine[], isDryRun: boolean): OnboardingAnswer {
	const data = lines.map((line): OnboardingLine => {
		const { draft, building, verdict, refusal, device, invitation } = line;

		return {
			line: draft.line,
			building: building ?? null,
			provider: draft.providerText,
			point_id: draft.pointId ?? null,
			label: draft.label ?? null,
			verdict,
			code: refusal?.code ?? null,
			message: refusal?.message ?? null,
			device: device ?? null,
			invitation_url: invitation === undefined ? null : invitation.token,
			sent: isDryRun && draft.email !== undefined,
		};
	});
	const refused = data.filter(({ verdict }) => verdict === 'refused').length;

	return { data, meta: { dry_run: isDryRun, ready: data.length - refused, refused } };
}
