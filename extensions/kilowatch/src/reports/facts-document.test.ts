import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { exampleFacts } from './energy-report/facts.fixture.ts';
import { factsDocument } from './facts-document.ts';

test('the fingerprint is the SHA-256 of the attached bytes, and changes with the smallest fact', () => {
	const facts = exampleFacts();
	const { bytes, fingerprint } = factsDocument(facts);

	expect(fingerprint).toBe(createHash('sha256').update(bytes).digest('hex'));
	expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(facts);
	expect(factsDocument(exampleFacts()).fingerprint).toBe(fingerprint);
	facts.figures.partialWh += 1;
	expect(factsDocument(facts).fingerprint).not.toBe(fingerprint);
});
