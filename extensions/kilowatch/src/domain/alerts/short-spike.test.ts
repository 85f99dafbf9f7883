import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours();

describe('short spike', () => {
	test('says nothing of an ordinary half-year', () => expect(foundBy('short-spike', hours)).toEqual([]));

	test.each([
		[1, 3],
		[2, 12],
		[3, 20],
	])('finds %d h at the double of %d o’clock', (length, from) => {
		const until = from + length;
		const spiked = changeHours(hours, [120, 120], (value) => value * 2, [from, until]);
		const [found, ...others] = foundBy('short-spike', spiked);
		expect(others).toEqual([]);
		expect(found).toMatchObject({ firstDay: 120, days: 1 });
		expect((found?.episode.untilHour ?? 0) - 120 * 24).toBeGreaterThanOrEqual(until);
		expect(found?.ratio).toBeGreaterThan(1.6);
	});

	test('a whole day that is raised has no spike', () => {
		expect(
			foundBy(
				'short-spike',
				changeHours(hours, [120, 120], (value) => value * 2),
			),
		).toEqual([]);
	});

	test('what happens each week at that time is no news', () => {
		const weekly = [60, 67, 74, 81, 88, 95, 102, 109, 116, 123].reduce(
			(grid, day) => changeHours(grid, [day, day], (value) => value * 2.5, [14, 15]),
			hours,
		);
		expect(foundBy('short-spike', weekly).filter(({ firstDay }) => firstDay > 67)).toEqual([]);
	});
});
