import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours({ days: 80 });

describe('the same value again and again', () => {
	test('finds five of them, from the first one on', () => {
		expect(
			foundBy(
				'data-flat',
				changeHours(hours, [60, 60], () => 7, [9, 14]),
			),
		).toMatchObject([
			{ firstDay: 60, firstHour: 9, days: 1, isClosed: true, episode: { untilHour: 60 * 24 + 14 } },
		]);
	});

	test('four may be chance', () => {
		expect(
			foundBy(
				'data-flat',
				changeHours(hours, [60, 60], () => 7, [9, 13]),
			),
		).toEqual([]);
	});

	test('a meter that counts in steps repeats itself', () => {
		const steps = changeHours(hours, [0, 79], (value) => Math.round(value / 5) * 5);
		expect(foundBy('data-flat', steps)).toEqual([]);
		expect(
			foundBy(
				'data-flat',
				changeHours(steps, [60, 61], () => 20),
			),
		).toHaveLength(1);
	});

	test('zeros are another rule’s', () => {
		expect(
			foundBy(
				'data-flat',
				changeHours(hours, [60, 60], () => 0),
			),
		).toEqual([]);
	});
});
