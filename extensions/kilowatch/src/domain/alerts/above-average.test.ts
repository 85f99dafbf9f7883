import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';
import type { HourGrid } from './hour-grid.ts';

/** Each hour the same: the average is plain to see. */
function steady(days = 60): HourGrid {
	return { firstDate: '2024-01-01', days, kwh: new Float64Array(days * 24).fill(10) };
}

const twentyOne = (value: number) => value * 1.21;

describe('above average', () => {
	test('finds a day above 120 % of the average, and only from there on', () => {
		const raised = foundBy('above-average', changeHours(steady(), [50, 50], twentyOne));
		expect(raised).toMatchObject([
			{ firstDay: 50, firstHour: 0, days: 1, ratio: expect.closeTo(1.21) as number },
		]);
		expect(
			foundBy(
				'above-average',
				changeHours(steady(), [50, 50], (value) => value * 1.19),
			),
		).toEqual([]);
	});

	test('the judged day is not part of its own average', () => {
		const [found] = foundBy(
			'above-average',
			changeHours(steady(), [50, 50], (value) => value * 10),
		);
		expect(found?.episode.expected).toBeCloseTo(240);
	});

	test.each([
		[1.3, 'minor'],
		[1.6, 'major'],
		[2.1, 'critical'],
	])('%d times the average is %s', (factor, severity) => {
		const [found] = foundBy(
			'above-average',
			changeHours(steady(), [50, 50], (value) => value * factor),
		);
		expect(found?.episode.severity).toBe(severity);
	});

	test('threshold, window and floor are settings', () => {
		const hours = changeHours(steady(), [50, 50], twentyOne);
		const factors = { minor: 1.25, major: 1.5, critical: 2 };
		expect(foundBy('above-average', hours, { settings: { factors } })).toEqual([]);
		expect(foundBy('above-average', hours, { settings: { floorKwh: 51 } })).toEqual([]);
		const early = changeHours(steady(), [5, 5], twentyOne);
		expect(foundBy('above-average', early)).toEqual([]);
		expect(foundBy('above-average', early, { settings: { windowDays: 8 } })).toHaveLength(1);
	});

	test('an average of all days takes each Monday for too much; one of the same weekday does not', () => {
		const quiet = (value: number) => value * 0.3;
		const weekends = Array.from({ length: 8 }, (_, week) => week * 7 + 5);
		const office = weekends.reduce((hours, day) => changeHours(hours, [day, day + 1], quiet), steady());
		expect(foundBy('above-average', office).length).toBeGreaterThan(0);
		expect(foundBy('above-average', office, { settings: { baseline: 'same-weekday' } })).toEqual([]);
	});

	test('a day with a hole is not judged', () => {
		const hours = changeHours(steady(), [50, 50], twentyOne);
		const hole = changeHours(hours, [50, 50], () => NaN, [3, 6]);
		expect(foundBy('above-average', hole)).toEqual([]);
	});

	test('is off until someone wants it', () => {
		expect(foundBy('day-surge', madeUpHours()).map(({ episode }) => episode.rule)).not.toContain(
			'above-average',
		);
	});
});
