import { describe, expect, it } from 'vitest';
import { dayNumberOf, weekdayOf } from '../calendar.ts';
import { dayEnergyWh, type Meter } from './meter.ts';
import { builtInMeters } from './built-in.ts';
import { personaMeters } from './personas.ts';

const meters = personaMeters();
const of = (persona: number): Meter[] => meters.filter((meter) => meter.persona === persona);

function only(persona: number): Meter {
	const [meter, ...others] = of(persona);
	if (!meter || others.length > 0) throw new Error(`client ${persona} has not one meter`);

	return meter;
}

const energyWh = (load: Meter['consumption'], date: string): number | null =>
	load && dayEnergyWh(load, dayNumberOf(date));

describe('the operator’s test clients', () => {
	it.each([
		[0, ['22516914714270']],
		[1, ['11453290002823']],
		[2, ['32320647321714']],
		[3, ['12345678901234', '10284856584123']],
		[4, ['42900589957123']],
		[5, ['24880057139941']],
		[6, ['12655648759651']],
		[7, ['64975835695673', '63695879465986', '22315546958763']],
		[8, ['26584978546985']],
	])('%d has %j', (persona, pointIds) => {
		expect(of(persona).map(({ pointId }) => pointId)).toEqual(pointIds);
	});

	it('do not share a PRM with a building', () => {
		const pointIds = [...meters, ...builtInMeters()].map(({ pointId }) => pointId);
		expect(new Set(pointIds).size).toBe(pointIds.length);
	});

	it('are in service for long, but for client 1', () => {
		expect(only(1).activatedOn).toBe('2019-08-27');
		expect(only(0).activatedOn < '2017').toBe(true);
	});

	it('have no curve for client 2 alone', () => {
		expect(meters.filter(({ isCurveCollected }) => !isCurveCollected)).toEqual([only(2)]);
	});

	it('draw, feed in, or both', () => {
		const directions = meters.map(({ persona, consumption, production }) => [
			persona,
			consumption !== null,
			production !== null,
		]);
		expect(directions.filter(([, , production]) => production)).toEqual([
			[3, false, true],
			[5, false, true],
			[6, true, true],
		]);
		expect(directions.filter(([, consumption]) => !consumption)).toHaveLength(2);
	});

	it('have holes on Tuesdays and Wednesdays for client 4', () => {
		const { consumption } = only(4);
		for (let day = dayNumberOf('2026-10-01'); day < dayNumberOf('2026-11-01'); day += 1)
			expect(consumption && dayEnergyWh(consumption, day) === null).toBe([2, 3].includes(weekdayOf(day)));
	});

	it('feed in more in summer and draw more in winter', () => {
		expect(energyWh(only(5).production, '2026-06-15')).toBeGreaterThan(
			2 * (energyWh(only(5).production, '2025-12-15') ?? 0),
		);
		expect(energyWh(only(0).consumption, '2026-01-15')).toBeGreaterThan(
			1.5 * (energyWh(only(0).consumption, '2026-07-15') ?? 0),
		);
	});

	it('never draw and feed in during the same half hour', () => {
		const { consumption, production } = only(6);
		for (let day = dayNumberOf('2026-06-01'); day < dayNumberOf('2026-06-08'); day += 1)
			for (let hour = 0; hour < 24; hour += 1) {
				const at = { dayNumber: day, hour, isSecondPass: false };
				const drawn = consumption?.(at) ?? [0, 0];
				const fed = production?.(at) ?? [0, 0];
				for (const half of [0, 1] as const) expect(Math.min(drawn[half], fed[half])).toBeLessThanOrEqual(1);
				expect((drawn[0] + drawn[1]) % 2).toBe(0);
				expect((fed[0] + fed[1]) % 2).toBe(0);
			}
	});

	it('revoke at once for client 8 alone', () => {
		expect(meters.filter(({ isRevokedAtOnce }) => isRevokedAtOnce)).toEqual([only(8)]);
	});

	it('are persons', () => {
		expect(meters.every(({ contract }) => contract.holder.kind === 'person')).toBe(true);
	});
});
