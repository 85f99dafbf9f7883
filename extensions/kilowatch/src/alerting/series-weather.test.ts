import { expect, test } from 'vitest';
import { SeriesWeather } from './series-weather.ts';

const days = [
	{ date: '2026-01-01', mean: 8, min: 4, max: 12 },
	{ date: '2026-01-03', mean: 26, min: 20, max: 32 },
];
const grid = { firstDate: '2025-12-31', days: 4 };

test('degree days lie beside the grid, by the building’s own rule, and what is not known is not', () => {
	const weather = new SeriesWeather(
		new Map([['7', { row: { degree_day_method: 'mean', degree_day_base: 16 }, days }]]),
	);

	expect(weather.of(7, grid)).toEqual({
		heating: Float64Array.of(NaN, 8, NaN, 0),
		cooling: Float64Array.of(NaN, 0, NaN, 4),
	});
});

test('where a building is heated with something else, only the heat can show', () => {
	const weather = new SeriesWeather(new Map([['7', { row: { heating: 'gas' }, days }]]));

	expect(weather.of(7, grid)).toEqual({
		heating: Float64Array.of(NaN, NaN, NaN, NaN),
		cooling: Float64Array.of(NaN, 0, NaN, 4),
	});
});

test('nothing known of these days is no weather', () => {
	const weather = new SeriesWeather(new Map([['7', { row: {}, days }]]));

	expect(weather.of(8, grid)).toBeUndefined();
	expect(weather.of(7, { firstDate: '2026-02-01', days: 3 })).toBeUndefined();
});
