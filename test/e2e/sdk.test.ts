/** The types of the package, with `@directus/sdk` against a real server: what they say is what comes. */
import { aggregate, createDirectus, createItem, readItem, readItems, rest, staticToken } from '@directus/sdk';
import type { KilowatchSchema } from 'directus-extension-kilowatch/schema';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);

let server: TestServer;
let building: string;
let meter: MeasuredMeter;

function client() {
	return createDirectus<KilowatchSchema>(server.url).with(staticToken(adminToken)).with(rest());
}

beforeAll(async () => {
	server = await startTestServer({ sandbox: false });
	const made = await client().request(
		createItem('buildings', { name: 'Les Tilleuls', country: 'FR', floor_area: '1250.50', heating: 'gas' }),
	);
	building = made.id;
	meter = await addMeasuredMeter(server, building, { pointId: '11111111111111', date, values: [1, 2, 3] });
});

afterAll(() => server.stop());

test('a meter with its building, channels and consents, in one request', async () => {
	const [device] = await client().request(
		readItems('iot_devices', {
			fields: [
				'id',
				'status',
				'last_reading_at',
				{
					building: ['id', 'name', 'floor_area', { manager: ['email'] }],
					channels: ['id', 'metric', { daily: ['id', 'date', 'value', 'status'] }],
					consents: ['status', 'scopes'],
				},
			],
			filter: { building: { name: { _eq: 'Les Tilleuls' } }, status: { _eq: 'active' } },
			limit: 1,
		}),
	);
	if (!device) throw new Error('There is a meter');

	expect(device).toEqual({
		id: meter.device,
		status: 'active',
		last_reading_at: null,
		building: { id: building, name: 'Les Tilleuls', floor_area: '1250.50', manager: null },
		channels: [
			{
				id: meter.channel,
				metric: 'consumption',
				daily: [{ id: expect.anything() as unknown, date, value: 6, status: 'complete' }],
			},
		],
		consents: [{ status: 'active', scopes: ['daily', 'load_curve'] }],
	});
	expectTypeOf(device.status).toEqualTypeOf<'pending' | 'active' | 'stopped' | 'archived'>();
	expectTypeOf(device.building.name).toEqualTypeOf<string>();
	expectTypeOf(device.last_reading_at).toEqualTypeOf<string | null>();
});

test('keys and amounts have the types that are said', async () => {
	const [reading] = await client().request(
		readItems('iot_readings', { fields: ['id', 'timestamp', 'value', 'duration', 'channel'], limit: 1 }),
	);
	const found = await client().request(
		readItem('buildings', building, { fields: ['id', 'floor_area', 'year_built'] }),
	);
	const [day] = await client().request(readItems('iot_daily', { fields: ['id', 'value'], limit: 1 }));

	expect(typeof reading?.id).toBe('string');
	expect(typeof reading?.value).toBe('number');
	expect(typeof reading?.channel).toBe('number');
	expect(typeof found.floor_area).toBe('string');
	expect(typeof day?.id).toBe('string');
	expectTypeOf(found.floor_area).toEqualTypeOf<string | null>();
	if (reading) {
		expectTypeOf(reading.id).toEqualTypeOf<string>();
		expectTypeOf(reading.value).toEqualTypeOf<number>();
		expectTypeOf(reading.timestamp).toEqualTypeOf<string>();
	}
});

test('readings by the relations above them, and their sum', async () => {
	const sum = await client().request(
		aggregate('iot_readings', {
			aggregate: { sum: ['value'] },
			query: { filter: { channel: { device: { building: { id: { _eq: building } } } } } },
		}),
	);

	expect(Number(sum[0]?.sum.value)).toBe(6);
});

test('what is not there does not compile', () => {
	// @ts-expect-error -- there is no such collection
	readItems<KilowatchSchema, 'iot_meters', object>('iot_meters', {});
	const query = { fields: ['id', 'colour'] } as const;
	// @ts-expect-error -- there is no such field
	readItems<KilowatchSchema, 'iot_devices', typeof query>('iot_devices', query);
	// @ts-expect-error -- there is no such state
	createItem<KilowatchSchema, 'iot_devices', object>('iot_devices', { status: 'asleep' });

	type Adopted = KilowatchSchema<number>;
	expectTypeOf<Adopted['buildings'][number]['id']>().toEqualTypeOf<number>();
	expectTypeOf<
		Extract<Adopted['iot_devices'][number]['building'], number | string>
	>().toEqualTypeOf<number>();
});
