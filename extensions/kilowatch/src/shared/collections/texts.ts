/** The languages in which Kilowatch speaks, as Directus names them. */
export const languages = ['en-US', 'fr-FR', 'nl-NL', 'de-DE'] as const;

export type Language = (typeof languages)[number];

/** One thing to say, in every language. */
export type Texts = Readonly<Record<Language, string>>;

/** English, French, Dutch, German. */
export function say(english: string, french: string, dutch: string, german: string): Texts {
	return { 'en-US': english, 'fr-FR': french, 'nl-NL': dutch, 'de-DE': german };
}
