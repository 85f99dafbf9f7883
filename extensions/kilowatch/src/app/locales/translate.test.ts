import { expect, test } from 'vitest';
import { deDE } from './de-DE.ts';
import { enUS } from './en-US.ts';
import { frFR } from './fr-FR.ts';
import { nlNL } from './nl-NL.ts';
import { translator } from './translate.ts';

function leaves(tree: object, path = ''): Map<string, string> {
	const found = new Map<string, string>();

	for (const [key, value] of Object.entries(tree) as [string, string | object][]) {
		if (typeof value === 'string') found.set(`${path}${key}`, value);
		else for (const [deeper, text] of leaves(value, `${path}${key}.`)) found.set(deeper, text);
	}

	return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test.each([
	['fr-FR', frFR],
	['nl-NL', nlNL],
	['de-DE', deDE],
])('%s fills in the same values as English', (_name, messages) => {
	const texts = leaves(messages);

	for (const [path, text] of leaves(enUS)) {
		expect([path, placeholders(texts.get(path) ?? '')]).toEqual([path, placeholders(text)]);
	}
});

test('follows the language of the app, whatever its region, and falls back to English', () => {
	expect(translator('fr-CA').text('portfolio.title')).toBe('Bâtiments');
	expect(translator('fr-CA').locale).toBe('fr-CA');
	expect(translator('ja-JP').text('portfolio.title')).toBe('Buildings');
	expect(translator('ja-JP').locale).toBe('en-US');
});

test('fills in values and leaves what is not given', () => {
	const { text } = translator('en-US');

	expect(text('common.daysKnown', { known: 28, expected: 30 })).toBe('28 of 30 days');
	expect(text('common.daysKnown', { known: 28 })).toBe('28 of {expected} days');
});

test('counts by the rules of the language', () => {
	const start = (locale: string, count: number) =>
		translator(locale).count('building.withheld', count).split(' ').slice(0, 4).join(' ');

	expect(start('en-US', 0)).toBe('Of 0 meters only');
	expect(start('en-US', 1)).toBe('Of 1 meter only');
	expect(start('fr-FR', 0)).toBe('Seuls les jours de');
	expect(translator('fr-FR').count('building.withheld', 0)).toContain('de 0 compteur sont');
	expect(start('de-DE', 1200)).toBe('Von 1.200 Zählern werden');
});

test('a French line never begins with a sign', () => {
	expect(translator('fr-FR').text('portfolio.noMatchText', { search: 'x' })).toBe(
		'Aucun nom ni aucune ville ne contient «\u00a0x\u00a0».',
	);
	expect(translator('en-US').text('consentResult.code', { code: 'x : y' })).toBe('Code for support: x : y');
});
