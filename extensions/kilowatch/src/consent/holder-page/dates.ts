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

/** A duration in words: `24 months`. */
export function monthsText(count: number, language: Language): string {
	return new Intl.NumberFormat(locales[language], {
		style: 'unit',
		unit: 'month',
		unitDisplay: 'long',
	}).format(count);
}
