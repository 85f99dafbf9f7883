import { describe, expect, it } from 'vitest';
import { dateOf, dayNumberOf, localHours } from '../calendar.ts';
import { builtInMeters } from './built-in.ts';
import { dayCurve, dayEnergyWh, type Meter } from './meter.ts';

const meters = builtInMeters();

function meterNamed(part: string): Meter {
	const found = meters.find(({ label }) => label.includes(part));
	if (!found) throw new Error(`no meter ${part}`);

	return found;
}

const energyWh = (part: string, date: string): number =>
	dayEnergyWh(meterNamed(part).consumption ?? (() => null), dayNumberOf(date)) ?? Number.NaN;

describe('the built-in meters', () => {
	it('have distinct PRMs of 14 digits, the first with a leading zero', () => {
		expect(meters).toHaveLength(6);
		expect(new Set(meters.map(({ pointId }) => pointId)).size).toBe(6);
		expect(meters.every(({ pointId }) => /^\d{14}$/.test(pointId))).toBe(true);
		expect(meters[0]?.pointId).toMatch(/^0/);
	});

	it('give the same load at every start', () => {
		const day = dayNumberOf('2026-10-05');
		const again = builtInMeters();
		expect(dayCurve(again[2]?.consumption ?? (() => null), day)).toEqual(
			dayCurve(meters[2]?.consumption ?? (() => null), day),
		);
	});

	it('have data for every half hour of three years, whole W under 36 kW', () => {
		for (const meter of meters) {
			let highestW = 0;
			for (let day = dayNumberOf('2023-11-08'); day < dayNumberOf('2026-11-23'); day += 1) {
				const curve = dayCurve(meter.consumption ?? (() => null), day);
				expect(curve.length, `${meter.label} ${dateOf(day)}`).toBe(2 * localHours(day).length);
				for (const { powerW } of curve) {
					if (!Number.isInteger(powerW) || powerW <= 0) throw new Error(`${meter.label}: ${powerW} W`);
					highestW = Math.max(highestW, powerW);
				}
			}
			expect(highestW, meter.label).toBeLessThan(36_000);
			expect(highestW, meter.label).toBeGreaterThan(2_000);
		}
	});

	it('follow the seasons, the week and school holidays', () => {
		expect(energyWh('Bellevue', '2026-01-13')).toBeGreaterThan(2 * energyWh('Bellevue', '2026-07-14'));
		expect(energyWh('Bureaux', '2026-10-06')).toBeGreaterThan(2 * energyWh('Bureaux', '2026-10-04'));
		expect(energyWh('École', '2026-06-30')).toBeGreaterThan(2 * energyWh('École', '2026-07-07'));
		expect(energyWh('Boulangerie', '2026-10-06')).toBeGreaterThan(2 * energyWh('Boulangerie', '2026-10-05'));
		expect(energyWh('Tilleuls', '2026-12-15')).toBeGreaterThan(energyWh('Tilleuls', '2026-06-16'));
	});

	it('tell the two passes of autumn’s doubled hour apart', () => {
		const [, , first, second] = localHours(dayNumberOf('2026-10-25'));
		const { consumption } = meterNamed('Bellevue');
		expect(first && consumption?.(first)).not.toEqual(second && consumption?.(second));
	});
});
