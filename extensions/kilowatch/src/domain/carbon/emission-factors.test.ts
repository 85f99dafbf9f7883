import { expect, test } from 'vitest';
import { EmissionFactorError, factorFinder, parseFactor, type WrittenFactor } from './emission-factors.ts';

const row = (changes: Partial<WrittenFactor>): WrittenFactor => ({
	country: 'FR',
	year: 2024,
	value: '51.900000',
	unit: 'gCO2e/kWh',
	method: 'average',
	source: 'somebody',
	valid_from: null,
	valid_until: null,
	...changes,
});
const table = (...rows: Partial<WrittenFactor>[]) => rows.map((changes) => parseFactor(row(changes)));

test.each([
	['gCO2e/kWh', '51.9'],
	['kgCO2e/kWh', '0.0519'],
	['kgCO₂eq/MWh', '51.900000'],
	['g CO2 / kWh', '51.9'],
])('%s', (unit, value) => {
	expect(parseFactor(row({ unit, value })).microGramsPerKwh).toBe(51_900_000n);
});

test.each<[string, Partial<WrittenFactor>, string]>([
	['another unit', { unit: 'gC/kWh' }, 'unit'],
	['grams a MWh', { unit: 'gCO2e/MWh' }, 'unit'],
	['a negative value', { value: '-1' }, 'value'],
	['no number', { value: '' }, 'value'],
	['no source', { source: ' ' }, 'source'],
	['no method', { method: '' }, 'method'],
	['no time', { year: null }, 'year'],
	['half a time', { year: null, valid_from: '2024-01-01' }, 'year'],
	['time that runs backwards', { valid_from: '2024-02-01', valid_until: '2024-01-31' }, 'valid_until'],
])('%s is refused', (_, changes, place) => {
	expect(() => parseFactor(row(changes))).toThrow(EmissionFactorError);
	expect(() => parseFactor(row(changes))).toThrow(place);
});

test('a day goes by its year, else by the latest before it, and that is told', () => {
	const find = factorFinder(table({ year: 2020, value: '222' }, { year: 2023, value: '174' }), 'fr');
	const told = (date: string) => {
		const found = find(date);

		return [found?.factor.year, found?.isOfAnotherTime];
	};
	expect(told('2020-06-01')).toEqual([2020, false]);
	expect(told('2022-06-01')).toEqual([2020, true]);
	expect(told('2023-12-31')).toEqual([2023, false]);
	expect(told('2026-06-01')).toEqual([2023, true]);
	expect(told('2019-06-01')).toEqual([2020, true]);
	expect(factorFinder(table({}), 'BE')('2024-06-01')).toBeUndefined();
	expect(factorFinder(table({}), null)('2024-06-01')).toBeUndefined();
});

test('only one method is used, the newest factor’s', () => {
	const find = factorFinder(
		table({ year: 2022, method: 'residual mix' }, { year: 2022, method: 'direct' }, { year: 2024 }),
		'FR',
	);
	expect(find('2022-06-01')).toMatchObject({ factor: { year: 2024 }, isOfAnotherTime: true });
});

test('dates go before the year, and the last day is one of them', () => {
	const find = factorFinder(table({ valid_from: '2024-02-01', valid_until: '2025-03-31' }), 'FR');
	expect(find('2025-03-31')?.isOfAnotherTime).toBe(false);
	expect(find('2025-04-01')?.isOfAnotherTime).toBe(true);
	expect(find('2024-01-31')?.isOfAnotherTime).toBe(true);
});
