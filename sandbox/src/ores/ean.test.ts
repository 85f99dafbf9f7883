import { expect, it } from 'vitest';
import { checkDigit, eanFor } from './ean.ts';

it('has the check digit of the GS1 example', () => {
	expect(checkDigit('37610425002123456')).toBe(9);
});

it('makes Belgian EANs of 18 digits, the same for the same label', () => {
	expect(eanFor('Lift')).toMatch(/^54\d{16}$/);
	expect(eanFor('Lift')).toBe(eanFor('Lift'));
	expect(eanFor('Lift')).not.toBe(eanFor('Roof'));
});
