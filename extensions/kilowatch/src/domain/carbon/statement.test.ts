import { expect, test } from 'vitest';
import { factorFinder, parseFactor } from './emission-factors.ts';
import { addDay, addEmissions, noEmissions, toKilograms, type Emissions } from './statement.ts';

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

function emissionsOf(days: readonly (readonly [date: string, microWh: bigint])[], finder = find): Emissions {
	const sum = noEmissions();
	for (const [date, energy] of days) addDay(sum, energy, finder(date));

	return sum;
}

test('days are summed by the factor of their year, and each factor says of how many', () => {
	const emissions = emissionsOf([
		['2023-12-31', 10_000_000_000n],
		['2024-01-01', 20_000_000_000n],
		['2025-01-01', 1_000_000_000n],
	]);
	// 1.74 + 3.21 + 0.1605
	expect(toKilograms(emissions.amount)).toBe(5.111);
	expect([...emissions.factors].map(([{ year }, use]) => [year, use])).toEqual([
		[2023, { days: 1, daysOfAnotherTime: 0 }],
		[2024, { days: 2, daysOfAnotherTime: 1 }],
	]);
});

test('what has no factor is counted, not guessed', () => {
	const emissions = emissionsOf([['2024-01-01', 5n]], () => undefined);
	expect(emissions).toEqual({ ...noEmissions(), daysWithoutFactor: 1 });
});

test('parts make the whole exactly', () => {
	const days = Array.from({ length: 300 }, (_, index) => {
		const date = new Date(Date.UTC(2023, 5, 1 + index)).toISOString().slice(0, 10);

		return [date, BigInt(index * 1_000_003)] as const;
	});
	const sum = noEmissions();
	for (const part of [days.slice(0, 100), days.slice(100)]) addEmissions(sum, emissionsOf(part));
	expect(sum).toEqual(emissionsOf(days));
});
