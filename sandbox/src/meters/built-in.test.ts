import { describe, expect, it } from 'vitest';
import { dateOf, dayNumberOf, localHours } from '../calendar.ts';
import { builtInMeters } from './built-in.ts';
import { buildingOf, dayCurve, dayEnergyWh, type Meter } from './meter.ts';
import { pointIdFor } from './point-id.ts';

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
		expect(meters).toHaveLength(30);
		expect(new Set(meters.map(({ pointId }) => pointId)).size).toBe(30);
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

	it('belong to twelve buildings, and keep the labels and PRMs of the first six', () => {
		expect(new Set(meters.map(({ label }) => buildingOf(label))).size).toBe(12);
		expect(
			[
				'Résidence Les Tilleuls – parties communes',
				'Résidence Bellevue – chauffage électrique',
				'Bureaux Quai Ouest',
				'École Jules-Ferry',
				'Boulangerie du Marché',
				'Parking Gare – bornes et ventilation',
			].map((label) => {
				const meter = meters.find((known) => known.label === label);

				return [meter?.pointId === pointIdFor(label, label.includes('Tilleuls')), meter?.activatedOn];
			}),
		).toEqual([
			[true, '2018-03-14'],
			[true, '2017-10-02'],
			[true, '2019-01-21'],
			[true, '2020-08-31'],
			[true, '2021-05-17'],
			[true, '2025-09-01'],
		]);
	});

	it('differ in step, collection, direction, age and contract', () => {
		const stepCount = (step: number): number =>
			meters.filter(({ curveStepMinutes }) => curveStepMinutes === step).length;
		expect([10, 15, 30, 60].map(stepCount)).toEqual([1, 1, 27, 1]);
		expect(meters.filter(({ isCurveCollected }) => !isCurveCollected)).toHaveLength(1);
		expect(meters.filter(({ consumption }) => consumption === null)).toHaveLength(2);
		expect(meters.filter(({ consumption, production }) => consumption && production)).toHaveLength(1);
		expect(meters.some(({ contract }) => contract.offPeakHours?.startsWith('HC ('))).toBe(true);
	});

	it('have data for every half hour of a year, whole W within the contract', () => {
		for (const meter of meters) {
			for (const load of [meter.consumption, meter.production].filter((each) => each !== null)) {
				let highestW = 0;
				for (let day = dayNumberOf('2025-10-20'); day < dayNumberOf('2026-11-01'); day += 1) {
					const curve = dayCurve(load, day);
					expect(curve.length, `${meter.label} ${dateOf(day)}`).toBe(2 * localHours(day).length);
					for (const { powerW } of curve) {
						if (!Number.isInteger(powerW) || powerW < 0) throw new Error(`${meter.label}: ${powerW} W`);
						highestW = Math.max(highestW, powerW);
					}
				}
				expect(highestW, meter.label).toBeLessThan(1_000 * meter.contract.subscribedPowerKva);
				expect(highestW, meter.label).toBeGreaterThan(150 * meter.contract.subscribedPowerKva);
			}
		}
	});

	it('draw at every hour, but for what a roof gives', () => {
		for (const meter of meters.filter(({ consumption, production }) => consumption && !production))
			for (const { powerW } of dayCurve(meter.consumption ?? (() => null), dayNumberOf('2026-06-21')))
				expect(powerW, meter.label).toBeGreaterThan(0);
	});

	it('feed in by day and by season, and nothing at night', () => {
		const { production } = meterNamed('Ouest – toiture');
		const monthWh = (month: string): number =>
			Array.from(
				{ length: 28 },
				(_, day) => dayEnergyWh(production ?? (() => null), dayNumberOf(`${month}-01`) + day) ?? Number.NaN,
			).reduce((sum, energyWh) => sum + energyWh, 0);
		expect(monthWh('2026-06')).toBeGreaterThan(3 * monthWh('2025-12'));
		const june = dayCurve(production ?? (() => null), dayNumberOf('2026-06-21'));
		expect(june.filter(({ powerW }) => powerW === 0).length).toBeGreaterThan(12);
		expect(june.find(({ label }) => label.endsWith('14:00:00'))?.powerW).toBeGreaterThan(3_000);
		// 30 kWp in the middle of France yield about 33 MWh a year.
		const yearWh = Array.from(
			{ length: 365 },
			(_, day) => dayEnergyWh(production ?? (() => null), dayNumberOf('2025-01-01') + day) ?? Number.NaN,
		).reduce((sum, energyWh) => sum + energyWh, 0);
		expect(yearWh).toBeGreaterThan(26_000_000);
		expect(yearWh).toBeLessThan(42_000_000);
	});

	it('take under 100 ms for three years of days and under 5 ms for a week of curve', () => {
		const { consumption } = meterNamed('Belle Rive – parties');
		const load = consumption ?? (() => null);
		const quickest = (run: () => void): number =>
			Math.min(
				...Array.from({ length: 5 }, () => {
					const startedMs = performance.now();
					run();

					return performance.now() - startedMs;
				}),
			);
		const first = dayNumberOf('2023-11-08');
		expect(
			quickest(() => Array.from({ length: 1_111 }, (_, day) => dayEnergyWh(load, first + day))),
		).toBeLessThan(100);
		expect(
			quickest(() => Array.from({ length: 7 }, (_, day) => dayCurve(load, first + day, () => 10))),
		).toBeLessThan(5);
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
