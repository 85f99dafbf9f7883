import { html } from 'hono/html';
import type { ConsentScope } from '../../shared/names.ts';
import type { HolderConsent } from '../../storage/holder-meter.ts';
import { dateText, dayText, momentText } from './dates.ts';
import type { Html } from './layout.ts';
import type { PageContext } from './page-context.ts';

/** An address under the holder's page, that keeps the language that was chosen there. */
export function pathOf({ base, language, isLanguageChosen }: PageContext, page = ''): string {
	return `${base}${page}${isLanguageChosen ? `?lang=${language}` : ''}`;
}

/** A mistake in a form: what it is, and the field it is about. */
export interface Mistake {
	text: string;
	field: string;
}

/** Told first on the page, with a link to where it can be mended. */
export function mistakeSummary({ texts }: PageContext, mistake: Mistake | undefined): Html {
	if (!mistake) return html``;

	return html`<div class="notice error" role="alert" aria-labelledby="mistake-title" tabindex="-1">
		<h2 id="mistake-title">${texts.errorSummary}</h2>
		<p><a href="#${mistake.field}">${mistake.text}</a></p>
	</div>`;
}

/** The rows of facts about a meter. */
export function meterFacts(context: PageContext, more: readonly (readonly [string, string])[]): Html {
	const { texts, meter, operator, facts, organisation } = context;
	const number = meter.pointId === null ? '' : texts.facts.endingIn(meter.pointId.slice(-4));
	const asker = facts.manager === null ? organisation : `${facts.manager}, ${organisation}`;
	const rows: (readonly [string, string])[] = [
		[texts.facts.whoAsks, asker],
		[texts.facts.place, facts.building],
		...(number || meter.label
			? [[texts.facts.meter, [meter.label, number].filter(Boolean).join(', ')] as const]
			: []),
		[texts.facts.operator, operator],
		...more,
	];

	return html`<dl class="facts">
		${rows.map(
			([name, value]) =>
				html`<div>
					<dt>${name}</dt>
					<dd>${value}</dd>
				</div>`,
		)}
	</dl>`;
}

/** Boxes of scopes, none ticked but those that were just sent with a mistake. */
export function scopeBoxes(
	{ statement }: PageContext,
	scopes: readonly ConsentScope[],
	ticked: readonly ConsentScope[] = [],
): Html {
	return html`${scopes.map((scope) => {
		const { name, what, why, kept } = statement.scopes[scope];

		return html`<div class="choice">
			<input
				type="checkbox"
				id="scope-${scope}"
				name="scope"
				value="${scope}"
				aria-describedby="scope-${scope}-text"
				${ticked.includes(scope) ? 'checked' : ''}
			/>
			<div>
				<label for="scope-${scope}">${name}</label>
				<div id="scope-${scope}-text">
					<p>${what}</p>
					<p>${why}</p>
					<p class="soft">${kept}</p>
				</div>
			</div>
		</div>`;
	})}`;
}

/** Since when and until when a consent holds. */
export function permissionText(
	{ texts, language, timeZone }: PageContext,
	{ grantedAt, validUntil }: HolderConsent,
): string {
	return [
		grantedAt && texts.facts.from(dayText(grantedAt, language, timeZone)),
		validUntil && texts.facts.until(dateText(validUntil, language)),
	]
		.filter(Boolean)
		.join(', ');
}

/** Since when a scope has been allowed: with the consent, or added to it later. */
export function allowedSince({ grantedAt, changes }: HolderConsent, scope: ConsentScope): Date | null {
	const added = changes.findLast((change) => change.added?.includes(scope));

	return added ? new Date(added.at) : grantedAt;
}

/** When the operator was last asked. */
export function lastReadText({ texts, meter, language, timeZone }: PageContext): string {
	return meter.lastSyncAt ? momentText(meter.lastSyncAt, language, timeZone) : texts.facts.neverRead;
}
