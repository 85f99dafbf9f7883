import { html } from 'hono/html';
import type { Language } from '../../shared/languages.ts';
import type { HolderMeter } from '../../storage/holder-meter.ts';
import { dayText } from './dates.ts';
import { organisationName, placeText } from './page-context.ts';
import { holderTexts } from './texts/texts.ts';

/** The message that brings a holder their link. */
export async function invitationMail(
	{ meter, url, expiresAt }: { meter: HolderMeter; url: string; expiresAt: Date },
	language: Language,
): Promise<{ subject: string; text: string; html: string }> {
	const { mail } = holderTexts[language];
	const organisation = organisationName(meter.organisation, new URL(url));
	const asker = meter.manager === null ? organisation : `${meter.manager.name} (${organisation})`;
	const intro = mail.text(asker, placeText(meter.building));
	const until = mail.until(dayText(expiresAt, language, meter.timeZone ?? 'Europe/Paris'));

	return {
		subject: mail.subject(organisation),
		text: [mail.greeting, intro, url, until, mail.notYou].join('\n\n'),
		html: String(
			await html`<!doctype html>
				<html lang="${language}">
					<body style="font: 16px/1.5 sans-serif; max-width: 36em">
						<p>${mail.greeting}</p>
						<p>${intro}</p>
						<p>
							<a href="${url}"><strong>${mail.link}</strong></a
							><br />${url}
						</p>
						<p>${until}</p>
						<p>${mail.notYou}</p>
					</body>
				</html>`,
		),
	};
}
