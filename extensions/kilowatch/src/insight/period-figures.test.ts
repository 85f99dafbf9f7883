import { expect, test } from 'vitest';
import type { BuildingDay } from './building-days.ts';
import { comparePeriods, periodFigures } from './period-figures.ts';

const earlierPeriod = { from: '2026-09-01', to: '2026-10-01' };

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

test('periods are compared by the means of their known days, so holes do not pass for savings', () => {
	const current = periodFigures(days(1100, 1100, '-', '-'));
	const earlier = periodFigures(days(1000, 1000, 1000, 1000));

	expect(comparePeriods(current, earlier, earlierPeriod, true)).toEqual({
		period: earlierPeriod,
		knownDays: 4,
		expectedDays: 4,
		meanWhPerDay: 1000,
		change: 0.10000000000000009,
		obstacle: null,
	});
});

test.each([
	['few_days', days(1100, '-', '-'), days(1000, 1000), true],
	['few_days_earlier', days(1100, 1100), days('-', '-', 1000), true],
	['few_days_earlier', days(1100), days('-'), true],
	['other_meters', days(1100), days(1000), false],
	['nothing_used', days(1100), days(0, 0), true],
] as const)('no comparison: %s', (obstacle, current, earlier, sameMeters) => {
	const comparison = comparePeriods(
		periodFigures(current),
		periodFigures(earlier),
		earlierPeriod,
		sameMeters,
	);

	expect(comparison).toMatchObject({ change: null, obstacle });
});

test('half of the days are enough', () => {
	const comparison = comparePeriods(
		periodFigures(days(500, '-')),
		periodFigures(days(1000, '-')),
		earlierPeriod,
		true,
	);

	expect(comparison).toMatchObject({ change: -0.5, obstacle: null });
});
