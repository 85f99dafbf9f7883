import { expect, test } from 'vitest';
import { reportLanguages } from '../languages.ts';
import { messages } from './messages.ts';

/** Every text under a path, functions called with signs that can be found again. */
function texts(value: unknown, path = ''): Map<string, string> {
	if (typeof value === 'string') return new Map([[path, value]]);
	if (typeof value === 'function') {
		const call = value as (...parameters: unknown[]) => string;

		return new Map([[path, call('‹1›', '‹2›', '‹3›', '‹4›', '‹5›', '‹6›')]]);
	}

	return new Map(
		Object.entries(value as object).flatMap(([key, inner]) => [...texts(inner, `${path}.${key}`)]),
	);
}

/** Words that two of the languages share. */
const shared = new Set([
	...['.meter', '.meters', '.dataUntil', '.curvePoints', '.documentTitle', '.title', '.days'],
	...[
		'.comparisonColumns.days',
		'.costs.total',
		'.costs.taxes',
		'.forecast.cost',
		'.pageOf',
		'.alerts.until',
		'.advice.states.proposed',
	],
]);

test.each(reportLanguages)('%s has every text, none empty, with the same values in it', (language) => {
	const own = texts(messages[language]);
	const english = texts(messages.en);

	expect([...own.keys()]).toEqual([...english.keys()]);
	for (const [path, text] of own) {
		expect(text.trim(), path).not.toBe('');
		const signs = (of: string): string[] => (of.match(/‹\d›/g) ?? []).sort();
		expect(signs(text), path).toEqual(signs(english.get(path) ?? ''));
	}
});

test('no language still speaks another', () => {
	const all = reportLanguages.map((language) => texts(messages[language]));
	for (const path of all[0]?.keys() ?? []) {
		if (shared.has(path)) continue;
		expect(new Set(all.map((own) => own.get(path))).size, path).toBe(reportLanguages.length);
	}
});

test.each([
	[messages.en.dwellings(1, '1'), '1 dwelling'],
	[messages.en.dwellings(2, '2'), '2 dwellings'],
	[messages.fr.dwellings(0, '0'), '0 logement'],
	[messages.nl.dwellings(0, '0'), '0 woningen'],
	[messages.fr.onDays(1, '1'), 'sur 1 jour connu les deux fois'],
	[messages.de.onDays(3, '3'), 'an 3 beide Male bekannten Tagen'],
])('%s', (text, expected) => {
	expect(text).toBe(expected);
});
