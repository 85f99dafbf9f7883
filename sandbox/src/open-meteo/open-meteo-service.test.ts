import { beforeEach, expect, test } from 'vitest';
import { createClock } from '../clock.ts';
import { createOpenMeteo, type OpenMeteoService } from './open-meteo-service.ts';

const now = Date.parse('2026-11-25T09:00:00Z');
const place = 'latitude=45.76&longitude=4.84&timezone=Europe/Paris';
const daily = 'daily=temperature_2m_mean,temperature_2m_min,temperature_2m_max';

let service: OpenMeteoService;

beforeEach(() => {
	service = createOpenMeteo(createClock(() => now));
});

async function get(path: string) {
	const response = await service.routes.request(path);
	const body = (await response.json()) as {
		reason?: string;
		daily: Record<string, (number | string | null)[]>;
	};

	return { status: response.status, ...body };
}

test('the archive has the days asked for, without the newest', async () => {
	const { status, daily: days } = await get(
		`/v1/archive?${place}&${daily}&start_date=2026-11-18&end_date=2026-11-24`,
	);
	expect(status).toBe(200);
	expect(days.time?.length).toBe(7);
	expect(days.temperature_2m_mean?.map((value) => value === null)).toEqual([
		false,
		false,
		false,
		true,
		true,
		true,
		true,
	]);
});

test('the forecast has the last days, too, and today', async () => {
	const { daily: days } = await get(`/v1/forecast?${place}&${daily}&past_days=7&forecast_days=1`);
	expect(days.time).toEqual([
		'2026-11-18',
		'2026-11-19',
		'2026-11-20',
		'2026-11-21',
		'2026-11-22',
		'2026-11-23',
		'2026-11-24',
		'2026-11-25',
	]);
	expect(days.temperature_2m_min?.every((value) => typeof value === 'number')).toBe(true);
});

test.each([
	['/v1/archive?latitude=300&longitude=4', /Latitude must be/],
	[
		`/v1/archive?latitude=45&longitude=4&${daily}&start_date=2026-01-01&end_date=2026-01-02`,
		/Timezone is required/,
	],
	[`/v1/archive?${place}&daily=rain&start_date=2026-01-01&end_date=2026-01-02`, /invalid String value rain/],
	[
		`/v1/archive?${place}&${daily}&start_date=2026-01-01&end_date=2026-11-26`,
		/'end_date' is out of allowed range/,
	],
	[`/v1/archive?${place}&${daily}&start_date=2026-01-02&end_date=2026-01-01`, /End-date must be/],
	[`/v1/archive?${place}&${daily}`, /Invalid date format/],
	[`/v1/forecast?${place}&${daily}&past_days=93`, /Past days is invalid/],
	[`/v1/forecast?${place}&${daily}&forecast_days=17`, /Forecast days is invalid/],
])('%s is refused', async (path, reason) => {
	const answer = await get(path);
	expect(answer).toMatchObject({ status: 400, error: true });
	expect(answer.reason).toMatch(reason);
});

test('a call of more than two weeks counts as more than one', async () => {
	const years = `/v1/archive?${place}&${daily}&start_date=2016-01-01&end_date=2026-01-01`;
	expect((await get(years)).status).toBe(200);
	expect((await get(years)).status).toBe(200);
	expect(await get(years)).toMatchObject({
		status: 429,
		reason: 'Minutely API request limit exceeded. Please try again in one minute.',
	});
});

test('trouble comes as often as it is asked for, and keys are not kept', async () => {
	await service.control.request('/faults', {
		method: 'PUT',
		body: JSON.stringify({ next: { calls: 1, kind: 'invalid_key' } }),
	});
	const path = `/v1/forecast?${place}&${daily}&apikey=s3cret`;
	expect((await get(path)).status).toBe(400);
	expect((await get(path)).status).toBe(200);
	const calls = await (await service.control.request('/calls')).text();
	expect(calls).toContain('"total":2');
	expect(calls).not.toContain('s3cret');
});
