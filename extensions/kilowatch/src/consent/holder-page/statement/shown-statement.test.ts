import { expect, test } from 'vitest';
import { languages } from '../../../shared/languages.ts';
import { HOLDER_TEXT_VERSION } from '../../consent-text.ts';
import { makeStatement, shownProof, statementDigest, statementVersions } from './shown-statement.ts';
import type { StatementFacts } from './statement.ts';

const facts: StatementFacts = {
	organisation: 'Régie des Tilleuls',
	manager: 'Claire Dubois',
	contact: 'claire@example.com',
	building: 'Les Tilleuls, 3 rue des Fleurs, Lyon',
	operator: 'Enedis',
	until: '2029-11-25',
	totalsMonths: 36,
	curveMonths: 24,
	host: 'energie.example.com',
	location: 'Roubaix',
	country: 'FR',
	personal: true,
};

/** Shown to people: a digest that changes means that the texts were changed, and they need a new version instead. */
const digests: Record<string, Record<string, string>> = {
	'2026-11-h': {
		de: 'c80511e7f9d64a61a4cbe6beef4a482ecbf680c554ab8f5007d416a28451ad57',
		en: '7daccb65712c8f2562437ad3068f84aad67fb2ac9aa0e0580b27901b585248f9',
		fr: '3ec2f7e822e6ef07c728348f35bc88baf161d36a358f007a0c82bab4dd26febf',
		nl: 'e77e5cae2a3e43d47318ba279e9bb5f1aea9801da20c4d975f02ff4c66a34c3a',
	},
};

test.each(Object.keys(statementVersions))('the texts of version %s are what they were', (version) => {
	const now = Object.fromEntries(
		languages.map((language) => [language, statementDigest(language, facts, version)]),
	);

	expect(now).toEqual(digests[version]);
});

test('the version that is shown is there, and each of its scopes says what, why and how long', () => {
	expect(statementVersions).toHaveProperty([HOLDER_TEXT_VERSION]);
	for (const language of languages) {
		const { title, lead, scopes, sections } = makeStatement(language, facts);
		const all = [title, lead, ...Object.values(scopes).flatMap((scope) => Object.values(scope) as string[])];

		for (const text of [...all, ...sections.flatMap(({ heading, text }) => [heading, text])]) {
			expect(text).toMatch(/\S/);
			expect(text).not.toMatch(/undefined|null/);
		}
		const whole = [...all, ...sections.map(({ text }) => text)].join('\n');
		for (const fact of [
			'Régie des Tilleuls',
			'Claire Dubois',
			'claire@example.com',
			'Lyon',
			'Enedis',
			'2029',
			'36',
			'24',
			'energie.example.com',
			'Roubaix',
			'CNIL',
		]) {
			expect(whole).toContain(fact);
		}
	}
});

test('it is whole where nothing is known but who asks', () => {
	for (const language of languages) {
		const statement = makeStatement(language, {
			...facts,
			manager: null,
			contact: null,
			location: null,
			country: null,
			personal: false,
		});

		expect(JSON.stringify(statement)).not.toMatch(/undefined|null| ,|\(\)/);
	}
});

test('what is kept with a consent writes the same text again', () => {
	const proof = shownProof('fr', facts) as {
		language: 'fr';
		text_version: string;
		facts: StatementFacts;
		digest: string;
	};
	const kept = JSON.parse(JSON.stringify(proof)) as typeof proof;

	expect(statementDigest(kept.language, kept.facts, kept.text_version)).toBe(proof.digest);
	expect(statementDigest(kept.language, { ...kept.facts, curveMonths: 48 }, kept.text_version)).not.toBe(
		proof.digest,
	);
});
