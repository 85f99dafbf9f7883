import type { Language } from '../../shared/languages.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR', nl: 'nl-BE', de: 'de-DE' };

/** A local date in words: `23 November 2029`. */
export function dateText(date: string, language: Language): string {
	return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${date}T00:00:00Z`),
	);
}

/** The local date of a moment, in words. */
export function dayText(moment: Date, language: Language, timeZone: string): string {
	return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(moment);
}

/** A moment with its local time, in words: `25 November 2026 at 14:05`. */
export function momentText(moment: Date, language: Language, timeZone: string): string {
	return new Intl.DateTimeFormat(locales[language], {
		dateStyle: 'long',
		timeStyle: 'short',
		timeZone,
	}).format(moment);
}

/** Names one after the other: `daily totals and load curve`. */
export function listText(names: readonly string[], language: Language): string {
	return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(names);
}
