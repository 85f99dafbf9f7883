import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { pathOf } from './parts.ts';

/** One button takes everything back: no more than it took to give it. */
export function withdrawAllSection(context: PageContext): Html {
	const { texts, operator } = context;

	return html`<section aria-labelledby="withdraw-all">
		<h2 id="withdraw-all">${texts.withdrawAll.heading}</h2>
		<p>${texts.withdrawAll.text(operator)}</p>
		<form method="post" action="${pathOf(context, '/withdraw')}">
			<p class="actions"><button type="submit" class="quiet">${texts.withdrawAll.submit}</button></p>
		</form>
	</section>`;
}
