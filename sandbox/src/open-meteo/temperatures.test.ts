import { expect, test } from 'vitest';
import { dayNumberOf } from '../calendar.ts';
import { temperaturesAt } from './temperatures.ts';

const days = Array.from({ length: 365 }, (_, index) => dayNumberOf('2025-01-01') + index);
const meanOf = (latitude: number, from: number, to: number) =>
	days.slice(from, to).reduce((sum, day) => sum + temperaturesAt(latitude, 4.8, day).mean, 0) / (to - from);

test('winter is colder than summer, the north than the south, and every call says the same', () => {
	expect(meanOf(46, 0, 59)).toBeLessThan(meanOf(46, 181, 240) - 10);
	expect(meanOf(50.5, 0, 365)).toBeLessThan(meanOf(43.6, 0, 365));
	const day = dayNumberOf('2026-02-03');
	expect(temperaturesAt(45.76, 4.84, day)).toEqual(temperaturesAt(45.76, 4.84, day));
});

test('the mean is between lowest and highest', () => {
	for (const day of days) {
		const { mean, min, max } = temperaturesAt(50.47, 4.87, day);
		expect(min).toBeLessThan(mean);
		expect(mean).toBeLessThan(max);
	}
});
