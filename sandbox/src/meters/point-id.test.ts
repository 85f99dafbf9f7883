import { describe, expect, it } from 'vitest';
import { pointIdFor } from './point-id.ts';

describe('a meter’s PRM', () => {
	it('has 14 digits, the same at every start', () => {
		const labels = Array.from({ length: 500 }, (_, index) => `Building ${index}`);
		const pointIds = labels.map((label) => pointIdFor(label, false));
		expect(pointIds.every((pointId) => /^\d{14}$/.test(pointId))).toBe(true);
		expect(new Set(pointIds).size).toBe(500);
		expect(pointIdFor('Building 7', false)).toBe(pointIds[7]);
	});

	it('starts with a zero for the first meter', () => {
		expect(pointIdFor('Building 7', true)).toBe(`0${pointIdFor('Building 7', false).slice(1)}`);
	});
});
