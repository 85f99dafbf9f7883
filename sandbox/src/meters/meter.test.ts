import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import {
	dayCurve,
	dayEnergyWh,
	dayMaximum,
	splitHour,
	type CurveStepMinutes,
	type LoadProfile,
} from './meter.ts';

const byHour: LoadProfile = ({ hour, isSecondPass }) =>
	splitHour(hour * 10 + (isSecondPass ? 1_000 : 100), 5);
const spring = dayNumberOf('2026-03-29');
const autumn = dayNumberOf('2026-10-25');

describe('an hour’s halves', () => {
	it('keep the hour’s energy', () => {
		expect(splitHour(101, 7.4)).toEqual([94, 108]);
		expect(splitHour(101, -7.4)).toEqual([108, 94]);
	});

	it('are never negative', () => {
		expect(splitHour(3, 9)).toMatchObject([0, 6]);
		expect(splitHour(3, -9)).toMatchObject([6, 0]);
	});
});

describe('a day’s curve', () => {
	it('has 48 points stamped at their end', () => {
		const curve = dayCurve(byHour, dayNumberOf('2026-09-29'));
		expect(curve).toHaveLength(48);
		expect(curve[0]).toMatchObject({ label: '2026-09-29 00:30:00', powerW: 95 });
		expect(curve[1]).toMatchObject({ label: '2026-09-29 01:00:00', powerW: 105 });
		expect(curve.at(-1)).toMatchObject({ label: '2026-09-30 00:00:00', powerW: 335 });
	});

	it('has 46 points in spring, without 02:00 and 02:30', () => {
		const curve = dayCurve(byHour, spring);
		expect(curve).toHaveLength(46);
		expect(curve.slice(1, 6)).toMatchObject([
			{ label: '2026-03-29 01:00:00', powerW: 105 },
			{ label: '2026-03-29 01:30:00', powerW: 105 },
			{ label: '2026-03-29 03:00:00', powerW: 115 },
			{ label: '2026-03-29 03:30:00', powerW: 125 },
			{ label: '2026-03-29 04:00:00', powerW: 135 },
		]);
	});

	it('has 50 points in autumn, 02:00 and 02:30 twice', () => {
		const curve = dayCurve(byHour, autumn);
		expect(curve).toHaveLength(50);
		expect(curve.slice(2, 9)).toMatchObject([
			{ label: '2026-10-25 01:30:00', powerW: 105 },
			{ label: '2026-10-25 02:00:00', powerW: 115 },
			{ label: '2026-10-25 02:30:00', powerW: 115 },
			{ label: '2026-10-25 02:00:00', powerW: 125 },
			{ label: '2026-10-25 02:30:00', powerW: 1015 },
			{ label: '2026-10-25 03:00:00', powerW: 1025 },
			{ label: '2026-10-25 03:30:00', powerW: 125 },
		]);
	});

	it('leaves an hour without data out and keeps the labels of the others', () => {
		const holed = dayCurve((hour) => (hour.hour === 1 ? null : byHour(hour)), dayNumberOf('2026-09-29'));
		expect(holed).toHaveLength(46);
		expect(holed.slice(1, 3).map(({ label }) => label)).toEqual([
			'2026-09-29 01:00:00',
			'2026-09-29 02:30:00',
		]);
	});
});

describe('a day’s energy', () => {
	it('is the curve’s sum, clock changes included', () => {
		// Hours 0–23: 24 × 100 + 10 × 276; spring loses hour 2 (120 Wh), autumn repeats it with 1,020 Wh.
		expect(dayEnergyWh(byHour, dayNumberOf('2026-09-29'))).toBe(5_160);
		expect(dayEnergyWh(byHour, spring)).toBe(5_040);
		expect(dayEnergyWh(byHour, autumn)).toBe(6_180);
	});

	it('is what is known of a day with holes, and null for a day without data', () => {
		expect(dayEnergyWh((hour) => (hour.hour < 23 ? null : byHour(hour)), spring)).toBe(330);
		expect(dayEnergyWh(() => null, spring)).toBeNull();
	});
});

describe('a curve in another step', () => {
	it.each<[string, number, number, number, number, number]>([
		['2026-09-29', 288, 144, 96, 48, 24],
		['2026-03-29', 276, 138, 92, 46, 23],
		['2027-03-28', 276, 138, 92, 46, 23],
		['2026-10-25', 300, 150, 100, 50, 25],
		['2027-10-31', 300, 150, 100, 50, 25],
	])('%s has %d, %d, %d, %d and %d points', (date, ...counts) => {
		const steps = [5, 10, 15, 30, 60] as const;
		expect(steps.map((step) => dayCurve(byHour, dayNumberOf(date), () => step).length)).toEqual(counts);
	});

	it('is stamped at the end of each interval', () => {
		const labels = (step: CurveStepMinutes): string[] =>
			dayCurve(byHour, spring, () => step).map(({ label }) => label.slice(5, 16));
		expect(labels(60).slice(0, 3)).toEqual(['03-29 01:00', '03-29 03:00', '03-29 04:00']);
		expect(labels(15).slice(5, 11)).toEqual([
			'03-29 01:30',
			'03-29 01:45',
			'03-29 03:00',
			'03-29 03:15',
			'03-29 03:30',
			'03-29 03:45',
		]);
		expect(labels(10).slice(0, 2)).toEqual(['03-29 00:10', '03-29 00:20']);
		expect(labels(5).at(-1)).toBe('03-30 00:00');
	});

	it('keeps each hour’s energy exactly, in whole W that are never negative', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 40_000 }),
				fc.integer({ min: -40_000, max: 40_000 }),
				fc.constantFrom<CurveStepMinutes>(5, 10, 15, 30, 60),
				fc.integer({ min: 16_000, max: 24_000 }),
				(energyWh, riseW, step, day) => {
					const points = dayCurve(
						({ hour }) => (hour === 7 ? splitHour(energyWh, riseW) : null),
						day,
						() => step,
					);
					const sumW = points.reduce((sum, { powerW }) => sum + powerW, 0);
					expect(points).toHaveLength(60 / step);
					expect(points.every(({ powerW }) => Number.isInteger(powerW) && powerW >= 0)).toBe(true);
					expect(sumW).toBe((energyWh * 60) / step);
				},
			),
		);
	});

	it('is the same at every call and not flat within a half hour', () => {
		const ten = dayCurve(byHour, spring, () => 10);
		expect(dayCurve(byHour, spring, () => 10)).toEqual(ten);
		expect(new Set(ten.slice(-3).map(({ powerW }) => powerW)).size).toBe(3);
	});

	it('may change its step from one hour to the next', () => {
		const mixed = dayCurve(byHour, spring, ({ hour }) => (hour < 12 ? 60 : 15));
		expect(mixed).toHaveLength(11 + 4 * 12);
		expect(mixed.slice(10, 12)).toMatchObject([
			{ label: '2026-03-29 12:00:00', stepMinutes: 60 },
			{ label: '2026-03-29 12:15:00', stepMinutes: 15 },
		]);
	});
});

describe('a day’s maximum', () => {
	it('lies in the strongest half hour and above its average', () => {
		const maximum = dayMaximum(byHour, autumn);
		// The second pass of hour 2 has 1,025 W in its second half.
		expect(maximum?.label).toMatch(/^2026-10-25 02:[345]\d:[0-5]\d$/);
		expect(maximum?.powerVa).toBeGreaterThan(1_025);
		expect(maximum?.powerVa).toBeLessThan(1_025 * 1.2);
		expect(dayMaximum(byHour, autumn)).toEqual(maximum);
	});

	it('is null without data', () => {
		expect(dayMaximum(() => null, autumn)).toBeNull();
	});
});
