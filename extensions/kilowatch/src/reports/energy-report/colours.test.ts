import { rgb } from 'pdf-lib';
import { expect, test } from 'vitest';
import { createPalette } from './colours.ts';

test('a dark colour stays as it is', () => {
	expect(createPalette('#6644FF').accent).toEqual(rgb(0x66 / 255, 0x44 / 255, 1));
});

test('a light colour is darkened until white text can be read on it', () => {
	const { accent } = createPalette('#FFC23B');

	expect(accent.red).toBeCloseTo(0.5578, 3);
	expect(accent.green / accent.red).toBeCloseTo(0xc2 / 0xff, 6);
});

test.each([null, '', 'purple'])('%j falls back to our own colour', (colour) => {
	expect(createPalette(colour).accent).toEqual(rgb(0.09, 0.36, 0.4));
});
