import { html } from 'hono/html';
import { consentScopes } from '../../shared/names.ts';
import { renderPage } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { pathOf } from './parts.ts';

/** What was chosen, and the way to the operator, who asks for a confirmation: a link, for a form may not lead there. */
export function toOperatorPage(context: PageContext): Promise<string> {
	const { language, texts, state, statement, operator, organisation, meter } = context;
	const scopes = consentScopes.filter((scope) => state.pending?.scopes.includes(scope));
	const title = texts.operator.title(operator);

	return renderPage(
		{
			language,
			texts,
			title,
			organisation,
			here: `${context.base}/operator`,
			isPrivate: true,
		},
		html`<h1>${title}</h1>
			<p>${texts.operator.chosen}</p>
			<ul>
				${scopes.map((scope) => html`<li><strong>${statement.scopes[scope].name}</strong></li>`)}
			</ul>
			<p class="lead">${texts.operator.text(operator)}</p>
			<p class="actions">
				<a class="button" href="${pathOf(context, '/authorize')}">${texts.operator.go(operator)}</a>
				<a href="${pathOf(context)}">${texts.operator.change}</a>
			</p>
			${
				meter.provider === 'enedis'
					? html`<section><p class="notice">${texts.operator.oldShare}</p></section>`
					: ''
			}`,
	);
}
