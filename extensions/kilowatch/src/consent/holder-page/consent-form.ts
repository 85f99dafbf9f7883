import { html } from 'hono/html';
import { consentScopes, type ConsentScope } from '../../shared/names.ts';
import { HOLDER_TEXT_VERSION } from '../consent-text.ts';
import type { Html } from './layout.ts';
import type { SectionKind } from './statement/statement.ts';
import type { PageContext } from './page-context.ts';
import { pathOf, scopeBoxes, type Mistake } from './parts.ts';

/**
 * The statement below the question: all that a holder must know before ticking anything.
 *
 * @param kinds only these parts of it, where nothing is asked
 */
export function statementSections({ statement }: PageContext, kinds?: readonly SectionKind[]): Html {
	return html`<div class="statement">
		${statement.sections
			.filter(({ kind }) => kinds?.includes(kind) ?? true)
			.map(
				({ heading, text }) =>
					html`<section>
						<h2>${heading}</h2>
						<p>${text}</p>
					</section>`,
			)}
	</div>`;
}

/** The three boxes and the button that leads on. */
export function consentForm(
	context: PageContext,
	form: { mistake?: Mistake | undefined; ticked?: readonly ConsentScope[] } = {},
): Html {
	const { texts } = context;
	const { mistake } = form;

	return html`<section>
		<form method="post" action="${pathOf(context, '/consent')}" class="${mistake ? 'mistaken' : ''}">
			<input type="hidden" name="text_version" value="${HOLDER_TEXT_VERSION}" />
			<fieldset aria-describedby="choice-hint ${mistake ? 'choice-mistake' : ''}">
				<legend>${texts.ask.legend}</legend>
				<p id="choice-hint" class="soft">${texts.ask.hint}</p>
				${mistake ? html`<p id="choice-mistake" class="mistake">${mistake.text}</p>` : ''}
				${scopeBoxes(context, consentScopes, form.ticked)}
			</fieldset>
			<p class="actions"><button type="submit">${texts.ask.submit}</button></p>
		</form>
	</section>`;
}
