import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours();

describe('week drift', () => {
	test('says nothing of an ordinary half-year', () => expect(foundBy('week-drift', hours)).toEqual([]));

	test('finds two weeks at 115 %, which no single day shows, within their first', () => {
		const [found, ...others] = foundBy(
			'week-drift',
			changeHours(hours, [120, 133], (value) => value * 1.15),
		);
		expect(others).toEqual([]);
		expect(found?.firstDay).toBeGreaterThan(122);
		expect(found?.firstDay).toBeLessThan(128);
		expect(found?.isClosed).toBe(true);
	});

	test('one day is no week', () => {
		expect(
			foundBy(
				'week-drift',
				changeHours(hours, [120, 120], (value) => value * 1.4),
			),
		).toEqual([]);
	});

	test('weeks with holes are compared by the days that are known', () => {
		const hole = changeHours(hours, [110, 110], () => NaN);
		expect(foundBy('week-drift', hole)).toEqual([]);
		expect(
			foundBy(
				'week-drift',
				changeHours(hole, [120, 133], (value) => value * 1.2),
			),
		).toHaveLength(1);
	});
});
