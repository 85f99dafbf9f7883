import { deDE } from './de-DE.ts';
import { enUS } from './en-US.ts';
import { frFR } from './fr-FR.ts';
import type { MessagePath, MessageValues, Messages, PluralPath } from './messages.ts';
import { nlNL } from './nl-NL.ts';

const byLanguage: Readonly<Record<string, Messages>> = { en: enUS, fr: frFR, nl: nlNL, de: deDE };

/** Looks texts up in one language. */
export interface Translator {
	/** BCP 47 name for `Intl` */
	locale: string;
	/** The text at a path, its `{names}` filled in. */
	text: (path: MessagePath, values?: MessageValues) => string;
	/** The singular or plural at a path, by the rules of the language; `{count}` is filled in as a number. */
	count: (path: PluralPath, count: number, values?: MessageValues) => string;
}

/**
 * The translator of an app locale.
 *
 * @param locale as Directus names it: `fr-FR`, `fr-CA`; languages that are not ours get English texts
 */
export function translator(locale: string): Translator {
	const known = byLanguage[locale.slice(0, 2).toLowerCase()];
	const messages = known ?? enUS;
	const intlLocale = known === undefined ? 'en-US' : locale;
	const finish = messages === frFR ? withFrenchSpaces : (text: string) => text;
	const numbers = new Intl.NumberFormat(intlLocale);
	const plurals = new Intl.PluralRules(intlLocale);

	return {
		locale: intlLocale,
		text: (path, values = {}) => finish(interpolate(lookUp(messages, path), values)),
		count: (path, count, values = {}) => {
			const form = plurals.select(count) === 'one' ? 'one' : 'other';

			return finish(
				interpolate(lookUp(messages, `${path}.${form}`), { ...values, count: numbers.format(count) }),
			);
		},
	};
}

function lookUp(messages: Messages, path: string): string {
	let found: unknown = messages;
	for (const key of path.split('.')) found = (found as Record<string, unknown>)[key];

	return found as string;
}

function interpolate(text: string, values: MessageValues): string {
	return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** French writes a space before these signs, at which a line must not break. */
function withFrenchSpaces(text: string): string {
	return text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}
