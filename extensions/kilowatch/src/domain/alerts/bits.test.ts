import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBits, lowestBit } from './bits.ts';

test('bits are counted, and the lowest is found', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (bits) => {
			const digits = bits.toString(2);
			expect(countBits(bits)).toBe(digits.replaceAll('0', '').length);
			expect(lowestBit(bits)).toBe(digits.length - 1 - digits.lastIndexOf('1'));
		}),
	);
	expect(countBits(0)).toBe(0);
});
