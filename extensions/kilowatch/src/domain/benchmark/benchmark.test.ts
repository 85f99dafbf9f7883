import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchmarkOf, LEAST_BUILDINGS, type ComparedBuilding } from './benchmark.ts';

function building(key: string, fields: Partial<ComparedBuilding> = {}): ComparedBuilding {
	return {
		...{ key, country: 'FR', heating: 'electric', size: 1000, whPerUnit: 100, personalMeters: 0 },
		...fields,
	};
}

const own = building('own', { whPerUnit: 110 });
const four = [90, 100, 120, 130].map((whPerUnit, index) => building(`b${index}`, { whPerUnit }));

test('five buildings are enough, the own among them: their spread, and where it stands', () => {
	expect(benchmarkOf(own, four)).toEqual({
		whPerUnit: 110,
		obstacle: null,
		group: { lower: 100, median: 110, upper: 120, below: 2, equal: 1 },
		similar: 5,
		withheld: 0,
		sizeFactor: 2,
	});
	expect(benchmarkOf(own, [own, ...four])).toEqual(benchmarkOf(own, four));
});

test('four are not', () => {
	expect(benchmarkOf(own, four.slice(1))).toMatchObject({
		obstacle: 'few_buildings',
		group: null,
		similar: 4,
	});
});

describe('nothing is compared', () => {
	test.each([
		['no_size', { size: null }],
		['no_size', { size: 0 }],
		['not_known', { whPerUnit: null }],
		['few_personal_meters', { personalMeters: 1 }],
		['few_personal_meters', { personalMeters: 10 }],
	] as const)('%s: %j', (obstacle, fields) => {
		expect(benchmarkOf({ ...own, ...fields }, four)).toMatchObject({ obstacle, group: null });
	});

	test('of few natural persons’ meters not even the own figure', () => {
		expect(benchmarkOf({ ...own, personalMeters: 3 }, four).whPerUnit).toBeNull();
	});
});

test('more than ten natural persons’ meters tell of none of them', () => {
	expect(benchmarkOf({ ...own, personalMeters: 11 }, four).obstacle).toBeNull();
	const others = [...four.slice(1), building('eleven', { personalMeters: 11 })];
	expect(benchmarkOf(own, others)).toMatchObject({ obstacle: null, similar: 5, withheld: 0 });
});

test('others with few of them are left out, and counted as such', () => {
	expect(benchmarkOf(own, [...four, building('ten', { personalMeters: 10 })])).toMatchObject({
		similar: 5,
		withheld: 1,
	});
	expect(benchmarkOf(own, [...four.slice(1), building('ten', { personalMeters: 10 })])).toMatchObject({
		obstacle: 'few_buildings',
		similar: 4,
		withheld: 1,
	});
});

test.each([
	['of another country', { country: 'BE' }],
	['heated otherwise', { heating: 'gas' }],
	['of which nobody has said how it is heated', { heating: null }],
	['of another size', { size: 4001 }],
	['of no known size', { size: null }],
	['of no known use', { whPerUnit: null }],
])('one %s is not similar', (_, fields) => {
	expect(benchmarkOf(own, [...four.slice(1), building('other', fields)]).similar).toBe(4);
});

test('a heat pump is electricity, too; gas and wood are alike', () => {
	expect(benchmarkOf(own, [...four.slice(1), building('other', { heating: 'heat_pump' })]).similar).toBe(5);
	const gas = four.slice(1).map((other) => ({ ...other, heating: 'gas' }));
	expect(
		benchmarkOf({ ...own, heating: 'gas' }, [...gas, building('wood', { heating: 'wood' })]).similar,
	).toBe(5);
});

test('where half to double is too few, a quarter to four times', () => {
	const far = four.map((other) => ({ ...other, size: 300 }));
	expect(benchmarkOf(own, far)).toMatchObject({ obstacle: null, sizeFactor: 4, similar: 5 });
	expect(
		benchmarkOf(own, [...four, ...far.map((other) => ({ ...other, key: `far ${other.key}` }))]),
	).toMatchObject({ sizeFactor: 2, similar: 5 });
});

test('whatever the buildings, no group is smaller than it must be, and none tells of few natural persons', () => {
	const anyBuilding = fc.record({
		key: fc.uuid(),
		country: fc.constantFrom('FR', 'BE', null),
		heating: fc.constantFrom('electric', 'gas', null),
		size: fc.option(fc.integer({ min: 0, max: 5000 })),
		whPerUnit: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
		personalMeters: fc.integer({ min: 0, max: 20 }),
	});
	fc.assert(
		fc.property(anyBuilding, fc.array(anyBuilding, { maxLength: 30 }), (mine, others) => {
			const { group, similar, obstacle } = benchmarkOf(mine, others);
			expect(group === null).toBe(obstacle !== null);
			if (!group) return;
			expect(similar).toBeGreaterThanOrEqual(LEAST_BUILDINGS);
			expect(mine.personalMeters === 0 || mine.personalMeters > 10).toBe(true);
			expect(group.lower).toBeLessThanOrEqual(group.median);
			expect(group.median).toBeLessThanOrEqual(group.upper);
		}),
		{ numRuns: 200 },
	);
});
