import { html } from 'hono/html';
import { renderPage } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { pathOf } from './parts.ts';

/** How the way to the operator ended. */
export interface Outcome {
	kind: 'granted' | 'refused' | 'failed' | 'waiting';
	/** the operator's code or ours; one that looks like one */
	code: string | undefined;
}

/** Where a holder comes back to from the operator: what came of it, and the next step. */
export function outcomePage(context: PageContext, { kind, code }: Outcome): Promise<string> {
	const { language, texts, operator, organisation, meter } = context;
	const { title, text } = texts.outcome[kind];
	const isBad = kind === 'refused' || kind === 'failed';

	return renderPage(
		{
			language,
			texts,
			title,
			organisation,
			here: pathOf({ ...context, isLanguageChosen: false }),
			isPrivate: true,
		},
		html`<h1>${title}</h1>
			<p class="lead">${typeof text === 'string' ? text : text(operator)}</p>
			${kind === 'failed' ? failure(context, code) : ''}
			<p class="actions">
				<a class="button" href="${pathOf(context)}">
					${isBad ? texts.outcome.tryAgain : texts.outcome.toPage}
				</a>
			</p>
			${
				kind === 'failed' && meter.provider === 'enedis'
					? html`<section><p class="notice">${texts.operator.oldShare}</p></section>`
					: ''
			}`,
	);
}

function failure({ texts, operator }: PageContext, code: string | undefined) {
	switch (code) {
		case 'other_point':
			return html`<p>${texts.outcome.otherPoint}</p>`;
		case 'already_connected':
			return html`<p>${texts.outcome.alreadyConnected}</p>`;
		case 'unknown_state':
		case 'KILOWATCH_CONSENT_STATE':
			return html`<p>${texts.outcome.tooLate}</p>`;
		case undefined:
			return html``;
		default:
			return html`<p>${texts.outcome.code(operator, code)}</p>`;
	}
}
