import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKey, parseKeys } from './encryption-key.ts';
import { seal, unseal, UnsealError } from './seal.ts';

const key = keyOf('a');
const otherKey = keyOf('b');
const place = { owner: 'consent 1', field: 'credentials' };

describe('seal', () => {
	test('opens to what was sealed, whatever it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (plain) => {
				expect(unseal(seal(plain, place, key), place, [otherKey, key])).toBe(plain);
			}),
		);
	});

	test('never shows the secret, and never looks the same twice', () => {
		const sealed = seal('a secret', place, key);

		expect(sealed).not.toContain('secret');
		expect(seal('a secret', place, key)).not.toBe(sealed);
	});
});

describe('unseal fails closed', () => {
	const sealed = seal('a secret', place, key);

	test.each([
		['another row', { ...place, owner: 'consent 2' }],
		['another field', { ...place, field: 'proof' }],
	])('in %s', (_, elsewhere) => {
		expect(() => unseal(sealed, elsewhere, [key])).toThrow('belongs to another place');
	});

	test('without the right key, and says so', () => {
		expect(() => unseal(sealed, place, [otherKey])).toThrow('which neither IOT_ENCRYPTION_KEY nor');
	});

	test('on every changed character', () => {
		for (let index = 0; index < sealed.length; index++) {
			const changed = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
			if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue;
			expect(() => unseal(changed, place, [key])).toThrow(UnsealError);
		}
	});

	test.each(['', 'plain text', 'k1.x', 'k2.00000000.AAAA'])('on %j', (text) => {
		expect(() => unseal(text, place, [key])).toThrow(UnsealError);
	});
});

describe('parseKey', () => {
	test('reads hex and base64 as the same key', () => {
		const bytes = Buffer.alloc(32, 7);

		expect(parseKey(bytes.toString('hex'))).toEqual(parseKey(` ${bytes.toString('base64')}\n`));
		expect(parseKey(bytes.toString('hex'))?.bytes).toEqual(bytes);
	});

	test.each(['', 'short', 'ü'.repeat(44), Buffer.alloc(31).toString('base64'), `${'a'.repeat(63)}g`])(
		'refuses %j',
		(text) => {
			expect(parseKey(text)).toBeUndefined();
		},
	);
});

describe('parseKeys', () => {
	const [first, second] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('hex')];

	test('reads keys with and without their id', () => {
		const keys = [parseKey(first), parseKey(second)];
		expect(parseKeys(`${keys[0]?.id}:${first}, ${second},`)).toEqual(keys);
		expect(parseKeys('')).toEqual([]);
	});

	test.each([`00000000:${first}`, `${first},short`, 'no key'])('refuses %j whole', (text) => {
		expect(parseKeys(text)).toBeUndefined();
	});
});

function keyOf(letter: string) {
	const parsed = parseKey(Buffer.alloc(32, letter).toString('hex'));
	if (!parsed) throw new Error('not a key');

	return parsed;
}
