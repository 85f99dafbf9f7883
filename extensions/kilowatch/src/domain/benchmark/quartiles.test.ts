import { expect, test } from 'vitest';
import { quartilesOf } from './quartiles.ts';

test('the middle and its halves, between neighbours in proportion', () => {
	expect(quartilesOf([5, 1, 3, 2, 4])).toEqual({ lower: 2, median: 3, upper: 4 });
	expect(quartilesOf([1, 2, 3, 4])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25 });
	expect(quartilesOf([7])).toEqual({ lower: 7, median: 7, upper: 7 });
	expect(quartilesOf([])).toBeUndefined();
});
