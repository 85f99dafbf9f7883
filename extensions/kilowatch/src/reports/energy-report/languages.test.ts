import { expect, test } from 'vitest';
import { reportLanguage } from './languages.ts';

test.each([
	['fr', 'fr'],
	['fr-BE', 'fr'],
	['nl_NL', 'nl'],
	['DE', 'de'],
	['en-US', 'en'],
	['es-ES', undefined],
	['french', undefined],
	['', undefined],
])('%j is written in %j', (locale, language) => {
	expect(reportLanguage(locale)).toBe(language);
});
