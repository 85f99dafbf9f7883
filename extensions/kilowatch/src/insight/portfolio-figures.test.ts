import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portfolioOrders } from '../shared/http-contract/buildings.ts';
import { compare, figuresOf, rank } from './portfolio-figures.ts';

function building(name: string, figure: number | null) {
	return {
		name,
		scaled_wh: figure,
		energy_per_m2_wh: figure,
		energy_per_dwelling_wh: figure,
		previous: { days_compared: 0, current_wh: null, earlier_wh: null, change: figure },
	};
}

describe('by size', () => {
	test('is told where both are known; an area of 0 is none', () => {
		expect(figuresOf({ scaled_wh: 1000, floor_area: 50, dwellings: 4 })).toEqual({
			energy_per_m2_wh: 20,
			energy_per_dwelling_wh: 250,
		});
		expect(figuresOf({ scaled_wh: 1000, floor_area: 0, dwellings: null })).toEqual({
			energy_per_m2_wh: null,
			energy_per_dwelling_wh: null,
		});
		expect(figuresOf({ scaled_wh: null, floor_area: 50, dwellings: 4 }).energy_per_m2_wh).toBeNull();
	});
});

describe('ranks', () => {
	test('equals share a place, and what is not known has none and comes last in either direction', () => {
		const buildings = [building('C', 2), building('B', 2), building('A', null), building('D', 1)];
		const places = (order: Parameters<typeof rank>[1]) =>
			rank(buildings, order).map(({ name, rank }) => `${name} ${rank}`);

		expect(places('total')).toEqual(['D 1', 'B 2', 'C 2', 'A null']);
		expect(places('-per_m2')).toEqual(['B 1', 'C 1', 'D 3', 'A null']);
		expect(places('name')).toEqual(['A null', 'B null', 'C null', 'D null']);
		expect(places('-name')).toEqual(['D null', 'C null', 'B null', 'A null']);
	});

	test('names sort as people number them', () => {
		expect(rank([building('Bloc 10', 1), building('bloc 9', 1)], 'name').map(({ name }) => name)).toEqual([
			'bloc 9',
			'Bloc 10',
		]);
	});

	test('keep every building, and grow with the order', () => {
		const figures = fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }));
		const orders = fc.constantFrom(...portfolioOrders.flatMap((order) => [order, `-${order}`] as const));
		fc.assert(
			fc.property(figures, orders, (values, order) => {
				const buildings = values.map((value, index) => building(String(index), value));
				const ranked = rank(buildings, order);
				expect(ranked.map(({ name }) => name).toSorted()).toEqual(
					buildings.map(({ name }) => name).toSorted(),
				);
				if (order.endsWith('name')) return;
				const places = ranked.flatMap(({ rank: place }) => place ?? []);
				expect(places).toEqual(places.toSorted((one, other) => one - other));
				expect(places).toHaveLength(values.filter((value) => value !== null).length);
				for (const [index, place] of places.entries()) expect(place).toBeLessThanOrEqual(index + 1);
			}),
		);
	});
});

describe('a comparison', () => {
	test('needs half of the days, and something to compare with', () => {
		const sums = { days_compared: 15, current_wh: 110, earlier_wh: 100 };
		expect(compare({ ...sums, days_expected: 30 }).change).toBeCloseTo(0.1);
		expect(compare({ ...sums, days_expected: 31 })).toEqual({ ...sums, change: null });
		expect(compare({ ...sums, earlier_wh: 0, days_expected: 30 }).change).toBeNull();
		expect(
			compare({ days_expected: 0, days_compared: 0, current_wh: null, earlier_wh: null }).change,
		).toBeNull();
	});
});
