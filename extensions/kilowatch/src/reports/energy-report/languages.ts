/** The languages a report is written in. */
export const reportLanguages = ['en', 'fr', 'nl', 'de'] as const;

export type ReportLanguage = (typeof reportLanguages)[number];

/** The language of a locale such as `fr`, `fr-BE` or `fr_FR`; undefined when reports are not written in it. */
export function reportLanguage(locale: string): ReportLanguage | undefined {
	const language = locale.slice(0, 2).toLowerCase();

	return /^[a-z]{2}([-_]|$)/i.test(locale) ? reportLanguages.find((known) => known === language) : undefined;
}
