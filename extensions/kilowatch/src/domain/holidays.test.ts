import { describe, expect, it } from 'vitest';
import { publicHolidays } from './holidays.ts';

describe('public holidays', () => {
	it('knows the eleven of France', () => {
		const isHoliday = publicHolidays({ country: 'FR' });
		const dates = [
			'2026-01-01',
			'2026-04-06',
			'2026-05-01',
			'2026-05-08',
			'2026-05-14',
			'2026-05-25',
			'2026-07-14',
			'2026-08-15',
			'2026-11-01',
			'2026-11-11',
			'2026-12-25',
		];

		expect(dates.map((date) => isHoliday?.(date))).toEqual(dates.map(() => true));
		expect(isHoliday?.('2026-12-26')).toBe(false);
		expect(isHoliday?.('2026-07-21')).toBe(false);
	});

	it('knows the national day of Belgium', () => {
		expect(publicHolidays({ country: 'BE' })?.('2026-07-21')).toBe(true);
	});

	it('knows parts of a country', () => {
		expect(publicHolidays({ country: 'FR', region: '57' })?.('2026-12-26')).toBe(true);
		expect(publicHolidays({ country: 'DE', region: 'BY' })?.('2026-01-06')).toBe(true);
		expect(publicHolidays({ country: 'DE', region: 'BE' })?.('2026-01-06')).toBe(false);
	});

	it('says when it does not know a place', () => {
		expect(publicHolidays({ country: 'XX' })).toBeUndefined();
		expect(publicHolidays({ country: 'FR', region: 'nowhere' })).toBeUndefined();
		expect(publicHolidays({ country: 'LU', region: 'nowhere' })).toBeUndefined();
	});
});
