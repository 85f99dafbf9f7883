import { html } from 'hono/html';
import type { ConsentScope } from '../../shared/names.ts';
import { HOLDER_TEXT_VERSION } from '../consent-text.ts';
import { consentForm, statementSections } from './consent-form.ts';
import { dayText } from './dates.ts';
import { dataSections } from './data-sections.ts';
import { doneNotice, type Done } from './done-notice.ts';
import { endedNotice } from './ended-notice.ts';
import { renderPage } from './layout.ts';
import type { MistakenForm } from './living.ts';
import type { PageContext } from './page-context.ts';
import { meterFacts, mistakeSummary, pathOf, type Mistake } from './parts.ts';

/** The page that asks: who, what, to what end, how long; then three boxes. */
export function askedPage(
	context: PageContext,
	form: {
		done?: Done | undefined;
		mistake?: (Mistake & { form: MistakenForm }) | undefined;
		ticked?: readonly ConsentScope[];
	} = {},
): Promise<string> {
	const of = (kind: MistakenForm) => (form.mistake?.form === kind ? form.mistake : undefined);
	const { language, texts, statement, state, invitation, timeZone, organisation } = context;

	return renderPage(
		{
			language,
			texts,
			title: statement.title,
			organisation,
			here: pathOf({ ...context, isLanguageChosen: false }),
			isMistaken: form.mistake !== undefined,
			textVersion: HOLDER_TEXT_VERSION,
			isPrivate: true,
		},
		html`${mistakeSummary(context, form.mistake)} ${doneNotice(context, form.done)} ${endedNotice(context)}
			<h1>${statement.title}</h1>
			<p class="lead">${statement.lead}</p>
			${meterFacts(context, [
				[texts.facts.linkUntil, texts.facts.until(dayText(invitation.expiresAt, language, timeZone))],
			])}
			${statementSections(context)}
			${
				context.isProviderOn
					? consentForm(context, { ...form, mistake: of('consent') })
					: html`<section><p class="notice">${texts.ask.providerOff}</p></section>`
			}
			${state.mayErase ? dataSections(context, of('erase')) : ''}`,
	);
}
