import { html } from 'hono/html';
import { consentScopes, type ConsentScope } from '../../shared/names.ts';
import { HOLDER_TEXT_VERSION } from '../consent-text.ts';
import { consentForm, statementSections } from './consent-form.ts';
import { dataSections, reachText } from './data-sections.ts';
import { dateText, dayText } from './dates.ts';
import { doneNotice, type Done } from './done-notice.ts';
import { renderPage, type Html } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { withdrawAllSection } from './withdraw-all.ts';
import {
	allowedSince,
	lastReadText,
	meterFacts,
	mistakeSummary,
	pathOf,
	permissionText,
	scopeBoxes,
	type Mistake,
} from './parts.ts';

/** Which form a mistake was made in. */
export type MistakenForm = 'consent' | 'more' | 'erase';

/** The page of a holder whose meter is read. */
export function livingPage(
	context: PageContext,
	told: { done?: Done | undefined; mistake?: Mistake & { form: MistakenForm } } = {},
): Promise<string> {
	const { language, texts, state, organisation } = context;
	const { living, pending, mayConsent } = state;
	const { mistake } = told;
	const of = (form: MistakenForm) => (mistake?.form === form ? mistake : undefined);
	const scopes = consentScopes.filter((scope) => living?.scopes.includes(scope));
	const others = consentScopes.filter((scope) => !scopes.includes(scope));

	return renderPage(
		{
			language,
			texts,
			title: texts.living.title,
			organisation,
			here: pathOf({ ...context, isLanguageChosen: false }),
			isMistaken: mistake !== undefined,
			textVersion: HOLDER_TEXT_VERSION,
			isPrivate: true,
		},
		html`${mistakeSummary(context, mistake)} ${doneNotice(context, told.done)}
			<h1>${texts.living.title}</h1>
			${meterFacts(context, [
				...(living ? [[texts.facts.permission, permissionText(context, living)] as const] : []),
				[texts.facts.lastRead, lastReadText(context)],
			])}
			${
				mayConsent && pending
					? html`<section aria-labelledby="renew">
							<h2 id="renew">${texts.living.renew}</h2>
							<p>
								${living?.validUntil ? texts.living.ending(dateText(living.validUntil, language)) : ''}
								${texts.living.renewHint}
							</p>
							${consentForm(context, { mistake: of('consent') })}
						</section>`
					: ''
			}
			<section aria-labelledby="read">
				<h2 id="read">${texts.living.read}</h2>
				${scopes.map((scope) => allowedScope(context, scope))}
			</section>
			${others.length > 0 && !(mayConsent && pending) ? moreForm(context, others, of('more')) : ''}
			${withdrawAllSection(context)} ${dataSections(context, of('erase'))}
			${statementSections(context, ['storage', 'rights'])}`,
	);
}

function allowedScope(context: PageContext, scope: ConsentScope): Html {
	const { statement, texts, meter, state, language, timeZone } = context;
	const { name, what, why, kept } = statement.scopes[scope];
	const reach = { daily: meter.totals, load_curve: meter.curve, advice: undefined }[scope];
	const since = state.living && allowedSince(state.living, scope);

	return html`<div class="scope">
		<h3>${name}</h3>
		<p>${what} ${why}</p>
		<p class="soft">
			${since ? texts.living.since(dayText(since, language, timeZone)) : ''}
			${reach === undefined ? '' : reachText(context, reach)} ${kept}
		</p>
		<form method="post" action="${pathOf(context, '/withdraw')}">
			<input type="hidden" name="scope" value="${scope}" />
			<p id="withdraw-${scope}">${texts.living.withdrawing[scope]}</p>
			<button type="submit" class="quiet" aria-describedby="withdraw-${scope}">
				${texts.living.withdraw(name)}
			</button>
		</form>
	</div>`;
}

function moreForm(context: PageContext, others: readonly ConsentScope[], mistake: Mistake | undefined): Html {
	const { texts } = context;

	return html`<section>
		<form method="post" action="${pathOf(context, '/allow')}" class="${mistake ? 'mistaken' : ''}">
			<input type="hidden" name="text_version" value="${HOLDER_TEXT_VERSION}" />
			<fieldset aria-describedby="more-hint ${mistake ? 'more-mistake' : ''}">
				<legend>${texts.living.more}</legend>
				<p id="more-hint" class="soft">${texts.living.moreHint}</p>
				${mistake ? html`<p id="more-mistake" class="mistake">${mistake.text}</p>` : ''}
				${scopeBoxes(context, others)}
			</fieldset>
			<p class="actions"><button type="submit">${texts.living.allow}</button></p>
		</form>
	</section>`;
}
