/** A building's weather in the built bundle: asked for by itself, sent as JSON and as a file, and read with its degree days. */
import { readFile } from 'node:fs/promises';
import filePath from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, localDateOf } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type {
	StoredTemperaturesAnswer,
	TemperatureDay,
	TemperaturesRequest,
} from '../../extensions/kilowatch/src/shared/http-contract/temperatures.ts';
import type { StatusDetail } from '../../extensions/kilowatch/src/shared/http-contract/status.ts';
import { ask, must, post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';

const API_KEY = 'open-meteo-key-of-this-test-alone';
/** A minute's job begins within a minute, and asks within seconds. */
const MINUTE_MS = 90_000;

/** The building's: late in the evening of London it is tomorrow there. */
const today = localDateOf(Date.now() / 1000, 'Europe/Paris');
const date = addDays(today, -30);

let server: TestServer;
let building: string;

beforeAll(async () => {
	server = await startTestServer({
		environment: { KILOWATCH_OPEN_METEO_API_KEY: API_KEY, KILOWATCH_DAILY_MONTHS: '6', LOG_LEVEL: 'trace' },
	});
	building = (
		await post(server, '/items/buildings', { name: 'Les Tilleuls', latitude: 45.76402, longitude: 4.83566 })
	).id;
	await post(server, '/items/iot_devices', { building, provider: 'push', status: 'active' });
});

afterAll(() => server.stop());

const path = (query = '') => `/kilowatch/buildings/${building}/temperatures${query}`;
const around = `?from=${addDays(date, -2)}&to=${addDays(date, 3)}`;
const told = (changes: Partial<TemperaturesRequest['temperatures'][number]> = {}) => ({
	date,
	mean: 3,
	min: 1,
	max: 6,
	...changes,
});

async function send(body: unknown, query = '') {
	const answer = await server.request(path(query), { method: 'POST', body });
	const { data, errors } = (await answer.json()) as Partial<StoredTemperaturesAnswer> & {
		errors?: { message: string; extensions: { code: string; refused?: { line: number; code: string }[] } }[];
	};

	return { status: answer.status, data, error: errors?.[0]?.extensions };
}

async function sendFile(text: string, query = '', type = 'text/csv') {
	const answer = await fetch(`${server.url}${path(query)}`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': type },
		body: text,
	});
	const { data, errors } = (await answer.json()) as Partial<StoredTemperaturesAnswer> & {
		errors?: { extensions: { code: string } }[];
	};

	return { status: answer.status, data, code: errors?.[0]?.extensions.code };
}

test(
	'the weather comes by itself, with the place rounded, and the key is told nobody',
	{ timeout: MINUTE_MS + 30_000 },
	async () => {
		await expect
			.poll(async () => (await must<TemperatureDay[]>(server, path())).length, {
				timeout: MINUTE_MS,
				interval: 1_000,
			})
			.toBe(30);
		const { data, meta } = await ask<TemperatureDay[]>(server, path());
		expect(meta).toMatchObject({
			timezone: 'Europe/Paris',
			method: 'min_max',
			base_celsius: 18,
			days_known: 30,
			days_expected: 30,
			attribution: 'Weather data by Open-Meteo.com, CC BY 4.0',
		});
		expect(data.every(({ source }) => source === 'open_meteo')).toBe(true);
		for (const { min, max, degree_days: degrees } of data) {
			expect(degrees).toBeCloseTo(Math.max(0, 18 - (min + max) / 2), 9);
		}
		expect(meta.degree_days).toBeCloseTo(
			data.reduce((sum, { degree_days: degrees }) => sum + (degrees ?? 0), 0),
			6,
		);

		const status = await must<StatusDetail>(server, '/kilowatch/status');
		expect(status.weather).toEqual({
			name: 'open_meteo',
			configured: true,
			missing: [],
			note: 'tells_places',
			buildings: 1,
			failing: 0,
			error_code: null,
		});
		expect(status.call_limits.map(({ api }) => api)).toContain('open_meteo/temperatures');
		const calls = await (await fetch(`${server.sandbox?.url}/sandbox/open-meteo/calls`)).text();
		expect(calls).toContain('latitude=45.76&longitude=4.84');
		expect(await readFile(filePath.join(server.project.folder, '../directus.log'), 'utf8')).not.toContain(
			API_KEY,
		);
		expect(JSON.stringify(status)).not.toContain(API_KEY);
	},
);

describe('days that somebody tells', () => {
	test('are looked at, kept, and change nothing the second time', async () => {
		const before = await must<TemperatureDay[]>(server, path(around));
		const days: TemperaturesRequest = {
			temperatures: [told(), { date: addDays(date, 1), min: -2, max: 4 }],
		};
		expect(await send(days, '?dry_run')).toMatchObject({
			status: 200,
			data: { accepted: 2, written: 2, kept: 0, refused: [] },
		});
		expect(await must(server, path(around))).toEqual(before);
		expect(await send(days)).toMatchObject({ status: 200, data: { accepted: 2, written: 2, kept: 0 } });
		expect(await send(days)).toMatchObject({ status: 200, data: { accepted: 2, written: 0, kept: 0 } });
		const after = await must<TemperatureDay[]>(server, path(around));
		expect(after.filter(({ source }) => source === 'push')).toEqual([
			{ date, mean: 3, min: 1, max: 6, source: 'push', preliminary: false, degree_days: 14.5 },
			{
				date: addDays(date, 1),
				mean: null,
				min: -2,
				max: 4,
				source: 'push',
				preliminary: false,
				degree_days: 17,
			},
		]);
	});

	test('a file wins over what was sent, and is not overwritten by it', async () => {
		expect(await sendFile(`date;mean;min;max\n${date};2,5;0,5;5\n`)).toMatchObject({
			status: 200,
			data: { accepted: 1, written: 1, kept: 0 },
		});
		expect(await send({ temperatures: [told()] })).toMatchObject({
			data: { accepted: 1, written: 0, kept: 1 },
		});
		const days = await must<TemperatureDay[]>(server, path(around));
		expect(days.find((day) => day.date === date)).toMatchObject({
			mean: 2.5,
			min: 0.5,
			max: 5,
			source: 'file',
		});
	});

	test('one that is wrong keeps all of them out, and each says what is wrong', async () => {
		const before = await must(server, path(around));
		const days = {
			temperatures: [
				told({ date: addDays(date, 2), mean: 9, max: 9.5 }),
				told({ date: today }),
				told({ min: -41 }),
				told({ mean: 7 }),
				{ date },
			],
		};
		const refused = [
			{ line: 2, code: 'not_over' },
			{ line: 3, code: 'implausible' },
			{ line: 4, code: 'order' },
			{ line: 5, code: 'unreadable' },
		].map((line) => expect.objectContaining(line) as unknown);
		expect(await send(days)).toMatchObject({
			status: 400,
			error: { code: 'KILOWATCH_LINES_REFUSED', refused },
		});
		expect(await send(days, '?dry_run=true')).toMatchObject({ status: 200, data: { accepted: 1, refused } });
		expect(await must(server, path(around))).toEqual(before);
	});

	test.each([
		[{}, '', 'KILOWATCH_INVALID_REQUEST'],
		[{ temperatures: [] }, '', 'KILOWATCH_INVALID_REQUEST'],
		[{ temperatures: {} }, '', 'KILOWATCH_INVALID_REQUEST'],
		[{ temperatures: Array(4_001).fill(1) }, '', 'KILOWATCH_INVALID_REQUEST'],
		[{ temperatures: [told()], more: 1 }, '', 'KILOWATCH_INVALID_REQUEST'],
		[{ temperatures: [told()] }, '?dry=1', 'KILOWATCH_INVALID_REQUEST'],
	])('refuses the request %#', async (body, query, code) => {
		expect(await send(body, query)).toMatchObject({ status: 400, error: { code } });
	});

	test.each([
		['name;value\na;1', 'text/csv', 'KILOWATCH_FILE_LAYOUT', 400],
		['PK\u0003\u0004', 'text/csv', 'KILOWATCH_FILE_LAYOUT', 400],
		['', 'text/csv', 'KILOWATCH_FILE_MISSING', 400],
		['x', 'text/plain', 'KILOWATCH_FILE_MISSING', 400],
		[`date;min;max\n${' '.repeat(1_100_000)}`, 'text/csv', 'KILOWATCH_FILE_TOO_LARGE', 413],
	])('refuses the file %#', async (text, type, code, status) => {
		expect(await sendFile(text, '', type)).toMatchObject({ status, code });
	});
});

test.each([
	['?from=2026-01-01&to=2026-01-01'],
	['?from=2020-01-01&to=2026-01-01'],
	['?from=yesterday'],
	['?of=1'],
])('refuses to read %s', async (query) => {
	expect(await ask(server, path(query))).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
});

describe('where a building stands, and how its degree days are counted', () => {
	test.each([
		{ latitude: 91 },
		{ longitude: -180.1 },
		{ latitude: 'here' },
		{ degree_day_method: 'median' },
		{ degree_day_base: 31 },
	])('%j is refused', async (change) => {
		expect(
			await ask(server, `/items/buildings/${building}`, { method: 'PATCH', body: change }),
		).toMatchObject({
			status: 400,
			code: 'KILOWATCH_INVALID_REQUEST',
		});
		expect(
			await ask(server, '/items/buildings', { method: 'POST', body: { name: 'X', ...change } }),
		).toMatchObject({
			status: 400,
			code: 'KILOWATCH_INVALID_REQUEST',
		});
	});

	test('what can be is kept, and taken back', async () => {
		const change = { degree_day_method: 'mean', degree_day_base: 15 };
		await must(server, `/items/buildings/${building}`, { method: 'PATCH', body: change });
		expect((await ask(server, path(around))).meta).toMatchObject({ method: 'mean', base_celsius: 15 });
		const none = { degree_day_method: null, degree_day_base: null, latitude: null };
		await must(server, `/items/buildings/${building}`, { method: 'PATCH', body: none });
		expect((await ask(server, path(around))).meta).toMatchObject({ method: 'min_max', base_celsius: 18 });
	});
});
