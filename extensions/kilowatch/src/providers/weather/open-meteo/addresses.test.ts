import { expect, test } from 'vitest';
import type { WeatherRequest } from '../weather-provider.ts';
import { addressOf, isFreeService } from './addresses.ts';

const place = { latitude: 45.7, longitude: -4.84, timeZone: 'Europe/Paris' };
const settled: WeatherRequest = { place, from: '2026-01-01', to: '2026-02-01', kind: 'settled' };
const recent: WeatherRequest = { place, from: '2026-11-18', to: '2026-11-25', kind: 'recent' };

function at(url: string, request: WeatherRequest, apiKey?: string): string {
	return addressOf(request, { url: new URL(url), apiKey, today: '2026-11-25' }).href;
}

const variables = 'daily=temperature_2m_mean%2Ctemperature_2m_min%2Ctemperature_2m_max';

test('history has a host of its own, whose last day is included', () => {
	expect(at('https://api.open-meteo.com', settled)).toBe(
		`https://archive-api.open-meteo.com/v1/archive?latitude=45.70&longitude=-4.84&timezone=Europe%2FParis&${variables}&start_date=2026-01-01&end_date=2026-01-31`,
	);
});

test('the last days come with the forecast, counted back from today', () => {
	expect(at('https://api.open-meteo.com/', recent)).toBe(
		`https://api.open-meteo.com/v1/forecast?latitude=45.70&longitude=-4.84&timezone=Europe%2FParis&${variables}&past_days=7&forecast_days=1`,
	);
});

test('customers have hosts and a key', () => {
	expect(at('https://customer-api.open-meteo.com', settled, 'key')).toMatch(
		/^https:\/\/customer-archive-api\.open-meteo\.com\/v1\/archive\?.*&apikey=key&/,
	);
	expect(at('https://customer-api.open-meteo.com', recent, 'key')).toMatch(
		/^https:\/\/customer-api\.open-meteo\.com\/v1\/forecast\?.*&apikey=key&/,
	);
});

test('a server of one’s own has all at one address', () => {
	expect(at('https://weather.example.org/meteo', settled)).toMatch(
		/^https:\/\/weather\.example\.org\/meteo\/v1\/archive\?/,
	);
});

test.each([
	['https://api.open-meteo.com', undefined, true],
	['https://customer-api.open-meteo.com', 'key', false],
	['http://127.0.0.1:8060/open-meteo', undefined, false],
])('%s with the key %s: free %s', (url, apiKey, isFree) => {
	expect(isFreeService(new URL(url), apiKey)).toBe(isFree);
});
