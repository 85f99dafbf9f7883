import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideRounded, parseDecimal, roundParts } from './decimal.ts';

test('a decimal number is read exactly, or refused', () => {
	expect(parseDecimal('0.2516', 8)).toBe(25_160_000n);
	expect(parseDecimal('-12', 2)).toBe(-1_200n);
	expect(parseDecimal(' 007.50 ', 2)).toBe(750n);
	for (const text of ['', '.5', '1.', '1,5', '1e-3', '0x10', 'NaN', '--1', '1.234']) {
		expect(() => parseDecimal(text, 2), text).toThrow(RangeError);
	}
});

test('halves are rounded away from zero', () => {
	expect([5n, 4n, -5n, -4n, 15n].map((value) => divideRounded(value, 10n))).toEqual([1n, 0n, -1n, 0n, 2n]);
});

test('rounded parts make the rounded sum, and none is further off than a unit', () => {
	fc.assert(
		fc.property(fc.array(fc.bigInt(-(10n ** 9n), 10n ** 9n), { maxLength: 6 }), (parts) => {
			const rounded = roundParts(parts, 1_000n);
			const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
			expect(sum(rounded)).toBe(divideRounded(sum(parts), 1_000n));
			for (const [index, part] of parts.entries()) {
				const off = (rounded[index] ?? 0n) * 1_000n - part;
				expect(off > -1_000n && off < 1_000n).toBe(true);
			}
		}),
	);
});
