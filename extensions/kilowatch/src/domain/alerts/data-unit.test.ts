import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';
import { judgeSeries } from './judge-series.ts';
import { alertSettings } from './settings.ts';

const hours = madeUpHours({ days: 120 });

describe('another unit', () => {
	test.each([10, 1000, 0.001])('finds days at %d times the usual', (factor) => {
		const [found, ...others] = foundBy(
			'data-unit',
			changeHours(hours, [80, 81], (value) => value * factor),
		);
		expect(others).toEqual([]);
		expect(found).toMatchObject({ firstDay: 80, firstHour: 0, days: 2, episode: { severity: 'major' } });
		expect(Math.log10((found?.ratio ?? NaN) / factor)).toBeCloseTo(0, 0);
	});

	test('a day of twice or a tenth the usual is no matter of units', () => {
		expect(
			foundBy(
				'data-unit',
				changeHours(hours, [80, 80], (value) => value * 2),
			),
		).toEqual([]);
		expect(
			foundBy(
				'data-unit',
				changeHours(hours, [80, 80], (value) => value * 0.1),
			),
		).toEqual([]);
	});

	test('what it disbelieves is not judged as consumption, and does not count for later days', () => {
		const wrong = changeHours(hours, [80, 82], (value) => value * 1000);
		expect(judgeSeries(wrong, alertSettings.parse({})).map(({ rule }) => rule)).toEqual(['data-unit']);
	});
});
