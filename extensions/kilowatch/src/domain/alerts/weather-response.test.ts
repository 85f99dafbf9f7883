import { describe, expect, test } from 'vitest';
import { WeatherResponse } from './weather-response.ts';

function learned(days: number, excessOf: (difference: number, day: number) => number): WeatherResponse {
	const response = new WeatherResponse();
	for (let day = 0; day < days; day++) {
		const difference = ((day * 7) % 11) - 5;
		response.learn(difference, excessOf(difference, day));
	}

	return response;
}

describe('WeatherResponse', () => {
	test('learns what a degree day adds', () => {
		expect(learned(60, (difference) => difference * 0.03).slope).toBeCloseTo(0.03);
	});

	test('is none before four weeks, where it would be negative, and where it explains little', () => {
		expect(learned(20, (difference) => difference * 0.03).slope).toBe(0);
		expect(learned(60, (difference) => difference * -0.03).slope).toBe(0);
		expect(learned(60, (difference, day) => difference * 0.003 + (day % 2) * 0.2 - 0.1).slope).toBe(0);
	});

	test('one odd day does not make it', () => {
		const odd = learned(60, (difference, day) => (day === 50 ? 5 : difference * 0.03));
		expect(odd.slope).toBeGreaterThan(0.02);
		expect(odd.slope).toBeLessThan(0.04);
	});

	test('leaves out what is not known', () => {
		const response = learned(60, (difference) => difference * 0.03);
		response.learn(NaN, 1);
		response.learn(1, NaN);
		expect(response.slope).toBeCloseTo(0.03);
	});
});
