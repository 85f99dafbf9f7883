import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours();
const night = [0, 6] as const;

describe('night base load', () => {
	test('says nothing of ordinary nights', () => expect(foundBy('night-base-load', hours)).toEqual([]));

	test('finds nights that run on at 140 %, as one alert that closes when they end', () => {
		const raised = changeHours(hours, [120, 128], (value) => value * 1.4, night);
		expect(foundBy('night-base-load', raised)).toMatchObject([
			{ firstDay: 120, firstHour: 0, days: 9, ratio: expect.closeTo(1.4, 1) as number, isClosed: true },
		]);
	});

	test('what happens by day is not its business', () => {
		const byDay = changeHours(hours, [120, 128], (value) => value * 3, [6, 24]);
		expect(foundBy('night-base-load', byDay)).toEqual([]);
	});

	test('the hours of the night are a setting', () => {
		const early = changeHours(hours, [120, 120], (value) => value * 2, [4, 6]);
		expect(foundBy('night-base-load', early, { settings: { fromHour: 0, untilHour: 3 } })).toEqual([]);
		expect(foundBy('night-base-load', early, { settings: { fromHour: 4, untilHour: 6 } })).toHaveLength(1);
	});
});
