import { describe, expect, test } from 'vitest';
import { changeHours, foundBy, madeUpHours } from './hours.fixture.ts';

const hours = madeUpHours({ days: 80 });
const zero = () => 0;

describe('zeros', () => {
	test('finds three in a row where there never are any', () => {
		expect(foundBy('data-zero', changeHours(hours, [60, 60], zero, [9, 12]))).toMatchObject([
			{ firstDay: 60, firstHour: 9, days: 1, isClosed: true, episode: { untilHour: 60 * 24 + 12 } },
		]);
	});

	test('two are too few', () => {
		expect(foundBy('data-zero', changeHours(hours, [60, 60], zero, [9, 11]))).toEqual([]);
	});

	test('a building that uses nothing each night is left alone, until it uses nothing all day', () => {
		const nights = changeHours(hours, [0, 79], zero, [0, 6]);
		expect(foundBy('data-zero', nights)).toEqual([]);
		expect(foundBy('data-zero', changeHours(nights, [60, 60], zero))).toMatchObject([{ firstDay: 60 }]);
	});

	test('a long run does not make the next one usual', () => {
		const first = changeHours(hours, [40, 42], zero);
		expect(foundBy('data-zero', changeHours(first, [60, 60], zero, [9, 14]))).toHaveLength(2);
	});
});
