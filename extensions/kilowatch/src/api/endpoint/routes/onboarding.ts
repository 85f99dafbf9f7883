import { z } from 'zod';
import { MAX_ONBOARDING_BYTES, parseOnboardingFile } from '../../../consent/onboarding-file.ts';
import { judgeMeters, onboardMeters, type OnboardedLine } from '../../../consent/onboard-meters.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { OnboardingAnswer, OnboardingLine } from '../../../shared/http-contract/onboarding.ts';
import { findChangeableBuildings } from '../../changeable-buildings.ts';
import { kilowatchError } from '../../errors.ts';
import { mailInvitation } from '../../mail-invitation.ts';
import { mailInvitations, type MailedInvitation } from '../../mail-invitations.ts';
import { holderUrl } from '../../public-url.ts';
import { defineRoute, fileBody } from '../route.ts';
import { readUploadedFile } from '../uploaded-file.ts';

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
	summary: 'Connects the meters of a file and invites their holders, or only looks at it',
	answers: { json: 'OnboardingAnswer' },
	errors: [
		errorCodes.fileLayout,
		errorCodes.fileMissing,
		errorCodes.fileTooLarge,
		errorCodes.linesRefused,
		errorCodes.providerOff,
		errorCodes.publicUrl,
	],
	query,
	body: fileBody,
	async handle({ runtime, caller, query, http: { request } }) {
		const drafts = parseOnboardingFile(await readUploadedFile(request, MAX_ONBOARDING_BYTES));
		if (!runtime.vault.ready) {
			throw kilowatchError(
				errorCodes.providerOff,
				'Credentials cannot be kept: set IOT_ENCRYPTION_KEY to 32 bytes, as base64 or 64 hex characters',
			);
		}

		// Before anything is made: links that cannot be told would take the place of those that are out.
		holderUrl(runtime.environment, '');

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
		if (query.dry_run) {
			const lines = await judgeMeters(context, drafts);

			return {
				json: answerOf(
					lines.map((line) => ({ line, url: null, sent: line.draft.email !== undefined })),
					true,
				),
			};
		}

		const lines = await onboardMeters(context, drafts);
		const urls = new Map(
			lines.map(({ draft, invitation }) => [
				draft,
				invitation && holderUrl(runtime.environment, invitation.token),
			]),
		);
		const mails = new Map<OnboardedLine, MailedInvitation>();
		for (const line of lines) {
			const { email, language } = line.draft;
			const url = urls.get(line.draft);
			if (email && line.invitation && url) mails.set(line, { ...line.invitation, url, email, language });
		}
		const sent = await mailInvitations([...mails.values()], (mail) => mailInvitation(runtime, caller, mail));
		const told = lines.map((line) => {
			const mail = mails.get(line);

			return { line, url: urls.get(line.draft) ?? null, sent: mail !== undefined && sent.has(mail) };
		});

		return { json: answerOf(told, false) };
	},
});

interface ToldLine {
	line: OnboardedLine;
	/** the holder's link */
	url: string | null;
	sent: boolean;
}

function answerOf(lines: readonly ToldLine[], isDryRun: boolean): OnboardingAnswer {
	const data = lines.map(({ line, url, sent }): OnboardingLine => {
		const { draft, building, verdict, refusal, device } = line;

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
			invitation_url: url,
			sent,
		};
	});
	const refused = data.filter(({ verdict }) => verdict === 'refused').length;

	return { data, meta: { dry_run: isDryRun, ready: data.length - refused, refused } };
}
