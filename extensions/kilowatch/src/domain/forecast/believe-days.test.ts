import { expect, test } from 'vitest';
import { DayBelief } from './believe-days.ts';

/** Which of the days are believed. */
function believed(days: readonly number[]): boolean[] {
	const belief = new DayBelief();

	return days.map((kwh) => !Number.isNaN(belief.judge(kwh)));
}

const usual = new Array<number>(30).fill(100);

test('zeros before the first use, and what is less than nothing, are not believed', () => {
	expect(believed([0, 0, 5, -1, NaN, 5])).toEqual([false, false, true, false, false, true]);
});

test('a standstill is not believed; after a week of it the building is off, and back at once', () => {
	const belief = new DayBelief();
	for (const kwh of usual) belief.judge(kwh);
	for (let day = 0; day < 6; day++) expect(belief.judge(0)).toBeNaN();
	expect(belief.isOff).toBe(false);
	expect(belief.judge(1)).toBeNaN();
	expect(belief.isOff).toBe(true);
	expect(belief.judge(90)).toBe(90);
	expect(belief.isOff).toBe(false);
});

test('days of nothing that come back again and again become usual', () => {
	const weeks = Array.from({ length: 20 }, () => [100, 100, 100, 100, 100, 100, 0]).flat();
	const sundays = believed([...usual, ...weeks]).filter((_, day) => day >= 30 && (day - 30) % 7 === 6);
	expect(sundays.slice(0, 5)).toEqual([false, false, false, false, false]);
	expect(sundays.at(-1)).toBe(true);
});

test('three times the most of a year is too much, for three weeks', () => {
	const after = believed([...usual, ...new Array<number>(23).fill(301)]).slice(30);
	expect(after).toEqual([...new Array<boolean>(21).fill(false), true, true]);
	expect(believed([...usual, 299]).at(-1)).toBe(true);
});
