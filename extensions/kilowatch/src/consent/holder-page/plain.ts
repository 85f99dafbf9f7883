import { html } from 'hono/html';
import type { Language } from '../../shared/languages.ts';
import { renderPage } from './layout.ts';
import type { HolderTexts } from './texts/holder-texts.ts';
import { holderTexts } from './texts/texts.ts';

/**
 * A page that tells one thing and shows nothing of a meter. `gone` is the same for a link that never was, was revoked, has
 * expired or was erased: nobody can find out which.
 */
export function plainPage(kind: keyof HolderTexts['plain'], language: Language): Promise<string> {
	const texts = holderTexts[language];
	const { title, text } = texts.plain[kind];

	return renderPage(
		{ language, texts, title, here: '' },
		html`<h1>${title}</h1>
			<p class="lead">${text}</p>`,
	);
}

/** Back from the operator in a browser that does not know the link. */
export function openLinkPage(language: Language): Promise<string> {
	const texts = holderTexts[language];
	const title = texts.outcome.openLink;

	return renderPage({ language, texts, title, here: '' }, html`<h1>${title}</h1>`);
}
