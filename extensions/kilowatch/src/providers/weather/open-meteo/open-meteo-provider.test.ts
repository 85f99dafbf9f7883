import { expect, test } from 'vitest';
import { openGate, type CallGate } from '../../http/call-gate.ts';
import { createCircuitBreakers, noBreakers } from '../../http/circuit-breaker.ts';
import type { HttpTools } from '../../http/exchange.ts';
import type { WeatherRequest } from '../weather-provider.ts';
import { createOpenMeteoProvider } from './open-meteo-provider.ts';

const now = new Date('2026-11-25T09:00:00Z');
const place = { latitude: 45.76, longitude: 4.84, timeZone: 'Europe/Paris' };
const week: WeatherRequest = { place, from: '2026-11-18', to: '2026-11-25', kind: 'recent' };
const year: WeatherRequest = { place, from: '2025-01-01', to: '2025-12-31', kind: 'settled' };
const never = new AbortController().signal;

function bodyOf(...dates: string[]): string {
	const column = dates.map(() => 5);

	return JSON.stringify({
		daily_units: { temperature_2m_mean: '°C', temperature_2m_min: '°C', temperature_2m_max: '°C' },
		daily: {
			time: dates,
			temperature_2m_mean: column,
			temperature_2m_min: column,
			temperature_2m_max: column,
		},
	});
}

function provider(
	answer: () => Response,
	tools: Partial<HttpTools> = {},
	settings: { url?: string; apiKey?: string } = {},
) {
	const asked: string[] = [];
	const created = createOpenMeteoProvider(
		{ url: new URL(settings.url ?? 'https://api.open-meteo.com'), apiKey: settings.apiKey },
		{
			fetch: (address) => {
				asked.push(address instanceof Request ? address.url : String(new URL(address)));

				return Promise.resolve(answer());
			},
			now: () => now,
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			...tools,
		},
	);

	return {
		callLimits: created.callLimits,
		fetchDays: (request: WeatherRequest) => created.fetchDays(request, never),
		asked,
	};
}

test('today, which comes along, is left out: it is not over', async () => {
	const { fetchDays } = provider(() => new Response(bodyOf('2026-11-18', '2026-11-24', '2026-11-25')));
	expect(await fetchDays(week)).toEqual({
		kind: 'days',
		days: ['2026-11-18', '2026-11-24'].map((date) => ({ date, mean: 5, min: 5, max: 5 })),
	});
});

test('a day of the archive that was not asked for is not believed', async () => {
	const { fetchDays } = provider(() => new Response(bodyOf('2025-12-31')));
	expect(await fetchDays(year)).toMatchObject({
		kind: 'failure',
		failure: { class: 'shape', code: 'outside_window' },
	});
});

test('a call takes a turn for each two weeks, as the service counts it, and is not made without them', async () => {
	let turns = 0;
	const gate: CallGate = {
		enter: () => Promise.resolve((turns += 1) > 26 ? new Date('2026-11-25T10:00:00Z') : undefined),
		shut: () => Promise.resolve(),
	};
	const { fetchDays, asked } = provider(() => new Response(bodyOf('2025-06-01')), { gate });
	expect(await fetchDays(year)).toMatchObject({ kind: 'days' });
	expect(turns).toBe(26);
	expect(await fetchDays(week)).toMatchObject({
		kind: 'failure',
		failure: { class: 'throttled', code: 'call_limit' },
	});
	expect(asked).toHaveLength(1);
});

test('a limit that is met shuts the service for everybody until it begins anew', async () => {
	const shut: Date[] = [];
	const gate: CallGate = { ...openGate, shut: (_, until) => Promise.resolve(void shut.push(until)) };
	const reason = 'Hourly API request limit exceeded. Please try again in the next hour.';
	const { fetchDays } = provider(() => Response.json({ error: true, reason }, { status: 429 }), { gate });
	expect(await fetchDays(week)).toMatchObject({
		failure: { class: 'throttled', code: 'hourly_limit' },
	});
	expect(shut).toEqual([new Date('2026-11-25T10:00:05Z')]);
});

test('a service that does not answer is left alone, and nothing told of it has the key or the place', async () => {
	const logged: unknown[] = [];
	const breakers = createCircuitBreakers((...told) => void logged.push(told));
	const { fetchDays, asked } = provider(
		() => {
			throw new TypeError('fetch failed: https://x/?apikey=s3cret');
		},
		{ breakers },
		{ url: 'https://customer-api.open-meteo.com', apiKey: 's3cret' },
	);
	const outcomes: unknown[] = [];
	for (let call = 0; call < 7; call += 1) outcomes.push(await fetchDays(week));
	expect(asked.length).toBe(5);
	expect(outcomes[0]).toMatchObject({ failure: { class: 'outage', code: 'unreachable' } });
	expect(outcomes.at(-1)).toMatchObject({ failure: { class: 'outage', code: 'circuit_open' } });
	expect(breakers.circuits()).toMatchObject([{ api: 'open_meteo/temperatures', state: 'open' }]);
	expect(JSON.stringify([outcomes, logged])).not.toMatch(/s3cret|45\.76/);
});

test('who pays is not held to the free service’s limits', () => {
	const limitOf = (settings: { url?: string; apiKey?: string }) =>
		provider(() => new Response(), {}, settings).callLimits[0]?.callsPerHour;
	expect(limitOf({})).toBe(4_500);
	expect(limitOf({ url: 'https://customer-api.open-meteo.com', apiKey: 'key' })).toBe(72_000);
	expect(limitOf({ url: 'https://weather.example.org' })).toBe(72_000);
});
