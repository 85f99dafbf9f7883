import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { isCronExpression, nextMoment } from './schedule.ts';

const paris = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Paris' }).toJSDate();

test.each(['0 2 * * *', '30 9,13 * * 1-5', '15 0 2 * * *'])('%s is a cron expression', (text) => {
	expect(isCronExpression(text)).toBe(true);
});

test.each(['', 'at two', '0 2 * *', '61 2 * * *', '0 0 30 2 *'])('%j is none', (text) => {
	expect(isCronExpression(text)).toBe(false);
});

test('02:00 is 02:00 in Paris, in winter and in summer', () => {
	const next = (after: string) => nextMoment('0 2 * * *', 'Europe/Paris', paris(after)).toISOString();

	expect(next('2026-01-10T01:59:59')).toBe('2026-01-10T01:00:00.000Z');
	expect(next('2026-01-10T02:00:00')).toBe('2026-01-11T01:00:00.000Z');
	expect(next('2026-07-10T12:00:00')).toBe('2026-07-11T00:00:00.000Z');
});

test('the clock changes skip no night and double none', () => {
	const nights = (after: string, count: number) => {
		const moments: Date[] = [];
		for (let moment = paris(after); moments.length < count;) {
			moment = nextMoment('0 2 * * *', 'Europe/Paris', moment);
			moments.push(moment);
		}

		return moments.map((moment) => DateTime.fromJSDate(moment, { zone: 'Europe/Paris' }).toISODate());
	};

	expect(nights('2026-03-27T12:00', 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
	expect(nights('2026-10-23T12:00', 3)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
});
