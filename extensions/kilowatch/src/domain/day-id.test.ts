import { expect, test } from 'vitest';
import { dayId } from './day-id.ts';

test('counts days since 1970 above the channel', () => {
	expect(dayId(1, '1970-01-01')).toBe(2 ** 20);
	expect(dayId(3, '1970-01-02')).toBe(3 * 2 ** 20 + 1);
	expect(dayId(1, '2026-10-25') - dayId(1, '2026-10-24')).toBe(1);
});

test.each(['2026-13-01', '2026-1-1', '1969-12-31', 'today', ''])('refuses %j', (date) => {
	expect(() => dayId(1, date)).toThrow(RangeError);
});

test.each([0, -1, 1.5, 2 ** 21])('refuses channel %d', (channel) => {
	expect(() => dayId(channel, '2026-01-01')).toThrow(RangeError);
});
