/** The weather of buildings, from Open-Meteo's twin to the table: once at first, then night by night. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { BuildingKey } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import {
	readTemperatures,
	storeTemperatures,
} from '../../extensions/kilowatch/src/storage/weather/temperatures.ts';
import { countWeatherPlaces } from '../../extensions/kilowatch/src/storage/weather/weather-places.ts';
import { fetchWeather, type WeatherContext } from '../../extensions/kilowatch/src/weather/fetch-weather.ts';
import { dayNumberOf } from '../../sandbox/src/calendar.ts';
import { temperaturesAt } from '../../sandbox/src/open-meteo/temperatures.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { simulateWeather, type SimulatedWeather } from '../support/simulated-weather.ts';

const NOW = '2026-11-25T09:00:00Z';
const TODAY = '2026-11-25';
const lyon = { latitude: 45.76402, longitude: 4.83566 };

const schemas: SchemaForTest[] = [];
let schema: SchemaForTest;
let weather: SimulatedWeather;
let logged: [string, Readonly<Record<string, unknown>>][];

beforeEach(async () => {
	schema = await createSchema();
	schemas.push(schema);
	weather = simulateWeather(NOW);
	logged = [];
});
afterAll(async () => {
	for (const one of schemas) await one.drop();
});

function context(provider = weather.provider): WeatherContext {
	return {
		database: schema.database,
		provider,
		keptMonths: 3,
		timeZone: 'Europe/Paris',
		now: () => weather.clock.now,
		log: (message, facts) => void logged.push([message, facts]),
	};
}

async function locate(building: BuildingKey, { latitude, longitude }: typeof lyon): Promise<void> {
	await schema.database.query('UPDATE buildings SET latitude = $2, longitude = $3 WHERE id = $1', [
		building,
		latitude,
		longitude,
	]);
}

async function addBuilding(place: typeof lyon): Promise<string> {
	const { rows } = await schema.database.query<{ id: string }>(
		`INSERT INTO buildings (name) VALUES ('Other') RETURNING id`,
	);
	const { id } = only(rows);
	await schema.database.query(
		`INSERT INTO iot_devices (building, provider, status) VALUES ($1, 'enedis', 'active')`,
		[id],
	);
	await locate(id, place);

	return id;
}

/** As if the moment had come at which all are due. */
async function makeDue(): Promise<void> {
	await schema.database.query('UPDATE kilowatch_internal.weather_places SET next_try_at = now()');
}

const days = (building: BuildingKey = schema.building) =>
	readTemperatures(schema.database, building, { from: '2020-01-01', to: '2030-01-01' });

describe('what is asked', () => {
	test('nothing of a building without coordinates, nor of one without meters', async () => {
		await schema.addMeter('22516914714270');
		await schema.database.query(
			`INSERT INTO buildings (name, latitude, longitude) VALUES ('Empty', 45.7, 4.8), ('Half', 45.7, NULL)`,
		);
		expect(await fetchWeather(context())).toBe(0);
		expect(await weather.takeCalls()).toEqual([]);
	});

	test('at first all days that are kept, with the place rounded; the last ones are preliminary', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		expect(await fetchWeather(context())).toBe(91);
		const calls = await weather.takeCalls();
		expect(calls.map(({ path, status }) => [path, status])).toEqual([
			['/v1/forecast', 200],
			['/v1/archive', 200],
		]);
		for (const { query } of calls) {
			expect(query.get('latitude')).toBe('45.76');
			expect(query.get('longitude')).toBe('4.84');
			expect(query.get('timezone')).toBe('Europe/Paris');
		}
		const stored = await days();
		expect(stored.map(({ date }) => date)).toEqual(datesBetween('2026-08-26', TODAY));
		for (const { date, isPreliminary, source, ...temperatures } of stored) {
			expect(source).toBe('open_meteo');
			expect(isPreliminary).toBe(date >= '2026-11-18');
			expect(temperatures).toEqual(temperaturesAt(45.76, 4.84, dayNumberOf(date)));
		}
	});

	test('again only when the next night has come: the last days anew, and those that have settled', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		await fetchWeather(context());
		await weather.takeCalls();
		expect(await fetchWeather(context())).toBe(0);
		expect(await weather.takeCalls()).toEqual([]);

		weather.clock.now = new Date(Date.parse(NOW) + 2 * 86_400_000);
		await weather.setFaults({ warmerBy: 1 });
		await makeDue();
		await fetchWeather(context());
		const [recent, settled, ...others] = await weather.takeCalls();
		expect(others).toEqual([]);
		expect(recent?.query.get('past_days')).toBe('7');
		expect([settled?.query.get('start_date'), settled?.query.get('end_date')]).toEqual([
			'2026-11-18',
			'2026-11-19',
		]);
		const stored = new Map((await days()).map((day) => [day.date, day]));
		const at = (date: string) => temperaturesAt(45.76, 4.84, dayNumberOf(date)).mean;
		expect(stored.get('2026-11-17')?.mean).toBe(at('2026-11-17'));
		expect(stored.get('2026-11-18')).toMatchObject({ isPreliminary: false });
		expect(stored.get('2026-11-18')?.mean).toBeCloseTo(at('2026-11-18') + 1, 9);
		expect(stored.get('2026-11-26')).toMatchObject({ isPreliminary: true });
		expect(stored.has('2026-11-27')).toBe(false);
	});

	test('buildings at one place are asked for once, and each has its days', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		const other = await addBuilding({ latitude: 45.7601, longitude: 4.8399 });
		await fetchWeather(context());
		expect(await weather.takeCalls()).toHaveLength(2);
		expect(await days(other)).toEqual(await days());
	});

	test('a building that has moved loses the former place’s weather and gets its own', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		await fetchWeather(context());
		await storeTemperatures(schema.database, schema.building, {
			days: [{ date: '2026-10-01', mean: 1, min: 0, max: 2 }],
			source: 'push',
		});
		await locate(schema.building, { latitude: 50.6366, longitude: 3.0706 });
		await fetchWeather(context());
		const stored = await days();
		expect(stored).toHaveLength(91);
		for (const { date, source, mean } of stored) {
			expect([source, mean]).toEqual(
				date === '2026-10-01'
					? ['push', 1]
					: ['open_meteo', temperaturesAt(50.64, 3.07, dayNumberOf(date)).mean],
			);
		}
	});

	test('what comes for a place that the building has left meanwhile is not kept', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		let isFirst = true;
		await fetchWeather(
			context({
				...weather.provider,
				async fetchDays(request, signal) {
					const outcome = await weather.provider.fetchDays(request, signal);
					if (isFirst) {
						isFirst = false;
						await locate(schema.building, { latitude: 43.6, longitude: 1.44 });
						await fetchWeather(context());
					}

					return outcome;
				},
			}),
		);
		for (const { date, mean } of await days()) {
			expect(mean).toBe(temperaturesAt(43.6, 1.44, dayNumberOf(date)).mean);
		}
	});
});

describe('several at once', () => {
	test('two processes ask for each building once', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		for (let index = 0; index < 12; index += 1) await addBuilding({ latitude: 44 + index / 4, longitude: 2 });
		const written = await Promise.all([fetchWeather(context()), fetchWeather(context())]);
		expect(written[0] + written[1]).toBe(13 * 91);
		expect(await weather.takeCalls()).toHaveLength(13 * 2);
	});

	test('what one has left behind another takes once the lease is over, and asks only for the rest', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		let calls = 0;
		// Killed after the first window: nothing more is said by it.
		const killed = fetchWeather(
			context({
				...weather.provider,
				fetchDays: (request, signal) =>
					(calls += 1) > 1 ? new Promise(() => undefined) : weather.provider.fetchDays(request, signal),
			}),
		);
		await expect.poll(async () => (await days()).length).toBe(7);
		void killed;
		await weather.takeCalls();
		expect(await fetchWeather(context())).toBe(0);
		await makeDue();
		expect(await fetchWeather(context())).toBe(84);
		expect(await days()).toHaveLength(91);
	});
});

describe('when the service has trouble', () => {
	beforeEach(async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
	});

	test.each([
		['minutely_limit', 'minutely_limit', 'throttled'],
		['invalid_key', 'api_key', 'application'],
		['error_500', 'http_500', 'outage'],
		['html_502', 'http_502', 'outage'],
		['broken_off', 'unreadable_body', 'shape'],
		['garbage', 'unexpected_body', 'shape'],
		['fahrenheit', 'unexpected_body', 'shape'],
	] as const)('%s is told, keeps nothing, and is over the next time', async (kind, code, failureClass) => {
		await weather.setFaults({ next: { calls: 1, kind } });
		expect(await fetchWeather(context())).toBe(0);
		expect(await days()).toEqual([]);
		expect(logged).toEqual([
			['The weather of a place did not come', expect.objectContaining({ code, class: failureClass })],
		]);
		expect(JSON.stringify(logged)).not.toMatch(/45\.7|4\.8/);
		expect(await countWeatherPlaces(schema.database)).toEqual({ buildings: 1, failing: 1, errorCode: code });

		await makeDue();
		expect(await fetchWeather(context())).toBe(91);
		expect(await countWeatherPlaces(schema.database)).toEqual({ buildings: 1, failing: 0, errorCode: null });
	});

	test('days without a value stay missing and are asked for again', async () => {
		await weather.setFaults({ next: { calls: 2, kind: 'nulls' } });
		expect(await fetchWeather(context())).toBe(0);
		await makeDue();
		expect(await fetchWeather(context())).toBe(91);
	});

	test('a building whose time zone is none keeps nobody else from the weather', async () => {
		await schema.database.query(`UPDATE buildings SET timezone = 'Europe/Lutece'`);
		const other = await addBuilding({ latitude: 48, longitude: 2 });
		expect(await fetchWeather(context())).toBe(91);
		expect(await days(other)).toHaveLength(91);
		expect(logged).toHaveLength(1);
	});
});

describe('who says a day', () => {
	const day = (mean: number) => [{ date: '2026-11-20', mean, min: mean - 1, max: mean + 1 }];
	const store = (source: 'file' | 'push' | 'open_meteo', mean: number) =>
		storeTemperatures(schema.database, schema.building, { days: day(mean), source });

	test('a file before a sensor before the model, each as a whole', async () => {
		expect(await store('open_meteo', 1)).toEqual({ written: 1, kept: 0 });
		expect(await store('open_meteo', 1)).toEqual({ written: 0, kept: 0 });
		expect(await store('push', 2)).toEqual({ written: 1, kept: 0 });
		expect(await store('open_meteo', 3)).toEqual({ written: 0, kept: 1 });
		expect(await store('file', 4)).toEqual({ written: 1, kept: 0 });
		expect(await store('push', 5)).toEqual({ written: 0, kept: 1 });
		expect(await store('file', 6)).toEqual({ written: 1, kept: 0 });
		expect(await days()).toEqual([
			{ date: '2026-11-20', mean: 6, min: 5, max: 7, source: 'file', isPreliminary: false },
		]);
	});

	test('the model does not touch what was told, and asks for nothing where all was', async () => {
		await schema.addMeter('22516914714270');
		await locate(schema.building, lyon);
		await storeTemperatures(schema.database, schema.building, {
			days: datesBetween(addDays(TODAY, -91), TODAY).map((date) => ({ date, mean: 5, min: 0, max: 9 })),
			source: 'file',
		});
		expect(await fetchWeather(context())).toBe(0);
		expect(await weather.takeCalls()).toEqual([]);
	});
});
