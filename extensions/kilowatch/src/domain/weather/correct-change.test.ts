import { expect, test } from 'vitest';
import type { ColdDependence } from './cold-dependence.ts';
import { correctChange } from './correct-change.ts';

const line: ColdDependence = {
	days: 365,
	coldDays: 200,
	whPerDay: 10_000,
	whPerDegreeDay: 1_000,
	explained: 0.9,
};

test('the same building in a warmer month has saved nothing', () => {
	// 30 days of 10 kWh and 1 kWh a degree day: 300 degree days earlier, 200 now.
	const corrected = correctChange(
		{ degreeDays: 200, energyWh: 500_000 },
		{ degreeDays: 300, energyWh: 600_000 },
		line,
	);
	expect(corrected).toEqual({ earlierWh: 500_000, change: 0, obstacle: null });
});

test('a tenth more at the same cold is a tenth more', () => {
	const { change } = correctChange(
		{ degreeDays: 300, energyWh: 660_000 },
		{ degreeDays: 300, energyWh: 600_000 },
		line,
	);
	expect(change).toBeCloseTo(0.1, 12);
});

test.each([
	['few_reference_days', undefined],
	['few_reference_days', { ...line, days: 59 }],
	['few_reference_days', { ...line, coldDays: 19 }],
	['not_dependent', { ...line, explained: 0.2 }],
	['not_dependent', { ...line, whPerDegreeDay: -5 }],
	['beyond_reference', { ...line, whPerDegreeDay: 10_000 }],
] as const)('%s', (obstacle, dependence) => {
	const corrected = correctChange(
		{ degreeDays: 200, energyWh: 500_000 },
		{ degreeDays: 300, energyWh: 600_000 },
		dependence,
	);
	expect(corrected).toEqual({ earlierWh: null, change: null, obstacle });
});
