import { describe, expect, test } from 'vitest';
import { allowedCollections } from './collection-licence.ts';

const token = (payload: unknown) =>
	`e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;

describe('allowedCollections', () => {
	test.each([
		['no token', undefined, 25],
		['not a token', 'nonsense', 25],
		['no JSON in it', 'e30.####.x', 25],
		['another shape', token({ e: { s: [3] } }), 25],
		['a base', token({ e: { c: [40] } }), 40],
		['base, overage and addon', token({ e: { c: [40, 5, 10] } }), 55],
		['unlimited', token({ e: { c: [-1] } }), null],
		['unlimited overage', token({ e: { c: [40, -1] } }), null],
	])('%s', (_name, value, expected) => {
		expect(allowedCollections(value)).toBe(expected);
	});
});
