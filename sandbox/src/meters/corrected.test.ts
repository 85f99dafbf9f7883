import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumberOf } from '../calendar.ts';
import { correctedLoad } from './corrected.ts';
import { dayEnergyWh, splitHour, type LoadProfile } from './meter.ts';

const load: LoadProfile = ({ hour }) => (hour === 5 ? null : splitHour(100 + hour, 10));
const hourOf = (day: string, hour: number): Parameters<LoadProfile>[0] => ({
	dayNumber: dayNumberOf(day),
	hour,
	isSecondPass: false,
});

describe('a corrected load', () => {
	it('is the load itself without a correction', () => {
		expect(correctedLoad(load, [])).toBe(load);
	});

	it('adds up to the energy on any day, in whole Wh that are never negative', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 16_000, max: 24_000 }),
				fc.integer({ min: 0, max: 900_000 }),
				(day, energyWh) => {
					const corrected = correctedLoad(load, [{ day: dateOf(day), energyWh }]);
					expect(dayEnergyWh(corrected, day)).toBe(energyWh);
					for (const hour of [0, 12, 23]) {
						const watts = corrected({ dayNumber: day, hour, isSecondPass: false }) ?? [-1, -1];
						expect(Math.min(...watts)).toBeGreaterThanOrEqual(0);
					}
					expect(dayEnergyWh(corrected, day + 1)).toBe(dayEnergyWh(load, day + 1));
				},
			),
		);
	});

	it('keeps the shape and the holes', () => {
		const corrected = correctedLoad(load, [{ day: '2026-11-20', factor: 3 }]);
		expect(corrected(hourOf('2026-11-20', 8))).toEqual([294, 354]);
		expect(corrected(hourOf('2026-11-20', 5))).toBeNull();
	});

	it('spreads an energy over a day of zeros, and leaves a day without data without', () => {
		const zeros = correctedLoad(() => [0, 0], [{ day: '2026-11-20', energyWh: 25 }]);
		expect(dayEnergyWh(zeros, dayNumberOf('2026-11-20'))).toBe(25);
		const nothing = correctedLoad(() => null, [{ day: '2026-11-20', energyWh: 25 }]);
		expect(dayEnergyWh(nothing, dayNumberOf('2026-11-20'))).toBeNull();
	});

	it('takes the last of a day’s corrections', () => {
		const corrected = correctedLoad(load, [
			{ day: '2026-11-20', energyWh: 1 },
			{ day: '2026-11-20', energyWh: 7 },
		]);
		expect(dayEnergyWh(corrected, dayNumberOf('2026-11-20'))).toBe(7);
	});
});
