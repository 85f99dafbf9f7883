import { expect, test } from 'vitest';
import { factorFinder, parseFactor } from './emission-factors.ts';
import { emissionsOf, toKilograms } from './statement.ts';

const factor = (year: number, value: string) =>
	parseFactor({
		country: 'BE',
		year,
		value,
		unit: 'gCO2e/kWh',
		method: 'average',
		source: 'somebody',
		valid_from: null,
		valid_until: null,
	});
const find = factorFinder([factor(2023, '174'), factor(2024, '160.5')], 'BE');

test('days are summed by the factor of their year, and each factor says of how many', () => {
	const emissions = emissionsOf(
		[
			{ date: '2023-12-31', energyWh: 10_000 },
			{ date: '2024-01-01', energyWh: 20_000 },
			{ date: '2025-01-01', energyWh: 1_000 },
		],
		find,
	);
	expect(toKilograms(emissions.amount)).toBe(5.111);
	expect(
		emissions.factors.map(({ factor: { year }, days, daysOfAnotherTime }) => [year, days, daysOfAnotherTime]),
	).toEqual([
		[2023, 1, 0],
		[2024, 2, 1],
	]);
});

test('what has no factor is counted, not guessed', () => {
	const emissions = emissionsOf([{ date: '2024-01-01', energyWh: 5 }], () => undefined);
	expect(emissions).toEqual({ amount: 0n, daysWithoutFactor: 1, factors: [] });
});

test('parts make the whole exactly', () => {
	const days = Array.from({ length: 300 }, (_, index) => ({
		date: new Date(Date.UTC(2023, 5, 1 + index)).toISOString().slice(0, 10),
		energyWh: 1_000 / 7 + index / 3,
	}));
	const apart = days.map((day) => emissionsOf([day], find).amount).reduce((sum, amount) => sum + amount, 0n);
	expect(apart).toBe(emissionsOf(days, find).amount);
});
