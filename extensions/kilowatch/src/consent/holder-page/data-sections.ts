import { html } from 'hono/html';
import { dateText } from './dates.ts';
import type { Html } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { pathOf, type Mistake } from './parts.ts';
import type { Reach } from '../../storage/holder-meter.ts';

/** How far stored data reach. */
export function reachText({ texts, language }: PageContext, reach: Reach | null): string {
	return reach
		? texts.facts.reach(dateText(reach.first, language), dateText(reach.last, language), reach.days)
		: texts.facts.noReach;
}

/** What a holder can do with what is stored: take it along, have it deleted. */
export function dataSections(context: PageContext, eraseMistake?: Mistake): Html {
	const { texts, state, isLanguageChosen, language } = context;
	const download = (format: string) =>
		`${context.base}/data?format=${format}${isLanguageChosen ? `&lang=${language}` : ''}`;

	return html`<section aria-labelledby="download">
			<h2 id="download">${texts.download.heading}</h2>
			${
				state.mayDownload
					? html`<p>${texts.download.text}</p>
							<ul>
								<li><a href="${download('json')}">${texts.download.json}</a></li>
								<li><a href="${download('csv')}">${texts.download.csv}</a></li>
							</ul>`
					: html`<p>${texts.download.withheld}</p>`
			}
		</section>
		<section aria-labelledby="erase" class="erase">
			<h2 id="erase">${texts.erase.heading}</h2>
			<p>${texts.erase.goesHeading}</p>
			<ul>
				${texts.erase.goes.map((thing) => html`<li>${thing}</li>`)}
			</ul>
			<p>${texts.erase.staysHeading} ${texts.erase.stays}</p>
			<form method="post" action="${pathOf(context, '/erase')}" class="${eraseMistake ? 'mistaken' : ''}">
				${eraseMistake ? html`<p id="confirm-mistake" class="mistake">${eraseMistake.text}</p>` : ''}
				<div class="choice">
					<input
						type="checkbox"
						id="confirm"
						name="confirm"
						value="yes"
						aria-describedby="${eraseMistake ? 'confirm-mistake' : 'erase'}"
					/>
					<label for="confirm">${texts.erase.confirm}</label>
				</div>
				<p class="actions"><button type="submit" class="bad">${texts.erase.submit}</button></p>
			</form>
		</section>`;
}
