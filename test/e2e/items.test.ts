import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayId } from '../../extensions/kilowatch/src/domain/day-id.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readingId } from '../../extensions/kilowatch/src/domain/reading-id.ts';
import { collections } from '../../extensions/kilowatch/src/shared/collections/index.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { ask, graphql, must, post, type Answer } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson, type Person } from '../support/people.ts';

const today = new Date().toISOString().slice(0, 10);
const implausible = { status: 400, code: 'KILOWATCH_IMPLAUSIBLE_VALUE' };
const badKey = { status: 400, code: 'KILOWATCH_READING_KEY' };
const protectedRow = { status: 400, code: 'KILOWATCH_PROTECTED' };

let server: TestServer;
let building: string;
/** channel by metric */
let channels: Map<string, number>;
let meter: MeasuredMeter;
let foreign: Person;

beforeAll(async () => {
	server = await startTestServer({ sandbox: false });
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	const device = (
		await post(server, '/items/iot_devices', {
			building,
			provider: 'push',
			device_type: 'other',
			label: 'Sonde',
		})
	).id;
	const units = { temperature: '°C', humidity: '%', consumption: 'Wh', production: 'Wh', max_power: 'VA' };
	channels = new Map();
	for (const [metric, unit] of Object.entries(units)) {
		const channel = await post<{ id: number }>(server, '/items/iot_channels', { device, metric, unit });
		channels.set(metric, channel.id);
	}
	meter = await addMeasuredMeter(server, building, {
		pointId: '11111111111111',
		date: addDays(today, -30),
		values: [1, 2, 3, 4],
	});
	foreign = await addPerson(server, 'foreign');
});

afterAll(() => server.stop());

function channelOf(metric: string): number {
	const channel = channels.get(metric);
	if (channel === undefined) throw new Error(`There is no channel of ${metric}`);

	return channel;
}

let hours = 0;

/** An instant that no reading of this suite has yet. */
function nextHour(): string {
	hours += 1;

	return new Date(Date.parse(`${addDays(today, -20)}T00:00:00Z`) + hours * 3_600_000).toISOString();
}

function secondsOf(timestamp: string): number {
	return Date.parse(timestamp) / 1000;
}

function reading(change: Record<string, unknown> = {}): Record<string, unknown> {
	return { channel: channelOf('temperature'), timestamp: nextHour(), duration: 3600, value: 20, ...change };
}

async function write<Data = { id: string; value: number }>(
	body: unknown,
	{ method = 'POST', path = '' } = {},
): Promise<Answer<Data>> {
	return ask<Data>(server, `/items/iot_readings${path}`, { method, body });
}

async function countReadings(): Promise<number> {
	const [row] = await must<{ count: string }[]>(server, '/items/iot_readings?aggregate[count]=*');

	return Number(row?.count);
}

describe('values that cannot be true', () => {
	test.each([
		['temperature', -40, true],
		['temperature', 80, true],
		['temperature', -40.1, false],
		['temperature', 81, false],
		['humidity', 0, true],
		['humidity', 100, true],
		['humidity', 101, false],
		['humidity', -1, false],
		['consumption', 0, true],
		['consumption', -1, false],
		['production', -0.5, false],
		['max_power', -1, false],
	])('%s %d: accepted %j', async (metric, value, isAccepted) => {
		const created = await write(reading({ channel: channelOf(metric), value }));
		if (isAccepted) {
			expect(created).toMatchObject({ status: 200, data: { value } });
		} else {
			expect(created).toMatchObject(implausible);
			expect(created.message).toContain(`not ${value}`);
		}

		const kept = await write(reading({ channel: channelOf(metric), value: 5 }));
		const changed = await write({ value }, { method: 'PATCH', path: `/${kept.data.id}` });
		expect(changed).toMatchObject(isAccepted ? { status: 200, data: { value } } : implausible);
	});

	test('one bad row of many refuses them all', async () => {
		const before = await countReadings();
		const answer = await write([reading(), reading(), reading({ value: 81 })]);

		expect(answer).toMatchObject(implausible);
		expect(await countReadings()).toBe(before);
	});

	test('many good rows are written', async () => {
		const answer = await write<{ value: number }[]>([reading({ value: 1 }), reading({ value: 2 })]);

		expect(answer.data.map(({ value }) => value)).toEqual([1, 2]);
	});

	test('a change by filter is checked for every row it meets', async () => {
		const channel = channelOf('humidity');
		const query = { filter: { channel: { _eq: channel } } };
		expect(await write({ query, data: { value: 101 } }, { method: 'PATCH' })).toMatchObject(implausible);
		const answer = await write<{ value: number }[]>({ query, data: { value: 42 } }, { method: 'PATCH' });

		expect(answer.data.length).toBeGreaterThan(1);
		expect(new Set(answer.data.map(({ value }) => value))).toEqual(new Set([42]));
	});

	test('rows changed one by one in a single request are each checked', async () => {
		const [one, other] = (await write<{ id: string }[]>([reading(), reading()])).data;
		const batch = (value: number) => [
			{ id: one?.id, value: 1 },
			{ id: other?.id, value },
		];

		expect(await write(batch(81), { method: 'PATCH' })).toMatchObject(implausible);
		expect(await write(batch(80), { method: 'PATCH' })).toMatchObject({
			status: 200,
			data: [{ value: 1 }, { value: 80 }],
		});
	});

	test.each([[null], [''], [true], [[]], ['much']])('%j is no value', async (value) => {
		expect(await write(reading({ value }))).toMatchObject(badKey);
	});

	test('nothing is written through a channel’s page either', async () => {
		const path = `/items/iot_channels/${channelOf('temperature')}`;
		const { timestamp } = reading();
		const nested = (value: number) => ({
			readings: { create: [{ timestamp, duration: 60, value }], update: [], delete: [] },
		});

		expect(await ask(server, path, { method: 'PATCH', body: nested(81) })).toMatchObject({ status: 400 });
		const first = readingId(meter.channel, secondsOf(`${addDays(today, -30)}T00:00:00Z`));
		const deleted = { readings: { create: [], update: [], delete: [first] } };
		expect(
			await ask(server, `/items/iot_channels/${meter.channel}`, { method: 'PATCH', body: deleted }),
		).toMatchObject(badKey);
	});

	// GraphQL can change readings, not make them: Directus asks there for every required field of the channel, too.
	test('the same by GraphQL', async () => {
		const { data } = await write(reading());
		const run = (change: string) =>
			ask(server, '/graphql', { method: 'POST', body: { query: `mutation { ${change} }` } });
		const set = (change: string) =>
			run(`update_iot_readings_item(id: "${data.id}", data: { ${change} }) { value }`);

		expect((await set('value: 99')).code).toBe('KILOWATCH_IMPLAUSIBLE_VALUE');
		expect((await set(`timestamp: "${nextHour()}"`)).code).toBe('KILOWATCH_READING_KEY');
		expect((await set('value: 80')).data).toEqual({ update_iot_readings_item: { value: 80 } });
		expect((await run(`delete_iot_readings_item(id: "${data.id}") { id }`)).code).toBe('KILOWATCH_PROTECTED');
	});

	test('days have the same rules', async () => {
		const day = { channel: channelOf('temperature'), date: '2026-01-05', status: 'complete' };
		const add = (body: object) => ask<{ id: string }>(server, '/items/iot_daily', { method: 'POST', body });

		expect(await add({ ...day, value: 81 })).toMatchObject(implausible);
		expect(await add({ ...day, curve_value: -41 })).toMatchObject(implausible);
		expect(await add({ ...day, id: 7 })).toMatchObject(badKey);
		expect(await add({ value: 1 })).toMatchObject(badKey);
		expect(await add({ ...day, date: '2026-02-30' })).toMatchObject(badKey);
		const made = await add({ ...day, value: 12 });
		expect(made.data.id).toBe(String(dayId(day.channel, day.date)));

		const path = `/items/iot_daily/${made.data.id}`;
		const change = (body: object) => ask(server, path, { method: 'PATCH', body });
		expect(await change({ value: 81 })).toMatchObject(implausible);
		expect(await change({ date: '2026-01-06' })).toMatchObject(badKey);
		expect(await change({ channel: channelOf('humidity') })).toMatchObject(badKey);
		expect(await change({ value: 80 })).toMatchObject({ status: 200, data: { value: 80 } });
		expect(await ask(server, path, { method: 'DELETE' })).toMatchObject(protectedRow);
	});
});

describe('the key of a reading', () => {
	test('is computed where it is left out', async () => {
		const row = reading();
		const answer = await write(row);

		expect(answer.status).toBe(200);
		expect(answer.data.id).toBe(
			String(readingId(channelOf('temperature'), secondsOf(String(row.timestamp)))),
		);
	});

	test('may be written along when it is right, as a number or a text', async () => {
		for (const toId of [Number, String]) {
			const row = reading();
			const id = readingId(channelOf('temperature'), secondsOf(String(row.timestamp)));

			expect(await write({ ...row, id: toId(id) })).toMatchObject({ status: 200, data: { id: String(id) } });
		}
	});

	test('is refused when it is wrong, with the right one', async () => {
		const row = reading();
		const id = readingId(channelOf('temperature'), secondsOf(String(row.timestamp)));
		for (const wrong of [id + 1, 0, 'abc', -id]) {
			const answer = await write({ ...row, id: wrong });

			expect(answer).toMatchObject(badKey);
			expect(answer.message).toContain(String(id));
		}
	});

	test('the same instant twice is a conflict, not a fault', async () => {
		const row = reading();
		await write(row);

		expect(await write(row)).toMatchObject({ status: 400, code: 'RECORD_NOT_UNIQUE' });
	});

	test.each([
		['2026-11-01T00:00:00.5Z'],
		['2026-11-01T00:00:00'],
		['2026-11-01'],
		['yesterday'],
		['2999-01-01T00:00:00Z'],
		[null],
		[undefined],
		[5],
	])('no reading starts at %j', async (timestamp) => {
		expect(await write(reading({ timestamp }))).toMatchObject(badKey);
	});

	test('an offset is an instant like any other', async () => {
		const timestamp = nextHour();
		const shifted = `${new Date(Date.parse(timestamp) + 7_200_000).toISOString().slice(0, 19)}+02:00`;
		const answer = await write<{ id: string; timestamp: string }>(reading({ timestamp: shifted }));

		expect(answer.data.timestamp).toBe(timestamp);
		expect(answer.data.id).toBe(String(readingId(channelOf('temperature'), secondsOf(timestamp))));
	});

	test.each([[999_999], [0], [-1], [2 ** 21], ['x'], [null], [{ metric: 'temperature' }]])(
		'channel %j is refused',
		async (channel) => {
			expect(await write(reading({ channel }))).toMatchObject(badKey);
		},
	);

	test('a channel may come inside its row, as relations do', async () => {
		const answer = await write(reading({ channel: { id: channelOf('temperature') }, value: 7 }));

		expect(answer).toMatchObject({ status: 200, data: { value: 7, channel: channelOf('temperature') } });
	});

	test('cannot be changed', async () => {
		const { data } = await write(reading());
		for (const change of [{ timestamp: nextHour() }, { channel: channelOf('humidity') }, { id: '5' }]) {
			expect(await write(change, { method: 'PATCH', path: `/${data.id}` })).toMatchObject(badKey);
		}
		expect(await write({ quality: 'corrected' }, { method: 'PATCH', path: `/${data.id}` })).toMatchObject({
			status: 200,
		});
	});

	test('readings before what is kept are refused', async () => {
		const answer = await write(reading({ timestamp: '2016-01-01T00:00:00Z' }));

		expect(answer.status).toBe(400);
		expect(answer.message).toContain('not kept');
	});
});

describe('what would lose measured data', () => {
	test.each([
		[
			'a reading',
			() => `/items/iot_readings/${readingId(meter.channel, secondsOf(`${addDays(today, -30)}T00:00:00Z`))}`,
		],
		['a day', () => `/items/iot_daily/${dayId(meter.channel, addDays(today, -30))}`],
		['a channel with readings', () => `/items/iot_channels/${meter.channel}`],
		['a device with readings', () => `/items/iot_devices/${meter.device}`],
		['a building with readings', () => `/items/buildings/${building}`],
	])('%s is not deleted, and a sentence says what to do', async (_, path) => {
		const answer = await ask(server, path(), { method: 'DELETE' });

		expect(answer).toMatchObject(protectedRow);
		expect(answer.message).toMatch(/[Aa]rchive .*erase /);
		expect((await ask(server, path())).status).toBe(200);
	});

	test('nor many at once, by keys or by filter', async () => {
		for (const name of ['iot_devices', 'buildings', 'iot_readings', 'iot_daily']) {
			const path = `/items/${name}`;
			const before = await must<unknown[]>(server, `${path}?fields=id&limit=-1`);
			const query = { filter: { id: { _nnull: true } }, limit: -1 };

			expect([name, await ask(server, path, { method: 'DELETE', body: { query } })]).toMatchObject([
				name,
				protectedRow,
			]);
			expect(await must<unknown[]>(server, `${path}?fields=id&limit=-1`)).toEqual(before);
		}
		const keys = [meter.device];
		expect(await ask(server, '/items/iot_devices', { method: 'DELETE', body: keys })).toMatchObject(
			protectedRow,
		);
	});

	test('what nothing hangs on can be deleted, and nothing else', async () => {
		const remove = (path: string) => ask(server, `/items/${path}`, { method: 'DELETE' });
		const empty = (await post(server, '/items/buildings', { name: 'Vide' })).id;
		const device = (await post(server, '/items/iot_devices', { building: empty, provider: 'push' })).id;
		const channel = (await post(server, '/items/iot_channels', { device, metric: 'gas', unit: 'Wh' })).id;

		expect(await remove(`buildings/${empty}`)).toMatchObject({
			...protectedRow,
			message: expect.stringContaining('This building has devices.') as unknown,
		});
		expect(await remove(`iot_devices/${device}`)).toMatchObject({
			...protectedRow,
			message: expect.stringContaining('This device has channels.') as unknown,
		});
		for (const path of [`iot_channels/${channel}`, `iot_devices/${device}`, `buildings/${empty}`]) {
			expect([path, (await remove(path)).status]).toEqual([path, 204]);
		}
		expect((await remove('buildings/x')).status).toBe(403);
	});

	test('the audit log can be read, and nothing else', async () => {
		await withClient(server.database.connection, (client) =>
			client.query(
				`INSERT INTO iot_audit (chain, number, actor, action, previous_hash, hash) VALUES ('a', 1, 'b', 'c', 'd', 'e')`,
			),
		);
		const [row] = await must<{ id: string }[]>(server, '/items/iot_audit');
		const path = `/items/iot_audit/${row?.id}`;
		const entry = { chain: 'a', number: 2, actor: 'b', action: 'c', previous_hash: 'd', hash: 'e' };

		expect(await ask(server, '/items/iot_audit', { method: 'POST', body: entry })).toMatchObject(
			protectedRow,
		);
		expect(await ask(server, path, { method: 'PATCH', body: { action: 'x' } })).toMatchObject(protectedRow);
		expect(await ask(server, path, { method: 'DELETE' })).toMatchObject(protectedRow);
		expect(await must(server, path)).toMatchObject({ actor: 'b', action: 'c' });
		const bySql = withClient(server.database.connection, (client) => client.query('DELETE FROM iot_audit'));
		await expect(bySql).rejects.toThrow('The audit log is append-only');
	});
});

describe('who has no right to write', () => {
	test.each(['foreign', 'anonymous'])('%s learns nothing of what is there', async (role) => {
		const token = role === 'foreign' ? foreign.token : null;
		const attempts: [string, string, unknown][] = [
			['POST', '/items/iot_readings', {}],
			['POST', '/items/iot_readings', reading({ value: 81 })],
			['POST', '/items/iot_readings', reading({ channel: 999_999 })],
			['POST', '/items/iot_daily', {}],
			['POST', '/items/iot_audit', {}],
			['DELETE', `/items/iot_devices/${meter.device}`, undefined],
			['DELETE', `/items/buildings/${building}`, undefined],
			['DELETE', `/items/iot_channels/${meter.channel}`, undefined],
			['PATCH', `/items/iot_readings/${readingId(meter.channel, 0)}`, { timestamp: nextHour() }],
		];
		for (const [method, path, body] of attempts) {
			const answer = await ask(server, path, { method, body, token });
			expect([method, path, answer.status, answer.code]).toEqual([method, path, 403, 'FORBIDDEN']);
		}
	});
});

describe('newest first', () => {
	// Spread over five periods of the key, so that bounds of one, two, four and eight of them are met.
	const COUNT = 700;

	beforeAll(async () => {
		await withClient(server.database.connection, (client) =>
			client.query(
				`INSERT INTO iot_readings (id, channel, "timestamp", duration, value)
				SELECT kilowatch_internal.reading_id($1, start), $1, start, 60, number
				FROM generate_series(1, $3) AS number,
					LATERAL (SELECT date_trunc('hour', $2::timestamptz) - number * number * interval '20 seconds' AS start) s
				ON CONFLICT DO NOTHING`,
				[channelOf('max_power'), new Date().toISOString(), COUNT],
			),
		);
	});

	test.each([
		[''],
		['&limit=5'],
		['&limit=1'],
		['&limit=0'],
		['&limit=-1'],
		['&limit=50&page=2'],
		['&limit=50&page=9'],
		['&limit=30&offset=45'],
		['&limit=100&offset=640'],
		['&limit=10&offset=5000'],
		['&limit=20&sort=-timestamp,channel'],
	])('sort=-timestamp%s gives what plain SQL gives', async (more) => {
		const query = new URLSearchParams(`sort=-timestamp${more}`);
		const sort = query.getAll('sort').at(-1) ?? '';
		const limit = Number(query.get('limit') ?? 100);
		const offset = Number(query.get('offset') ?? (Number(query.get('page') ?? 1) - 1) * limit);
		const rows = await must<{ id: string; timestamp: string }[]>(
			server,
			`/items/iot_readings?fields=id,timestamp&sort=${sort}&limit=${limit}&offset=${offset}`,
		);
		const plain = await withClient(server.database.connection, (client) =>
			client.query<{ timestamp: Date }>(
				`SELECT "timestamp" FROM iot_readings ORDER BY "timestamp" DESC, id LIMIT $1 OFFSET $2`,
				[limit === -1 ? null : limit, offset],
			),
		);

		expect(rows.map(({ timestamp }) => timestamp)).toEqual(
			plain.rows.map((row) => row.timestamp.toISOString()),
		);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
	});

	test('with a filter it finds the old ones, too', async () => {
		const channel = channelOf('max_power');
		const rows = await must<{ value: number }[]>(
			server,
			`/items/iot_readings?sort=-timestamp&limit=3&filter[channel][_eq]=${channel}&filter[value][_gte]=${COUNT - 1}`,
		);

		expect(rows.map(({ value }) => value)).toEqual([COUNT - 1, COUNT]);
	});

	test('the counts in meta are of everything', async () => {
		const all = await countReadings();
		const answer = await ask(server, '/items/iot_readings?sort=-timestamp&limit=1&meta=*');

		expect(answer.meta).toEqual({ total_count: all, filter_count: all });
	});

	test('the same by GraphQL', async () => {
		const { iot_readings } = await graphql<{ iot_readings: { id: string }[] }>(
			server,
			'{ iot_readings(sort: ["-timestamp"], limit: 7) { id } }',
		);

		expect(iot_readings).toEqual(await must(server, '/items/iot_readings?sort=-timestamp&limit=7&fields=id'));
	});
});

describe('fields', () => {
	test('closed lists have their choices, labelled, in four languages', async () => {
		const fields = await must<
			{
				collection: string;
				field: string;
				meta: {
					interface: string;
					options: { choices?: { text: string; value: string }[] } | null;
					translations: { language: string; translation: string }[] | null;
				} | null;
			}[]
		>(server, '/fields');
		const ours = fields.filter(({ collection }) => collections.some((one) => one.collection === collection));
		const status = ours.find(({ collection, field }) => collection === 'iot_devices' && field === 'status');

		expect(status?.meta?.options?.choices?.map(({ value }) => value)).toEqual([
			'pending',
			'active',
			'stopped',
			'archived',
		]);
		expect(ours.filter(({ meta }) => meta === null)).toEqual([]);
		for (const { collection, field, meta } of ours) {
			const languages = (meta?.translations ?? []).map(({ language }) => language).sort();
			expect([collection, field, languages]).toEqual([
				collection,
				field,
				['de-DE', 'en-US', 'fr-FR', 'nl-NL'],
			]);
			for (const { text } of meta?.options?.choices ?? []) expect(text).toMatch(/\S/);
		}
	});
});

describe('a fault', () => {
	test('of a handler is answered, and ends nothing', async () => {
		await withClient(server.database.connection, (client) =>
			client.query('ALTER TABLE iot_daily RENAME TO iot_daily_gone'),
		);
		try {
			for (const path of ['/kilowatch/portfolio', `/kilowatch/buildings/${building}/readings`]) {
				expect(await ask(server, path)).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
			}
		} finally {
			await withClient(server.database.connection, (client) =>
				client.query('ALTER TABLE iot_daily_gone RENAME TO iot_daily'),
			);
		}

		expect(await (await server.request('/server/ping')).text()).toBe('pong');
		expect((await ask(server, '/kilowatch/portfolio')).status).toBe(200);
	});

	test('a period of ten thousand years keeps nobody waiting', async () => {
		const startedMs = performance.now();
		const answer = await ask(server, '/kilowatch/portfolio?from=0001-01-01&to=9999-12-31');

		expect(answer.status).toBe(200);
		// Listing its days took three seconds, in which Directus answered nobody.
		expect(performance.now() - startedMs).toBeLessThan(1500);
	});

	test('of a request is the requester’s', async () => {
		const response = await fetch(`${server.url}/kilowatch/buildings/${building}/linky/sync`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Authorization: 'Bearer kilowatch-test-admin-token' },
			body: '{',
		});

		expect(response.status).toBe(400);
		expect(await ask(server, '/kilowatch/nothing')).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
		expect(await ask(server, `/kilowatch/buildings/${building}/readings?from=2026-02-30`)).toMatchObject({
			status: 400,
			code: 'KILOWATCH_INVALID_REQUEST',
		});
		expect(
			await ask(server, `/kilowatch/buildings/${building}/readings?from=2026-03-01&to=2026-02-01`),
		).toMatchObject({
			status: 400,
			code: 'KILOWATCH_INVALID_REQUEST',
		});
	});
});
