import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageContext } from './page-context.ts';

/** What was just done, told at the top of the page to which a form leads back. */
export const doneWords = ['withdrawn', 'allowed', 'ended', 'ended_by_holder', 'unchanged'] as const;

export type Done = (typeof doneWords)[number];

export function doneNotice({ texts, operator }: PageContext, done: Done | undefined): Html {
	if (done === undefined) return html``;
	const text = {
		withdrawn: texts.done.withdrawn,
		allowed: texts.done.allowed,
		ended: texts.done.ended,
		ended_by_holder: texts.done.endedByHolder(operator),
		unchanged: texts.done.unchanged,
	}[done];

	return html`<div class="notice good" role="status" aria-labelledby="done-title">
		<h2 id="done-title">${texts.done.heading}</h2>
		<p>${text}</p>
	</div>`;
}
