import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
	dateOf,
	dayNumberOf,
	isDate,
	isSummerTime,
	lastPublishedDay,
	localHours,
	weekdayOf,
	ZONE,
} from './calendar.ts';

describe('local days', () => {
	it('convert to numbers and back', () => {
		expect(dayNumberOf('1970-01-01')).toBe(0);
		expect(dateOf(dayNumberOf('2024-02-29'))).toBe('2024-02-29');
		expect(weekdayOf(dayNumberOf('2026-11-23'))).toBe(1);
		expect(weekdayOf(dayNumberOf('1969-12-28'))).toBe(7);
	});

	it('exist or not', () => {
		expect(isDate('2024-02-29')).toBe(true);
		expect(isDate('2026-02-29')).toBe(false);
		expect(isDate('2026-2-1')).toBe(false);
		expect(isDate('2026-13-01')).toBe(false);
	});

	it('have the hours that the time-zone database gives them', () => {
		const firstDay = dayNumberOf('2020-01-01');
		let start = DateTime.fromISO('2020-01-01', { zone: ZONE });
		for (let day = firstDay; day < dayNumberOf('2032-01-01'); day += 1) {
			const next = start.plus({ days: 1 });
			expect(localHours(day).length, dateOf(day)).toBe((next.toMillis() - start.toMillis()) / 3_600_000);
			start = next;
		}
	});

	it('are in summer time when the time-zone database says so', () => {
		for (let day = dayNumberOf('2020-01-01'); day < dayNumberOf('2032-01-01'); day += 1)
			expect(isSummerTime(day), dateOf(day)).toBe(
				DateTime.fromISO(`${dateOf(day)}T15:00`, { zone: ZONE }).isInDST,
			);
	});

	it('lose hour 2 in spring and repeat it in autumn', () => {
		const spring = localHours(dayNumberOf('2026-03-29'));
		expect(spring.slice(0, 4).map(({ hour }) => hour)).toEqual([0, 1, 3, 4]);

		const autumn = localHours(dayNumberOf('2026-10-25'));
		expect(autumn.slice(1, 5).map(({ hour, isSecondPass }) => [hour, isSecondPass])).toEqual([
			[1, false],
			[2, false],
			[2, true],
			[3, false],
		]);
	});
});

describe('publication', () => {
	const newest = (instant: string): string => dateOf(lastPublishedDay(Date.parse(instant)));

	it('comes at 08:00 in Paris on the day after', () => {
		expect(newest('2026-11-23T06:59:59Z')).toBe('2026-11-21');
		expect(newest('2026-11-23T07:00:00Z')).toBe('2026-11-22');
	});

	it('follows summer time', () => {
		expect(newest('2026-07-10T05:59:59Z')).toBe('2026-07-08');
		expect(newest('2026-07-10T06:00:00Z')).toBe('2026-07-09');
	});

	it('goes by the local day, not the UTC day', () => {
		expect(newest('2026-11-22T23:30:00Z')).toBe('2026-11-21');
	});
});
