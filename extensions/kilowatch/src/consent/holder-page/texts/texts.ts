import type { Language } from '../../../shared/languages.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { HolderTexts } from './holder-texts.ts';
import { nl } from './nl.ts';

export const holderTexts: Readonly<Record<Language, HolderTexts>> = { en, fr, nl, de };

/** Each language in itself, as people look for it. */
export const languageNames: Readonly<Record<Language, string>> = {
	en: 'English',
	fr: 'Français',
	nl: 'Nederlands',
	de: 'Deutsch',
};
