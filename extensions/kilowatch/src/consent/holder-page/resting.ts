import { html } from 'hono/html';
import { dataSections } from './data-sections.ts';
import { endedNotice } from './ended-notice.ts';
import { renderPage } from './layout.ts';
import { doneNotice, type Done } from './done-notice.ts';
import type { PageContext } from './page-context.ts';
import { meterFacts, mistakeSummary, pathOf, permissionText, type Mistake } from './parts.ts';
import { withdrawAllSection } from './withdraw-all.ts';

/**
 * The page of a holder whose meter is not read: not yet, for the operator has to name it; or no more, and the link is too old to
 * give another consent by it.
 */
export function restingPage(
	context: PageContext,
	told: { done?: Done | undefined; mistake?: Mistake } = {},
): Promise<string> {
	const { language, texts, state, operator, organisation } = context;
	const { ended } = state;
	const isAwaited = state.kind === 'awaited';
	const title = isAwaited ? texts.awaited.title : texts.living.title;

	return renderPage(
		{
			language,
			texts,
			title,
			organisation,
			here: pathOf({ ...context, isLanguageChosen: false }),
			isMistaken: told.mistake !== undefined,
			isPrivate: true,
		},
		html`${mistakeSummary(context, told.mistake)} ${doneNotice(context, told.done)}
			${isAwaited ? '' : endedNotice(context)}
			<h1>${title}</h1>
			${
				isAwaited
					? html`<p class="lead">${texts.awaited.text(operator)}</p>`
					: html`<p>${texts.ask.linkExpired}</p>`
			}
			${meterFacts(
				context,
				ended && !isAwaited ? [[texts.facts.permission, permissionText(context, ended)]] : [],
			)}
			${isAwaited ? withdrawAllSection(context) : ''}
			${state.mayErase ? dataSections(context, told.mistake) : ''}`,
	);
}
