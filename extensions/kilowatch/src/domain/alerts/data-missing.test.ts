import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours({ days: 30 });
const gap = () => NaN;

describe('missing data', () => {
	test('finds hours in a row, over midnight, as one alert', () => {
		const evening = changeHours(hours, [20, 20], gap, [22, 24]);
		expect(foundBy('data-missing', changeHours(evening, [21, 21], gap, [0, 5]))).toMatchObject([
			{ firstDay: 20, firstHour: 22, days: 2, isClosed: true, episode: { untilHour: 21 * 24 + 5 } },
		]);
	});

	test('one hour is not worth a word: spring’s clock change lacks one', () => {
		expect(foundBy('data-missing', changeHours(hours, [20, 20], gap, [2, 3]))).toEqual([]);
	});

	test('before a series has begun nothing is missing', () => {
		expect(foundBy('data-missing', changeHours(hours, [0, 9], gap))).toEqual([]);
	});

	test('what is still missing is still open', () => {
		expect(foundBy('data-missing', changeHours(hours, [20, 29], gap))).toMatchObject([
			{ days: 10, isClosed: false, episode: { observed: 0, expected: 240, severity: 'major' } },
		]);
	});
});
