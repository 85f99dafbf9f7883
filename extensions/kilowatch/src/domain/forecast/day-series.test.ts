import { expect, test } from 'vitest';
import { daysOfHours } from './day-series.ts';

test('a day is the sum of its hours; spring’s may lack one, others are not known whole', () => {
	const kwh = new Float64Array(3 * 24).fill(1);
	kwh[24 + 2] = NaN;
	kwh[48 + 2] = NaN;
	kwh[48 + 3] = NaN;
	expect(daysOfHours({ firstDate: '2026-03-28', days: 3, kwh })).toEqual({
		firstDate: '2026-03-28',
		kwh: Float64Array.of(24, 23, NaN),
	});
});
