import { html } from 'hono/html';
import { dateText, dayText } from './dates.ts';
import type { Html } from './layout.ts';
import type { PageContext } from './page-context.ts';

/** Why and since when nothing is read any more, where something once was. */
export function endedNotice({ state, texts, language, timeZone }: PageContext): Html {
	const { ended } = state;
	if (!ended || state.living) return html``;
	const on = ended.revokedAt
		? dayText(ended.revokedAt, language, timeZone)
		: ended.validUntil && dateText(ended.validUntil, language);

	return html`<section class="notice" aria-labelledby="ended-title">
		<h2 id="ended-title">${texts.ended.title}</h2>
		<p>${ended.endReason ? texts.ended.reasons[ended.endReason] : ''} ${on ? texts.ended.on(on) : ''}</p>
	</section>`;
}
