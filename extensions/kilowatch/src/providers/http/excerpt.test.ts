import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

test('fields are kept; values, numbers and addresses are not', () => {
	const text = JSON.stringify({
		customer: { name: 'Jean Dupont', mail: 'jean@example.org', prm: '09775542606818', value: 4078, on: true },
	});
	expect(excerptOf(text)).toBe('{"customer":{"name":"…","mail":"…","prm":"…","value":0000,"on":true}}');
});

test.each([
	['<html><p>Jean.Dupont@example.org, 06 12 34 56 78</p>', '<html><p>… 00 00 00 00 00</p>'],
	['{"name":"Jean \\"le grand\\" Dup', '{"name":"…"'],
	['', ''],
	['Internal Server error', 'Internal Server error'],
])('%j', (text, excerpt) => {
	expect(excerptOf(text)).toBe(excerpt);
});

test('no text of a JSON answer and no digit survives, and it stays short', () => {
	const name = fc.stringMatching(/^[A-Z][a-z]{5,12}$/);
	const value = fc.letrec((tie) => ({
		node: fc.oneof(
			{ depthSize: 'small' },
			name,
			fc.integer(),
			fc.array(tie('node'), { maxLength: 3 }),
			fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }),
		),
	})).node;
	fc.assert(
		fc.property(value, (node) => {
			const excerpt = excerptOf(JSON.stringify(node));
			expect(excerpt).not.toMatch(/[A-Z][a-z]{5}/);
			expect(excerpt).not.toMatch(/[1-9]/);
			expect(excerpt.length).toBeLessThanOrEqual(200);
		}),
	);
});
