import { describe, expect, test } from 'vitest';
import { HolidayHabit } from './holiday-habit.ts';

const TUESDAY = 1;
const SUNDAY = 6;
const usual = { asWeekday: 3, asSunday: 2 };

describe('HolidayHabit', () => {
	test('a building that closed on two holidays closes on the third', () => {
		const habit = new HolidayHabit();
		habit.learn(2.1, usual);
		expect(habit.kindOf(TUESDAY)).toBe(TUESDAY);
		habit.learn(2.1, usual);
		expect(habit.kindOf(TUESDAY)).toBe(SUNDAY);
	});

	test('one that stays open does not, and may change its habit', () => {
		const habit = new HolidayHabit();
		for (let times = 0; times < 9; times++) habit.learn(2.9, usual);
		expect(habit.kindOf(TUESDAY)).toBe(TUESDAY);
		for (let times = 0; times < 6; times++) habit.learn(2.1, usual);
		expect(habit.kindOf(TUESDAY)).toBe(SUNDAY);
	});

	test('where weekdays are like Sundays, or nothing is known, holidays say nothing', () => {
		const habit = new HolidayHabit();
		for (const [observed, asWeekday] of [
			[2, 2.01],
			[NaN, 3],
			[2, NaN],
			[2, 1],
		] as const) {
			habit.learn(observed, { asWeekday, asSunday: 2 });
			habit.learn(observed, { asWeekday, asSunday: 2 });
		}
		expect(habit.kindOf(TUESDAY)).toBe(TUESDAY);
	});
});
