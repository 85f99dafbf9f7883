import type { Translator } from './translate.ts';
import { translator } from './translate.ts';

/** The translator for what the app asks outside of any component, where only the page itself knows the language. */
export function pageTranslator(): Translator {
	return translator(document.documentElement.lang);
}
