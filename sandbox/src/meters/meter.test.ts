import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import { dayCurve, dayEnergyWh, splitHour, type LoadProfile } from './meter.ts';

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
		expect(splitHour(3, 9)).toEqual([0, 6]);
		expect(splitHour(3, -9)).toEqual([6, 0]);
	});
});

describe('a day’s curve', () => {
	it('has 48 points stamped at their end', () => {
		const curve = dayCurve(byHour, dayNumberOf('2026-09-29'));
		expect(curve).toHaveLength(48);
		expect(curve[0]).toEqual({ label: '2026-09-29 00:30:00', powerW: 95 });
		expect(curve[1]).toEqual({ label: '2026-09-29 01:00:00', powerW: 105 });
		expect(curve.at(-1)).toEqual({ label: '2026-09-30 00:00:00', powerW: 335 });
	});

	it('has 46 points in spring, without 02:00 and 02:30', () => {
		const curve = dayCurve(byHour, spring);
		expect(curve).toHaveLength(46);
		expect(curve.slice(1, 6)).toEqual([
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
		expect(curve.slice(2, 9)).toEqual([
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
