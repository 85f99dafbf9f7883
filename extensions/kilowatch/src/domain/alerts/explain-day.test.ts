import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours();

const DAY = 120;

function explain(grid = hours, context: Parameters<typeof foundBy>[2] = {}) {
	const findings = foundBy('above-average', grid, context).flatMap(({ episode }) => episode.findings);

	return findings.find(({ day }) => day === DAY)?.explanation;
}

const sumOf = (points: Record<string, number>) => Object.values(points).reduce((sum, one) => sum + one, 0);

describe('explanation of a day', () => {
	test('points sum up to what the day lies above a usual one', () => {
		const explained = explain(changeHours(hours, [DAY, DAY], (value) => value * 1.6));
		expect(explained).toBeDefined();
		const { points, observedKwh, usualKwh } = explained ?? { points: {}, observedKwh: 0, usualKwh: 1 };
		expect(sumOf(points)).toBeCloseTo(100 * (observedKwh / usualKwh - 1), 6);
	});

	test('nights that run on are points of the night', () => {
		const raised = changeHours(hours, [DAY, DAY], (value) => value * 3, [0, 6]);
		const { points } = explain(raised) ?? { points: { night: 0, unexplained: 99 } };
		expect(points.night).toBeGreaterThan(20);
		expect(Math.abs(points.unexplained)).toBeLessThan(8);
	});

	test('a cold day is points of the cold, where cold raises this building', () => {
		const degreeDays = new Float64Array(hours.days).map((_, day) => 5 + ((day * 5) % 13));
		degreeDays[DAY] = 30;
		const heated = {
			...hours,
			kwh: hours.kwh.map((value, cell) => value * Math.exp(0.03 * (degreeDays[Math.floor(cell / 24)] ?? 0))),
		};
		const { points } = explain(heated, { degreeDays: [degreeDays] }) ?? {
			points: { cold: 0, unexplained: 99 },
		};
		expect(points.cold).toBeGreaterThan(30);
		expect(Math.abs(points.unexplained)).toBeLessThan(12);
	});

	test('tells how much of the day is known, and the same weekday of four weeks', () => {
		const raised = changeHours(hours, [DAY, DAY], (value) => value * 2);
		const weekAgo = changeHours(raised, [DAY - 7, DAY - 7], () => NaN);
		const explained = explain(changeHours(weekAgo, [DAY, DAY], () => NaN, [3, 4]));
		expect(explained?.completeness).toBeCloseTo(23 / 24);
		expect(explained?.formerWeeksKwh).toEqual([
			null,
			expect.any(Number),
			expect.any(Number),
			expect.any(Number),
		]);
	});
});
