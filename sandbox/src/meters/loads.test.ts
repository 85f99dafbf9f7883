import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumberOf, localHours } from '../calendar.ts';
import {
	all,
	commonLighting,
	cooling,
	drawing,
	heating,
	hours,
	photovoltaic,
	schoolDays,
	selfConsumption,
	steady,
	sum,
	weekdays,
	when,
	workdays,
	type Load,
} from './loads.ts';
import { dayEnergyWh, type LoadProfile } from './meter.ts';
import { momentOf, sunHeight, type Moment } from './moment.ts';

const at = (date: string, hour: number): Moment =>
	momentOf({ dayNumber: dayNumberOf(date), hour, isSecondPass: false });
const wednesday = at('2026-01-14', 8);

describe('moments', () => {
	it('know days off and school holidays', () => {
		const known = (date: string): [boolean, boolean] => [at(date, 12).isWorkday, at(date, 12).isSchoolDay];
		expect(known('2026-11-24')).toEqual([true, true]);
		expect(known('2026-11-22')).toEqual([false, false]);
		expect(known('2026-07-14')).toEqual([false, false]);
		expect(known('2026-08-04')).toEqual([true, false]);
		expect(known('2026-12-31')).toEqual([true, false]);
	});

	it('are dark on winter evenings and not on summer ones', () => {
		expect(at('2026-12-21', 18).isDark).toBe(true);
		expect(at('2026-06-21', 18).isDark).toBe(false);
		expect(at('2026-06-21', 2).isDark).toBe(true);
	});

	it('have the sun highest in the middle of a summer’s day', () => {
		const day = dayNumberOf('2026-06-21');
		expect(sunHeight(day, 2)).toBe(0);
		expect(sunHeight(day, 13.8)).toBeCloseTo(Math.sin(((90 - 46 + 23.4) * Math.PI) / 180), 2);
		expect(sunHeight(dayNumberOf('2026-12-21'), 12.8)).toBeCloseTo(
			Math.sin(((90 - 46 - 23.4) * Math.PI) / 180),
			1,
		);
	});
});

describe('loads', () => {
	it('are put together', () => {
		const load = sum(steady(100), when(hours(8, 10), steady(50), steady(7)));
		expect([7, 8, 9, 10].map((hour) => load({ ...wednesday, hour }))).toEqual([107, 150, 150, 107]);
	});

	it('know hours over midnight, days of the week and all of several conditions', () => {
		expect([21, 22, 0, 5, 6].map((hour) => hours(22, 6)({ ...wednesday, hour }))).toEqual([
			false,
			true,
			true,
			true,
			false,
		]);
		expect(all(weekdays(3), workdays, schoolDays)(wednesday)).toBe(true);
		expect(all(weekdays(2), workdays)(wednesday)).toBe(false);
	});

	it('heat below a temperature and cool above one', () => {
		const byTemperature = (load: Load): number[] =>
			[10, 15, 20].map((outdoorC) => load({ ...wednesday, outdoorC }));
		expect(byTemperature(heating(15, 100))).toEqual([500, 0, 0]);
		expect(byTemperature(cooling(15, 10))).toEqual([0, 0, 50]);
	});

	it('light stairs in the evening, less at night, least by day', () => {
		const load = commonLighting(1_000);
		expect(load({ ...wednesday, isDark: true, hour: 20 })).toBe(1_000);
		expect(load({ ...wednesday, isDark: true, hour: 3 })).toBe(400);
		expect(load({ ...wednesday, isDark: false, hour: 12 })).toBe(100);
	});
});

describe('a profile', () => {
	it('is the load, give or take what people do, and the same at every call', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 14_000, max: 25_000 }),
				fc.integer({ min: 1, max: 2 ** 31 }),
				(day, seed) => {
					const energyWh = dayEnergyWh(drawing(steady(1_000), seed), day) ?? Number.NaN;
					const expectedWh = 1_000 * localHours(day).length;
					expect(energyWh, dateOf(day)).toBeGreaterThan(0.84 * expectedWh);
					expect(energyWh, dateOf(day)).toBeLessThan(1.17 * expectedWh);
					expect(dayEnergyWh(drawing(steady(1_000), seed), day)).toBe(energyWh);
				},
			),
		);
	});

	it('of two meters with one load differs', () => {
		const day = dayNumberOf('2026-11-20');
		expect(dayEnergyWh(drawing(steady(1_000), 1), day)).not.toBe(dayEnergyWh(drawing(steady(1_000), 2), day));
	});

	it('of a roof never exceeds what is installed', () => {
		const roof = photovoltaic(3_000, 5);
		for (let day = dayNumberOf('2026-01-01'); day < dayNumberOf('2027-01-01'); day += 1)
			for (const hour of localHours(day))
				for (const powerW of roof(hour) ?? []) {
					if (!(Number.isInteger(powerW) && powerW >= 0 && powerW < 3_000))
						throw new Error(`${dateOf(day)}: ${powerW} W`);
				}
	});

	it('behind a roof is only the difference, one way or the other', () => {
		const use: LoadProfile = ({ hour }) => (hour === 3 ? null : [100, 200]);
		const roof: LoadProfile = () => [150, 50];
		const net = selfConsumption(use, roof);
		const noon = { dayNumber: 20_000, hour: 12, isSecondPass: false };
		expect([net.consumption(noon), net.production(noon)]).toEqual([
			[0, 150],
			[50, 0],
		]);
		expect(net.consumption({ ...noon, hour: 3 })).toBeNull();
	});
});
