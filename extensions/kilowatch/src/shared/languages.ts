/** The languages that people without an account are written to in. */
export const languages = ['en', 'fr', 'nl', 'de'] as const;

export type Language = (typeof languages)[number];
