import { expect, test } from 'vitest';
import { readDays } from './read-days.ts';

const answer = {
	latitude: 45.76,
	longitude: 4.84,
	generationtime_ms: 0.1,
	utc_offset_seconds: 3600,
	timezone: 'Europe/Paris',
	timezone_abbreviation: 'CET',
	elevation: 170,
	daily_units: {
		time: 'iso8601',
		temperature_2m_mean: '°C',
		temperature_2m_min: '°C',
		temperature_2m_max: '°C',
	},
	daily: {
		time: ['2026-01-01', '2026-01-02', '2026-01-03'],
		temperature_2m_mean: [3.2, -1, null],
		temperature_2m_min: [0, -4.5, null],
		temperature_2m_max: [7.1, 2, null],
	},
};

const withDaily = (daily: object) => JSON.stringify({ ...answer, daily: { ...answer.daily, ...daily } });

test('days, without those that are not known yet', () => {
	expect(readDays(JSON.stringify(answer))).toEqual([
		{ date: '2026-01-01', mean: 3.2, min: 0, max: 7.1 },
		{ date: '2026-01-02', mean: -1, min: -4.5, max: 2 },
	]);
});

test.each([
	['unreadable_body', 'Unexpected error while streaming data'],
	['unexpected_body', JSON.stringify({ ...answer, daily: undefined })],
	[
		'unexpected_body',
		JSON.stringify({ ...answer, daily_units: { ...answer.daily_units, temperature_2m_min: '°F' } }),
	],
	['unexpected_body', withDaily({ temperature_2m_mean: undefined })],
	['unexpected_body', withDaily({ time: ['1.1.2026', '2.1.2026', '3.1.2026'] })],
	['uneven_columns', withDaily({ temperature_2m_max: [1] })],
	['unordered_days', withDaily({ time: ['2026-01-01', '2026-01-01', '2026-01-03'] })],
	['implausible_value', withDaily({ temperature_2m_max: [7.1, 99, null] })],
	['implausible_value', withDaily({ temperature_2m_mean: [7.2, -1, null] })],
])('%s is loud', (code, text) => {
	expect(() => readDays(text)).toThrow(expect.objectContaining({ code }) as Error);
});
