import { expect, test } from 'vitest';
import { meterCoverage, meterDay, type DayRow } from './meter-days.ts';

function row(date: string, fields: Partial<DayRow>): DayRow {
	return {
		date,
		value: null,
		curve_value: null,
		points_expected: 48,
		points_received: 0,
		source: 'operator',
		...fields,
	};
}

const whole = { curve_value: 9000, points_received: 48 };

test('the operator’s own total goes before the curve’s sum, and makes the day known even with a torn curve', () => {
	const day = row('2026-10-01', { value: 10_000, curve_value: 4000, points_received: 20 });

	expect(meterDay(day)).toEqual({ date: '2026-10-01', energyWh: 10_000, complete: true });
});

test('without a total, the curve’s sum is all of the day only with all of its points', () => {
	expect(meterDay(row('2026-10-01', whole))).toEqual({ date: '2026-10-01', energyWh: 9000, complete: true });
	expect(meterDay(row('2026-10-01', { curve_value: 4000, points_received: 20 }))).toEqual({
		date: '2026-10-01',
		energyWh: 4000,
		complete: false,
	});
	expect(meterDay(row('2026-10-01', {}))).toBeUndefined();
});

test('coverage counts days, stretches of gaps, sources, and the points of the days’ real lengths', () => {
	// The clocks go back on 25 October: that day has 50 half-hours, and no row at all.
	const dates = ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27', '2026-10-28'];
	const rows = [
		row('2026-10-23', whole),
		row('2026-10-24', { curve_value: 100, points_received: 5 }),
		row('2026-10-26', { ...whole, source: 'file' }),
		row('2026-10-27', { value: 8000 }),
		row('2026-10-28', {}),
	];

	expect(meterCoverage(new Map(rows.map((day) => [day.date, day])), dates, 'Europe/Paris')).toEqual({
		knownDays: 3,
		partialDays: 1,
		missingDays: 2,
		gaps: [
			{ from: '2026-10-24', to: '2026-10-26' },
			{ from: '2026-10-28', to: '2026-10-29' },
		],
		lastDate: '2026-10-27',
		pointsExpected: 5 * 48 + 50,
		pointsReceived: 101,
		sourceDays: { operator: 3, file: 1, push: 0 },
	});
});

test('where only totals are read, no points are expected', () => {
	const rows = new Map([['2026-10-23', row('2026-10-23', { value: 8000, points_expected: 0 })]]);

	expect(meterCoverage(rows, ['2026-10-23', '2026-10-24'], 'Europe/Paris')).toMatchObject({
		knownDays: 1,
		missingDays: 1,
		pointsExpected: 0,
		pointsReceived: 0,
	});
});
