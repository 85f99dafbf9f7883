import { html, raw } from 'hono/html';
import { languages, type Language } from '../../shared/languages.ts';
import { sha256Base64 } from './style-hash.ts';
import { style } from './style.ts';
import type { HolderTexts } from './texts/holder-texts.ts';
import { languageNames } from './texts/texts.ts';

export type Html = ReturnType<typeof html>;

/** What stands round a page's own content. */
export interface Frame {
	language: Language;
	texts: HolderTexts;
	title: string;
	/** who runs this; left out where a page must not tell */
	organisation?: string;
	/** address of the page that is shown, without a query: where another language is chosen */
	here: string;
	/** the page was answered to a mistake in a form */
	isMistaken?: boolean;
	/** of the statement on the page */
	textVersion?: string;
	/** the page's address is the holder's secret */
	isPrivate?: boolean;
}

/** A whole page as text. Everything that is not a template of ours is escaped. */
export async function renderPage(frame: Frame, content: Html): Promise<string> {
	const { language, texts, title, organisation, here } = frame;

	return String(
		await html`<!doctype html>
			<html lang="${language}">
				<head>
					<meta charset="utf-8" />
					<meta name="viewport" content="width=device-width, initial-scale=1" />
					<meta name="robots" content="noindex, nofollow, noarchive" />
					<meta name="referrer" content="no-referrer" />
					<meta name="format-detection" content="telephone=no" />
					<title>
						${frame.isMistaken ? texts.errorTitle : ''}${title}${
							organisation === undefined ? '' : ` – ${organisation}`
						}
					</title>
					<link rel="icon" href="data:," />
					${raw(`<style>${style}</style>`)}
				</head>
				<body>
					<a class="skip" href="#content">${texts.skip}</a>
					<header class="top">
						<div class="column">
							${organisation === undefined ? '' : html`<p class="organisation">${organisation}</p>`}
							<nav aria-label="${texts.languages}">
								<ul class="languages">
									${languages.map((other) => languageLink(other, language, here))}
								</ul>
							</nav>
						</div>
					</header>
					<main id="content" class="column" tabindex="-1">${content}</main>
					${footer(frame)}
				</body>
			</html>`,
	);
}

function languageLink(other: Language, current: Language, here: string): Html {
	const name = languageNames[other];

	return html`<li>
		${
			other === current
				? html`<span aria-current="true">${name}</span>`
				: html`<a href="${here}?lang=${other}" lang="${other}" hreflang="${other}">${name}</a>`
		}
	</li>`;
}

function footer({ texts, isPrivate, textVersion }: Frame): Html {
	if (!isPrivate && textVersion === undefined) return html``;

	return html`<footer>
		<div class="column">
			${isPrivate ? html`<p>${texts.private}</p>` : ''}
			${textVersion === undefined ? '' : html`<p>${texts.textVersion(textVersion)}</p>`}
		</div>
	</footer>`;
}

/**
 * What the page may do: be shown. No script, nothing from elsewhere, no other page round it; forms go to this server alone.
 * Narrower than Directus' own rules, so that it holds whatever those are set to.
 */
export const pageSecurityPolicy = [
	"default-src 'none'",
	`style-src 'sha256-${sha256Base64(style)}'`,
	'img-src data:',
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');
