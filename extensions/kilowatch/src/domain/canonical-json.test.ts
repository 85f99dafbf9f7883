import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';

const anyJson = fc.jsonValue() as fc.Arbitrary<Json>;

/** The same value with every object's keys in the opposite order. */
function turned(value: Json): Json {
	if (value === null || typeof value !== 'object') return value;
	if (Array.isArray(value)) return (value as Json[]).map(turned);

	return Object.fromEntries(
		Object.entries(value)
			.toReversed()
			.map(([key, member]) => [key, member === undefined ? member : turned(member)]),
	);
}

test('it is the value’s JSON, whatever the value is', () => {
	fc.assert(
		fc.property(anyJson, (value) => {
			expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
		}),
	);
});

test('the order of keys makes no difference, and going through JSON none', () => {
	fc.assert(
		fc.property(anyJson, (value) => {
			expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
			expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value));
		}),
	);
});

test('different values have different texts', () => {
	fc.assert(
		fc.property(anyJson, anyJson, (one, other) => {
			const isSame = canonicalJson(one) === canonicalJson(other);
			expect(isSame).toBe(canonicalJson(turned(one)) === canonicalJson(turned(other)));
			if (isSame) expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(canonicalJson(other)));
		}),
	);
});

test.each<[Json, string]>([
	[{ b: 1, a: [true, null, 'é'] }, '{"a":[true,null,"é"],"b":1}'],
	[{ '10': 1, '9': 2, Ä: 3, a: 4 }, '{"10":1,"9":2,"a":4,"Ä":3}'],
	[{ a: undefined, b: {} }, '{"b":{}}'],
	[1e21, '1e+21'],
	[-0, '0'],
	['a"\n\u0001', '"a\\"\\n\\u0001"'],
])('%j', (value, text) => {
	expect(canonicalJson(value)).toBe(text);
});

test.each([Number.NaN, Infinity, -Infinity])('%d is refused', (value) => {
	expect(() => canonicalJson({ a: [value] })).toThrow(RangeError);
});
