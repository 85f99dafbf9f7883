import { describe, expect, test } from 'vitest';
import { changeHours, FIRST_DATE, foundBy, madeUpHours } from './hours.fixture.ts';
import { addDays } from '../local-days.ts';

const hours = madeUpHours();
const half = (value: number) => value * 1.5;

describe('day surge', () => {
	test('says nothing of an ordinary half-year', () => expect(foundBy('day-surge', hours)).toEqual([]));

	test('finds a day that is raised as a whole, on a weekday as on a Sunday', () => {
		for (const day of [120, 125]) {
			expect(foundBy('day-surge', changeHours(hours, [day, day], half))).toMatchObject([
				{ firstDay: day, firstHour: 0, days: 1, ratio: expect.closeTo(1.5, 1) as number, isClosed: true },
			]);
		}
	});

	test('one busy afternoon is no such day', () => {
		const afternoon = changeHours(hours, [120, 120], (value) => value * 3, [12, 18]);
		expect(foundBy('day-surge', afternoon)).toEqual([]);
	});

	test('less is nothing', () => {
		expect(
			foundBy(
				'day-surge',
				changeHours(hours, [120, 120], (value) => value * 0.5),
			),
		).toEqual([]);
	});

	test('the floor and the factor hold what is too little back', () => {
		const raised = changeHours(hours, [120, 120], half);
		expect(foundBy('day-surge', raised, { settings: { floorKwh: 1000 } })).toEqual([]);
		expect(foundBy('day-surge', raised, { settings: { factor: 2 } })).toEqual([]);
	});

	test('a month after a rise it is the new usual, and the alert is closed', () => {
		const [found] = foundBy('day-surge', changeHours(hours, [120, 199], half));
		expect(found).toMatchObject({ firstDay: 120, isClosed: true });
		expect(found?.days).toBeGreaterThan(14);
		expect(found?.days).toBeLessThan(36);
	});

	test('who comes back from a week of holidays does not use more than usual', () => {
		const away = changeHours(hours, [112, 118], (value) => value * 0.6);
		expect(foundBy('day-surge', away)).toEqual([]);
	});

	test('where holidays are kept, a holiday is compared with Sundays', () => {
		const [first, second, wednesday] = [100, 107, 121];
		const holidays = [first, second, wednesday].map((day) => addDays(FIRST_DATE, day));
		const holiday = (date: string) => holidays.includes(date);
		// As quiet as a Sunday, the last one then raised: against other Wednesdays nothing would be seen.
		const asSunday = changeHours(hours, [0, 0], (value) => value);
		for (const day of [first, second, wednesday]) {
			asSunday.kwh.set(hours.kwh.subarray(125 * 24, 126 * 24), day * 24);
		}
		const raised = changeHours(asSunday, [wednesday, wednesday], half);
		expect(foundBy('day-surge', raised)).toEqual([]);
		expect(foundBy('day-surge', raised, { isHoliday: holiday })).toMatchObject([{ firstDay: wednesday }]);
	});
});
