import { expect, test } from 'vitest';
import type { BuildingDay } from './building-days.ts';
import { periodFigures } from './period-figures.ts';

/** Days in a row: a number is a known day, `~n` one known in part, `-` a hole. */
function days(...signs: (number | string)[]): BuildingDay[] {
	return signs.map((sign, index) => {
		const date = `2026-10-${String(index + 1).padStart(2, '0')}`;
		if (sign === '-') return { date, state: 'missing', energyWh: null, incompleteDevices: ['meter'] };
		if (typeof sign === 'number') return { date, state: 'known', energyWh: sign, incompleteDevices: [] };

		return { date, state: 'partial', energyWh: Number(sign.slice(1)), incompleteDevices: ['meter'] };
	});
}

test('total, mean and extremes count known days only; of equal days the first', () => {
	expect(periodFigures(days(1200, 800, '~300', '-', 1200, 800))).toEqual({
		expectedDays: 6,
		knownDays: 4,
		partialDays: 1,
		missingDays: 1,
		totalWh: 4000,
		meanWhPerDay: 1000,
		highest: { date: '2026-10-01', energyWh: 1200 },
		lowest: { date: '2026-10-02', energyWh: 800 },
		partialWh: 300,
	});
});

test('without a known day there is no total, not a total of nothing', () => {
	expect(periodFigures(days('-', '~250'))).toEqual({
		expectedDays: 2,
		knownDays: 0,
		partialDays: 1,
		missingDays: 1,
		totalWh: null,
		meanWhPerDay: null,
		highest: null,
		lowest: null,
		partialWh: 250,
	});
});
