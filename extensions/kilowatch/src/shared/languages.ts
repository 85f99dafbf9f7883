/** The languages that people without an account are written to in. */
export const languages = ['en', 'fr', 'nl', 'de'] as const;

export type Language = (typeof languages)[number];

/** `fr-BE` is French; what we do not write is written in English. */
export function languageOf(locale: string | null): Language {
	const language = locale?.slice(0, 2).toLowerCase();

	return languages.find((known) => known === language) ?? 'en';
}
