import { describe, expect, it } from 'vitest';
import { hashText, noise } from './hash.ts';

describe('repeatable noise', () => {
	it('is the same for the same input, in range, and centred', () => {
		expect(noise(3, 20_000, 7)).toBe(noise(3, 20_000, 7));
		expect(noise(3, 20_000, 7)).not.toBe(noise(4, 20_000, 7));

		const values = Array.from({ length: 20_000 }, (_, index) => noise(1, index));
		expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
		expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
	});

	it('hashes texts to whole numbers', () => {
		expect(hashText('a')).toBe(hashText('a'));
		expect(hashText('a')).not.toBe(hashText('b'));
		expect(Number.isInteger(hashText('Résidence'))).toBe(true);
	});
});
